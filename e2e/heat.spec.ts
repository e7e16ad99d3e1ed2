import { expect, test } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { windowOf } from './page'
import { school } from './school'
import { atOne } from './width'

test('on a phone the heat map shows names and means beside the lessons, and turns by keys and buttons when there are more', {
  tag: atOne('phone'),
}, async ({ browser, viewport }) => {
  test.setTimeout(240_000)
  const m = messages('en').classes
  const context = await windowOf(browser, school(), 'teacher', { viewport, bypassCSP: true })
  const teacher = await context.newPage()
  await teacher.goto(`/en/classes/${school().classId}`)
  const box = teacher.locator('.heat-box')
  const name = teacher.locator('.heat tbody th').first()
  const mean = teacher.locator('.heat tbody .heat-mean').first()

  // Four lessons fit, and then the table is no stop for the keyboard.
  await teacher.addStyleTag({ content: '.heat tr > :nth-child(n + 7) { display: none }' })
  const width = teacher.viewportSize()?.width ?? 390
  await teacher.setViewportSize({ width: width - 1, height: 844 })
  const beyond = () => box.evaluate((element) => element.scrollWidth - element.clientWidth)
  await expect.poll(beyond).toBeLessThanOrEqual(0)
  await expect(box).not.toHaveAttribute('tabindex')
  await expect(teacher.getByRole('button', { name: m.heatNext })).toHaveCount(0)
  const after = (await name.boundingBox())!
  expect((await mean.boundingBox())!.x - (after.x + after.width)).toBeLessThan(8)

  // As if there were more lessons than fit.
  await teacher.addStyleTag({ content: '.heat td:not(.heat-mean) { min-width: 24rem !important }' })
  await teacher.setViewportSize({ width: width - 2, height: 844 })
  await expect(teacher.getByText(m.heatMore)).toBeVisible()
  const region = teacher.getByRole('region', { name: m.heatTitle })
  await expect(region).toHaveAttribute('tabindex', '0')
  const [next, previous] = [m.heatNext, m.heatPrevious].map((label) =>
    teacher.getByRole('button', { name: label }),
  )
  await expect(previous!).toHaveAttribute('aria-disabled', 'true')
  await next!.click()
  await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(40)
  await expect(previous!).toHaveAttribute('aria-disabled', 'false')
  const [nameNow, meanNow] = [(await name.boundingBox())!, (await mean.boundingBox())!]
  expect([Math.round(nameNow.x), Math.round(meanNow.x)]).toEqual([
    Math.round(after.x),
    Math.round(after.x + after.width + 2),
  ])
  await region.focus()
  for (let i = 0; i < 80; i++) await teacher.keyboard.press('ArrowRight')
  await expect(next!).toHaveAttribute('aria-disabled', 'true')
  await expect.poll(() => teacher.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await context.close()
})
