import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { catalog } from '../lib/content/catalog'
import { itemsOf } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import type { Answer, Item, ItemKind } from '../lib/quiz/item'
import { rowOf } from '../lib/quiz/kind/table'
import { publicItem } from '../lib/quiz/publish'
import { required } from './environment'
import { saying } from './word'

type State = Awaited<ReturnType<BrowserContext['storageState']>>

/** A class with its teacher and one learner, both with accounts and signed in. */
export type School = {
  readonly classId: string
  readonly membershipId: string
  /** Of the class: a mock interview. */
  readonly assignmentId: string
  /** One that the learner holds where something was answered, as its page's address has it. */
  readonly misconception: string
  readonly code: string
  /** A mock interview of the learner, and by which key others read its report. */
  readonly mockId: string
  readonly shareKey: string
  readonly password: string
  readonly emails: { readonly learner: string; readonly teacher: string }
  readonly states: { readonly learner: State; readonly teacher: State }
}

/** The lessons that the learner has begun: enough to see done and not done side by side. */
const LESSONS = catalog()
  .lessons.slice(0, 4)
  .map(({ slug }) => slug)

/** The school that this run of the tests has: every test looks at it and none changes it. */
export function school(): School {
  return JSON.parse(readFileSync(required('FORKLORE_SCHOOL'), 'utf8'))
}

/** Makes a school through the pages.
 *  @param base address of the server
 *  @param answers whether the learner has answered one question of each kind in each lesson, mostly wrongly
 *  @param watch told of each window before anything happens in it */
export async function makeSchool(
  browser: Browser,
  base: string,
  answers: boolean,
  watch: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<School> {
  const id = randomUUID().slice(0, 8)
  const password = 'a long password'
  const emails = { learner: `learner-${id}@example.com`, teacher: `teacher-${id}@example.com` }

  const teacherContext = await browser.newContext({ baseURL: base })
  await watch(teacherContext)
  const teacher = await teacherContext.newPage()
  await signUp(teacher, emails.teacher, password)
  const { classId, code } = await makeClass(teacher, `OS ${id}`)

  const learnerContext = await browser.newContext({ baseURL: base })
  await watch(learnerContext)
  const learner = await learnerContext.newPage()
  await signUp(learner, emails.learner, password)
  if (answers) for (const lesson of LESSONS) await answerLesson(learner, base, itemsOf(lesson))
  const mockId = await giveMock(learner, base)
  const shareKey = await shareMock(learner, mockId)
  await joinByCode(learner, code)
  await bringList(teacher, classId)

  await teacher.goto(`/en/classes/${classId}`)
  const link = teacher.locator('.heat tbody tr a').first()
  await expect(link).toBeVisible()
  const membershipId = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  const held = teacher.locator('.class-misconceptions a').first()
  const row = answers ? await held.getAttribute('href') : null
  const misconception = row?.split('/').at(-1) ?? 'fork-duplication.1'
  const assignmentId = await assignInterview(teacher, classId)
  const states = {
    learner: await learnerContext.storageState(),
    teacher: await teacherContext.storageState(),
  }
  await learnerContext.close()
  await teacherContext.close()
  const made = { classId, membershipId, assignmentId, misconception, code, mockId, shareKey }
  return { ...made, password, emails, states }
}

/** A class of its own for a test that changes it, opened in English by a teacher with an account.
 *  @param base address of the server, where it is not the one of all tests */
export async function openClass(browser: Browser, base?: string) {
  const context = await browser.newContext(base ? { baseURL: base } : {})
  const teacher = await context.newPage()
  const id = randomUUID().slice(0, 8)
  await signUp(teacher, `teacher-${id}@example.com`, 'a long password')
  const { classId, code } = await makeClass(teacher, `OS ${id}`)
  return { teacher, classId, code }
}

/** Two whom the class expects: one has an address, the other a number. */
async function bringList(teacher: Page, classId: string): Promise<void> {
  const m = messages('en').roster
  await teacher.goto(`/en/classes/${classId}/members/list`, { waitUntil: 'networkidle' })
  await teacher.locator('#list').fill('name,number,email\nKim Min,20231234,\nLee Seo,,lee@school.example')
  await teacher.getByRole('button', { name: m.preview }).click()
  await teacher.getByRole('button', { name: saying(m.bring, { n: 2 }) }).click()
  await expect(teacher.getByText(saying(m.brought, { made: 2, changed: 0, left: 0 }))).toBeVisible()
}

/** Gives the class a mock interview to do: it withholds nothing of what the learner answers. */
async function assignInterview(teacher: Page, classId: string): Promise<string> {
  const m = messages('en').assignments
  await teacher.goto(`/en/classes/${classId}/assignments`)
  await teacher.getByLabel(m.chooseWhat).selectOption(m.mock)
  await teacher.getByRole('button', { name: m.choose }).click()
  await teacher.waitForLoadState('networkidle')
  await teacher.getByRole('button', { name: m.assign }).click()
  await teacher.waitForURL('**/assignments/*-*')
  return new URL(teacher.url()).pathname.split('/').at(-1) ?? ''
}

/** Gives the class the one question of its own to answer. */
export async function assignOwn(teacher: Page, locale: 'ko' | 'en', classId: string): Promise<string> {
  const { assignments: m, ownItems } = messages(locale)
  await teacher.goto(`/${locale}/classes/${classId}/assignments`)
  await teacher.locator('#of').selectOption({ label: ownItems.assign })
  await teacher.getByRole('button', { name: m.choose }).click()
  await teacher.waitForLoadState('networkidle')
  await teacher.locator('input[name=item]').check()
  await teacher.getByRole('button', { name: m.assign }).click()
  await teacher.waitForURL('**/assignments/*-*')
  return new URL(teacher.url()).pathname.split('/').at(-1) ?? ''
}

/** Looks a class up by its code and joins it, sharing earlier work. */
export async function joinByCode(page: Page, code: string): Promise<void> {
  const m = messages('en').classes
  await page.goto('/en/classes')
  await page.getByLabel(m.code).fill(code)
  await page.getByRole('button', { name: m.look }).click()
  await page.waitForURL('**/en/join/**')
  await page.getByLabel(m.displayName).fill('Jiho Park')
  await page.getByRole('checkbox', { name: new RegExp(m.share) }).check()
  await page.getByRole('button', { name: m.join }).click()
  await page.waitForURL('**/en/classes/*-*')
}

/** Makes an account in this window. */
export async function signUp(page: Page, email: string, password: string): Promise<void> {
  const m = messages('en').account
  await page.goto('/en/sign-up')
  await page.getByLabel(m.email).fill(email)
  await page.getByLabel(m.password).fill(password)
  await page.getByRole('button', { name: m.signUp }).click()
  await page.waitForURL('**/en/today**')
}

/** An interview of one question with a follow-up, half answered. */
async function giveMock(page: Page, base: string): Promise<string> {
  const id = randomUUID()
  const cardId = 'process-vs-thread.card'
  const answers = [
    { cardId, followUp: null, text: 'PCB', seconds: 61, said: [0, 1] },
    { cardId, followUp: 0, text: '', seconds: 5, said: [] },
  ]
  const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }
  const response = await page.request.post('/api/mocks', {
    headers: { origin: base },
    data: { id, locale: 'en', startedAt: new Date(Date.now() - 70_000).toISOString(), settings, answers },
  })
  expect(await response.json()).toEqual({ ok: true, id })
  return id
}

