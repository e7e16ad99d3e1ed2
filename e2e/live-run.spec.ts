import { expect, type Page, test } from '@playwright/test'
import { fill } from '../app/_ui/fill'
import { simulator } from '../lib/i18n/en/simulator'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { joinByCode, openClass, signUp } from './school'

const en = messages('en')
const m = en.liveRun
/** A program of two threads. */
const ITEM = 'atomicity.count-to-one'

test('a class votes on its phones which task runs next, and the run in front goes by it to its end', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const { teacher, classId, code } = await openClass(browser)
  await teacher.goto(`/en/classes/${classId}/items/${ITEM}`, { waitUntil: 'networkidle' })
  await teacher.getByRole('button', { name: m.ask }).click()
  await teacher.waitForURL('**/live')
  const learners: Page[] = []
  for (let i = 0; i < 3; i++) {
    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
    await signUp(page, `run-${i}-${classId}@example.com`, 'a long password')
    await joinAs(page, code, i)
    await page.goto(`/en/classes/${classId}/live`, { waitUntil: 'networkidle' })
    learners.push(page)
  }
  const options = (page: Page) => page.locator('.live-option')
  const n = await options(learners[0]!).count()
  expect(n).toBeGreaterThan(1)
  // Two against one, and the one changes their mind by the keyboard.
  await options(learners[0]!).nth(1).click()
  await options(learners[1]!).nth(1).click()
  await options(learners[2]!).first().focus()
  await learners[2]!.keyboard.press('Enter')
  await expect(teacher.locator('.live-count')).toContainText(fill(m.voted, { n: 3, total: 3 }))
  await expect(teacher.locator('.live-counts .number')).toContainText(['1', '2'])
  expect(await violations(teacher, 'run in front', 'main')).toEqual([])
  expect(await violations(learners[0]!, 'run on a phone', 'main')).toEqual([])

  const choice = (at: number) =>
    expect(teacher.locator('.live-count')).toContainText(fill(m.choice, { n: at }))
  await teacher.locator('.live-moves .button-primary').focus()
  await teacher.keyboard.press('Enter')
  await choice(2)
  // Whoever goes on by the keys is still where they were.
  await expect(teacher.locator('.live-moves .button-primary')).toBeFocused()
  // Each phone has the next choice, and no vote of theirs in it.
  for (const page of learners) {
    await expect(page.locator('.live-step')).toContainText(fill(m.choice, { n: 2 }))
    await expect(page.locator('.live-option[aria-pressed=true]')).toHaveCount(0)
  }
  await teacher.getByRole('button', { name: m.back }).click()
  await choice(1)
  await teacher.locator('.live-counts .button').first().click()
  await choice(2)
  await teacher.getByRole('button', { name: m.toEnd }).click()
  await expect(teacher.getByText(m.over)).toBeVisible()
  await expect(learners[0]!.getByText(m.overPhone)).toBeVisible()

  // It can be seen again, and opened in the lab as it went.
  await teacher.getByRole('button', { name: m.end, exact: true }).click()
  const past = learners[0]!.locator('.past-runs > li')
  await learners[0]!.reload()
  await expect(past).toHaveCount(1)
  await past.getByRole('button').first().click()
  await expect(past.locator('.sim')).toBeVisible()
  await past.getByRole('button', { name: simulator.openInLab }).click()
  await learners[0]!.waitForURL('**/en/lab#*')
  await Promise.all([...learners, teacher].map((page) => page.context().close()))
})

async function joinAs(page: Page, code: string, i: number): Promise<void> {
  if (i === 0) return joinByCode(page, code)
  await page.goto(`/en/join/${code}`, { waitUntil: 'networkidle' })
  await page.getByLabel(en.classes.displayName).fill(`Learner ${'abc'[i]}`)
  await page.getByRole('button', { name: en.classes.join }).click()
  await page.waitForURL('**/en/classes/*-*')
}
