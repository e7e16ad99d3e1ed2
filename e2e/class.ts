import { type Browser, expect, type Page } from '@playwright/test'
import { messages } from '../lib/i18n/messages'

/** Somebody with a new account opens a class, and whoever `learner` is joins it.
 *  @returns the teacher's page, on the class, in the language and size of the learner's */
export async function openClassWith(learner: Page, browser: Browser, locale: 'ko' | 'en') {
  const m = messages(locale)
  const id = `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`
  const context = await browser.newContext({ viewport: learner.viewportSize(), bypassCSP: true })
  const teacher = await context.newPage()
  await teacher.goto(`/${locale}/sign-up?next=/${locale}/classes`)
  await teacher.getByLabel(m.account.email).fill(`class-${id}@example.com`)
  await teacher.getByLabel(m.account.password).fill('a long password')
  await teacher.getByRole('button', { name: m.account.signUp }).click()
  await teacher.waitForURL(`**/${locale}/classes`)
  await teacher.getByLabel(m.classes.className).fill(`2분반 ${id}`.slice(0, 40))
  await teacher.getByLabel(m.classes.yourName).fill('김서연')
  await teacher.getByRole('button', { name: m.classes.open }).click()
  await teacher.waitForURL(`**/${locale}/classes/*`)
  const code = await teacher.locator('.class-invite .class-code').innerText()
  await learner.goto(`/${locale}/join/${code}`)
  await learner.getByLabel(m.classes.displayName).fill('박지호')
  await learner.getByRole('checkbox', { name: new RegExp(m.classes.share) }).check()
  await learner.getByRole('button', { name: m.classes.join }).click()
  await learner.waitForURL(`**/${locale}/classes/*`)
  await teacher.reload()
  await expect(teacher.locator('.heat tbody tr')).toHaveCount(1)
  return { teacher, close: () => context.close() }
}
