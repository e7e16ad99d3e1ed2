import { type Browser, expect, type Page, test } from '@playwright/test'
import { simulator as koSimulator } from '../lib/i18n/ko/simulator'
import { messages } from '../lib/i18n/messages'
import { choose } from './page'

const ko = messages('ko')
const en = messages('en')

/** A name that no other run of the tests has. */
const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`

test('somebody new reads, steps, answers, signs up, switches language and joins a class whose teacher then sees it', {
  tag: '@narrow',
}, async ({ page, browser }) => {
  test.setTimeout(400_000)
  const id = unique()

  // The lesson in Korean, and its first simulator forwards and backwards.
  await page.goto('/ko')
  await page.goto('/ko/learn/threads')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await stepThere(page)

  // The quiz as a guest: nobody asked for an account so far.
  const stored = page.waitForResponse(
    (r) => r.url().endsWith('/api/responses') && r.request().method() === 'POST',
  )
  await answerFirstItem(page)
  expect((await (await stored).json()).ok).toBe(true)
  await expect(page.locator('.item-answered')).toBeVisible()

  // Signing up keeps it.
  await page.goto('/ko/sign-up')
  await page.getByLabel(ko.account.email).fill(`learner-${id}@example.com`)
  await page.getByLabel(ko.account.password).fill('a long password')
  await page.getByLabel(ko.account.name).fill(`학습자 ${id}`)
  await page.getByRole('button', { name: ko.account.signUp }).click()
  await page.waitForURL('**/ko/today?new=1')
  await expect(page.locator('.today-new')).toHaveText(new RegExp(ko.today.welcome))
  const me = await (await page.request.get('/api/me')).json()
  expect(me.viewer.guest).toBe(false)
  expect(me.answered).toHaveLength(1)

  // English, on the same page.
  await page.goto('/ko/learn/threads')
  await openMenu(page)
  await page.getByRole('link', { name: 'English' }).filter({ visible: true }).click()
  await page.waitForURL('**/en/learn/threads')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(
    page.getByRole('button', { name: new RegExp(`1, (${en.quiz.stateRight}|${en.quiz.stateWrong})`) }),
  ).toBeVisible()

  // A second person opens a class; the learner joins by its code and shares earlier work.
  const { teacher, code, close } = await openClass(browser, id, page.viewportSize())
  await page.goto('/en/classes')
  await page.getByLabel(en.classes.code).fill(code)
  await page.getByRole('button', { name: en.classes.look }).click()
  await page.waitForURL('**/en/join/**')
  await expect(page.getByRole('heading', { name: en.classes.seesTitle })).toBeVisible()
  await page.getByRole('checkbox', { name: new RegExp(en.classes.share) }).check()
  await page.getByRole('button', { name: en.classes.join }).click()
  await page.waitForURL('**/en/classes/*')
  await expect(page.getByText(en.classes.whatTeacherSees)).toBeVisible()

  // The teacher sees the result and opens the answers.
  await teacher.reload()
  const row = teacher.getByRole('row', { name: new RegExp(id) })
  await expect(row.locator('td[class^="heat-"]:not(.heat-none):not(.heat-mean)')).toHaveCount(1)
  await row.getByRole('link').click()
  await expect(teacher.locator('.answers-given').first()).toBeVisible()
  await close()
})

async function openClass(browser: Browser, id: string, viewport: { width: number; height: number } | null) {
  const context = await browser.newContext({ viewport })
  const teacher = await context.newPage()
  await teacher.goto('/ko/sign-up?next=/ko/classes')
  await teacher.getByLabel(ko.account.email).fill(`teacher-${id}@example.com`)
  await teacher.getByLabel(ko.account.password).fill('a long password')
  await teacher.getByRole('button', { name: ko.account.signUp }).click()
  await teacher.waitForURL('**/ko/classes')
  await teacher.getByLabel(ko.classes.className).fill(`운영체제 ${id}`.slice(0, 40))
  await teacher.getByLabel(ko.classes.yourName).fill('김서연')
  await teacher.getByRole('button', { name: ko.classes.open }).click()
  await teacher.waitForURL('**/ko/classes/*')
  const code = await teacher.locator('.class-invite .class-code').innerText()
  return { teacher, code, close: () => context.close() }
}

async function stepThere(page: Page): Promise<void> {
  const figure = page.locator('.sim').first()
  const count = figure.locator('.sim-count b')
  const start = Number(await count.innerText())
  await figure.getByRole('button', { name: koSimulator.forward }).click()
  // The first touch loads the engine.
  await expect(count).toHaveText(String(start + 1), { timeout: 30_000 })
  await figure.getByRole('button', { name: koSimulator.forward }).click()
  await expect(count).toHaveText(String(start + 2))
  // The count is of where the reader has gone; the narration follows when the engine has answered.
  await expect(figure).toHaveAttribute('data-busy', 'false')
  const said = (await figure.locator('.sim-say').textContent()) ?? ''
  await figure.getByRole('button', { name: koSimulator.back }).click()
  await expect(count).toHaveText(String(start + 1))
  await figure.getByRole('button', { name: koSimulator.forward }).click()
  await expect(count).toHaveText(String(start + 2))
  await expect(figure.locator('.sim-say')).toHaveText(said)
}

async function answerFirstItem(page: Page): Promise<void> {
  const item = page.locator('.item').first()
  await item.scrollIntoViewIfNeeded()
  const kind = await item.getAttribute('data-kind')
  if (kind === 'predict') await item.getByRole('textbox').fill('1')
  else await choose(item.getByRole(kind === 'choice' ? 'radio' : 'checkbox').first())
  await item.getByRole('button', { name: ko.quiz.submit }).click()
}

async function openMenu(page: Page): Promise<void> {
  const menu = page.locator('.header-menu > summary')
  if (await menu.isVisible()) await menu.click()
}
