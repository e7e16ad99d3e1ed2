import { expect, test } from '@playwright/test'

test('the map is walked by arrows along its lines, and Enter opens a lesson', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/ko/map')
  const first = page.locator('[data-lesson=program-to-process]')
  await first.focus()
  await page.keyboard.press('ArrowRight')
  const next = page.locator('[data-lesson]:focus')
  await expect(next).not.toHaveAttribute('data-lesson', 'program-to-process')
  const slug = await next.getAttribute('data-lesson')
  await expect(page.locator(`path[data-from=program-to-process][data-to=${slug}]`)).toHaveAttribute(
    'data-shown',
    '',
  )
  await page.keyboard.press('ArrowLeft')
  await expect(first).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/ko\/learn\/program-to-process$/)
})

test('on a phone the map is a list that says what comes before what', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/en/map')
  await expect(page.locator('.course-graph')).toBeHidden()
  const lesson = page.locator('.mastery-map details').nth(1)
  await expect(lesson.locator('summary')).toContainText('after 1')
  await lesson.locator('summary').click()
  await expect(lesson.locator('.mastery-needs').first()).toContainText('First:')
})

test('the map is light: it carries its drawing once', async ({ request }) => {
  for (const locale of ['ko', 'en']) {
    const page = await (await request.get(`/${locale}/map`)).body()
    expect(page.length, locale).toBeLessThan(150_000)
  }
})
