import { type Browser, expect, type Page, test } from '@playwright/test'
import { catalog } from '../lib/content/catalog'
import { itemsOf } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { choose } from './page'
import { openClass } from './school'
import { saying } from './word'

const { exam: m, assignments, classes } = messages('en')

/** A lesson with questions that have options, and two of them. */
const [lesson, asked] = twoChoices()
function twoChoices() {
  for (const { slug } of catalog().lessons) {
    const found = itemsOf(slug).filter(({ kind, others }) => kind === 'choice' && !others)
    if (found.length > 1) return [slug, found.slice(0, 2).map(({ id }) => id)] as const
  }
  throw new Error('no lesson asks two questions with options')
}

test('an exam is told of, sat once, survives a lost connection, is given more time and handed in, and tells nothing before', async ({
  browser,
}) => {
  const { teacher, classId, code } = await openClass(browser)
  const at = `/en/classes/${classId}/assignments/${await giveExam(teacher, classId)}`
  const learner = await joined(browser, code)
  await learner.goto(at, { waitUntil: 'networkidle' })
  await expect(learner.locator('.exam-told li')).toHaveCount(6)
  await expect(
    learner.getByText(saying(m.told.time.slice(0, m.told.time.indexOf(' from')), { n: 30 })),
  ).toBeVisible()
  await expect(learner.getByRole('radio')).toHaveCount(0)
  expect(await violations(learner, at, 'main')).toEqual([])
  await confirm(learner, m.begin)
  await expect(learner.locator('.exam-time b')).toHaveText(/^(30:00|29:\d\d)$/)
  await expect(learner.locator('.exam-items button')).toHaveCount(2)
  expect(await violations(learner, `${at} begun`, 'main')).toEqual([])
  await choose(learner.getByRole('radio').first())
  await expect(learner.getByText(m.kept)).toBeVisible()

  // Without a connection it is said, and what was chosen is there when there is one again.
  await learner.getByRole('button', { name: m.next, exact: true }).click()
  await learner.context().setOffline(true)
  await choose(learner.getByRole('radio').first())
  await expect(learner.getByText(m.lost)).toBeVisible()
  await learner.context().setOffline(false)
  await expect(learner.getByText(m.kept)).toBeVisible()
  await learner.reload({ waitUntil: 'networkidle' })
  await expect(learner.locator('.exam-items [data-state=answered]')).toHaveCount(2)

  // Who teaches sees it, and gives more time, which the learner has without doing anything but going on.
  await teacher.goto(at, { waitUntil: 'networkidle' })
  await expect(teacher.locator('.assignment-results tbody tr')).toContainText('2 of 2 kept')
  await teacher.getByRole('button', { name: m.giveTime }).click()
  await teacher.getByRole('dialog').locator('select').selectOption('10')
  await teacher.getByRole('dialog').getByRole('button', { name: m.giveTime }).click()
  await expect(teacher.getByText('+10 min')).toBeVisible()
  await choose(learner.getByRole('radio').nth(1))
  await expect(learner.locator('.exam-time b')).toHaveText(/^3\d:\d\d$/)
  await expect(learner.getByText(m.kept)).toBeVisible()

  await confirm(learner, m.handIn)
  await expect(learner.getByText(assignments.scoreLater)).toBeVisible()
  await expect(learner.getByRole('button', { name: m.begin })).toHaveCount(0)
  const known = await (await learner.request.get(`/api/responses?lesson=${lesson}&locale=en`)).json()
  expect(known.responses).toHaveLength(2)
  for (const one of known.responses)
    expect(one).toMatchObject({ withheld: 'score', feedback: null, earned: 0 })
  await expect(teacher.getByText(/handed in at/)).toBeVisible({ timeout: 30_000 })
  await Promise.all([learner, teacher].map((page) => page.context().close()))
})

async function giveExam(teacher: Page, classId: string): Promise<string> {
  await teacher.goto(`/en/classes/${classId}/assignments?of=${lesson}`, { waitUntil: 'networkidle' })
  for (const box of await teacher.locator('input[name=item]').all())
    await box.setChecked(asked.includes(await box.inputValue()))
  await teacher.getByRole('checkbox', { name: m.asExam }).check()
  await teacher.getByLabel(m.minutes).fill('30')
  await teacher.getByRole('button', { name: assignments.assign }).click()
  await teacher.waitForURL('**/assignments/*-*')
  return new URL(teacher.url()).pathname.split('/').at(-1) ?? ''
}

async function joined(browser: Browser, code: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`/en/join/${code}`, { waitUntil: 'networkidle' })
  await page.getByLabel(classes.displayName).fill('Jiho Park')
  await page.getByRole('button', { name: classes.join }).click()
  await page.waitForURL('**/en/classes/*-*')
  return page
}

async function confirm(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click()
}