/** Shares the report of an interview. @returns the key of its link */
async function shareMock(page: Page, mockId: string): Promise<string> {
  const m = messages('en').mockShare
  await page.goto(`/en/interview/mock/${mockId}`)
  await page.getByRole('button', { name: m.open }).click()
  await page.getByRole('dialog').getByRole('button', { name: m.open }).click()
  return (await page.getByLabel(m.link).inputValue()).split('/').at(-1) ?? ''
}

/** One answer to the first item of each kind. */
async function answerLesson(page: Page, base: string, items: readonly Item[]): Promise<void> {
  for (const kind of new Set(items.map((one) => one.kind))) {
    const item = items.find((one) => one.kind === kind)!
    const { id: itemId, hash, seed } = publicItem(item, 'en', 1)
    const ids = { id: randomUUID(), attemptId: randomUUID(), itemId, hash, seed }
    const response = await page.request.post('/api/responses', {
      headers: { origin: base },
      data: { ...ids, locale: 'en', answer: mostlyWrong(item) },
    })
    expect(await response.json(), item.id).toMatchObject({ ok: true })
  }
}

function mostlyWrong(item: Item): Answer {
  const row = rowOf<ItemKind>(item.kind)
  return row.wrong(item, () => 0) ?? row.right(item)
}

/** Opens a class in English, by whoever is signed in. */
async function makeClass(teacher: Page, name: string): Promise<{ classId: string; code: string }> {
  const m = messages('en').classes
  await teacher.goto('/en/classes')
  await teacher.getByLabel(m.className).fill(name)
  await teacher.getByLabel(m.yourName).fill('Seoyeon Kim')
  await teacher.getByRole('button', { name: m.open }).click()
  await teacher.waitForURL('**/en/classes/*-*')
  const classId = new URL(teacher.url()).pathname.split('/').at(-1) ?? ''
  const code = await teacher.locator('.class-invite .class-code').innerText()
  return { classId, code }
}
