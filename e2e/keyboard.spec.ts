import { expect, type Locator, type Page, test } from '@playwright/test'
import { simulator as koSimulator } from '../lib/i18n/ko/simulator'
import { messages } from '../lib/i18n/messages'

const ko = messages('ko')
const en = messages('en')
const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`

// A picture for each of hundreds of key presses takes longer than the journey.
test.use({ trace: 'off' })

test('what keys come to in a lesson lies below the bar at its top, and of a section before it nothing does', async ({
  page,
}) => {
  await page.goto('/en/learn/program-to-process#program-and-process')
  const bar = (await page.locator('.lesson-bar').boundingBox())!
  const play = page.locator('#sim-counter .sim-player')
  const { y, height } = (await play.boundingBox())!
  expect(y + height).toBeLessThanOrEqual(bar.y)
  for (const selector of ['.sim-head button', '.quiz-dot']) {
    const target = page.locator(selector).first()
    await target.evaluate(
      (one, top) => scrollBy({ top: one.getBoundingClientRect().y - top }),
      bar.height / 4,
    )
    await target.evaluate((one) => {
      const stops = [
        ...document.querySelectorAll<HTMLElement>('main :is(a[href], button:not(:disabled), input)'),
      ]
      stops[stops.indexOf(one as HTMLElement) + 1]?.focus({ preventScroll: true })
    })
    await page.keyboard.press('Shift+Tab')
    await expect(target).toBeFocused()
    const isSeen = (one: Element) => {
      const box = one.getBoundingClientRect()
      return one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + 1))
    }
    expect(await target.evaluate(isSeen), selector).toBe(true)
  }
})

test('the whole journey works by keyboard alone', async ({ page, browser }) => {
  test.setTimeout(480_000)
  const id = unique()

  // A lesson, its simulator by its own keys, and back.
  await page.goto('/ko/learn/threads')
  const figure = page.locator('.sim').first()
  await tabTo(page, figure.getByRole('slider'))
  const count = figure.locator('.sim-count b')
  await expect(count).toHaveText('0')
  await page.keyboard.press('ArrowRight')
  await expect(count).toHaveText('1', { timeout: 30_000 })
  await page.keyboard.press('ArrowRight')
  await expect(count).toHaveText('2')
  await page.keyboard.press('ArrowLeft')
  await expect(count).toHaveText('1')
  await tabTo(page, figure.getByRole('button', { name: koSimulator.forward }))
  await page.keyboard.press('Enter')
  await expect(count).toHaveText('2')

  // An answer as a guest.
  const item = page.locator('.item').first()
  await tabTo(page, item.getByRole('radio').first())
  await page.keyboard.press('Space')
  await tabTo(page, item.getByRole('button', { name: ko.quiz.submit }))
  await page.keyboard.press('Enter')
  await expect(page.locator('.item-answered')).toBeVisible()

  // An account.
  await page.goto('/ko/sign-up')
  await type(page, page.getByLabel(ko.account.email), `keys-${id}@example.com`)
  await type(page, page.getByLabel(ko.account.password), 'a long password')
  await type(page, page.getByLabel(ko.account.name), `자판 ${id}`)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/ko/today**')
  expect((await (await page.request.get('/api/me')).json()).answered).toHaveLength(1)

  // The other language.
  await tabTo(page, page.getByRole('link', { name: 'English' }).filter({ visible: true }))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/en/today**')

  // A class opened by somebody else, by keyboard too, and joined by its code.
  const teacherContext = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const teacher = await teacherContext.newPage()
  await teacher.goto('/ko/sign-up?next=/ko/classes')
  await type(teacher, teacher.getByLabel(ko.account.email), `keys-teacher-${id}@example.com`)
  await type(teacher, teacher.getByLabel(ko.account.password), 'a long password')
  await teacher.keyboard.press('Enter')
  await teacher.waitForURL('**/ko/classes')
  await type(teacher, teacher.getByLabel(ko.classes.className), `자판 학급 ${id}`.slice(0, 40))
  await type(teacher, teacher.getByLabel(ko.classes.yourName), '김서연')
  await teacher.keyboard.press('Enter')
  await teacher.waitForURL('**/ko/classes/*')
  const code = await teacher.locator('.class-invite .class-code').innerText()

  await page.goto('/en/classes')
  await type(page, page.getByLabel(en.classes.code), code)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/en/join/**')
  await tabTo(page, page.getByRole('checkbox', { name: new RegExp(en.classes.share) }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: en.classes.join }))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/en/classes/*')

  await teacher.reload()
  await tabTo(teacher, teacher.getByRole('link', { name: new RegExp(id) }))
  await teacher.keyboard.press('Enter')
  await expect(teacher.locator('.answers-given').first()).toBeVisible()
  await teacherContext.close()
})

async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

/** Presses Tab until the element has the focus, as somebody without a mouse does; fails when it never gets it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 400; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${target}`)
}
