import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { joinByCode, makeSchool } from './school'

const m = messages('en')

/** Calls every server action, through its page or as its page would, also in ways that are refused. No item is answered.
 *  @param folder of the build
 *  @param watch told of each window before anything happens in it */
export async function exerciseActions(
  browser: Browser,
  base: string,
  folder: string,
  watch: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  // Signs both up, opens the class, looks its code up and joins.
  const { classId, membershipId, assignmentId, password, emails, states, code } = await makeSchool(
    browser,
    base,
    false,
    watch,
  )
  const context = await browser.newContext({ baseURL: base, storageState: states.learner })
  await watch(context)
  const learner = await context.newPage()
  await learner.goto(`/en/classes/${classId}`)
  const share = learner.getByRole('checkbox', { name: m.classes.share })
  await share.click()
  await expect(share).not.toBeChecked()
  await confirm(learner, m.classes.leave)
  await learner.waitForURL('**/en/classes')
  await joinByCode(learner, code)
  await learner.goto('/en/account')
  for (const [name, args] of [
    ['agreeToSeen', [classId]],
    ['changeDailyFeed', ['open', 'en']],
    ['changeDailyMail', [8, 'en']],
    ['endDailyMail', ['x'.repeat(43)]],
    ['shareReport', [randomUUID(), true]],
    ['makeRecoveryCode', [password]],
    ['withdrawRecoveryCode', []],
    ['endSession', [randomUUID()]],
    ['makeApiToken', [{}]],
    ['revokeApiToken', [randomUUID()]],
    ['untiePlatform', [randomUUID()]],
    ['changeEmail', [{ email: 'none', current: 'none' }, 'en']],
    ['confirmEmail', ['none', 'en']],
    ['withdrawEmail', []],
    ['recover', [{ email: emails.learner, code: 'none', password }]],
  ] as const)
    await call(learner, folder, name, args)

  await learner.getByLabel(m.account.name).fill('Jiho')
  await learner.getByRole('button', { name: m.account.rename }).click()
  await expect(learner.getByText(m.account.renamed)).toBeVisible()
  // To the same one: whoever asks later still knows it.
  await learner.locator('#current').fill(password)
  await learner.getByLabel(m.account.passwordNew).fill(password)
  await learner.getByRole('button', { name: m.account.passwordSave }).click()
  await expect(learner.getByText(m.account.passwordSaved)).toBeVisible()
  await confirm(learner, m.account.signOut)
  await learner.waitForURL('**/en')
  await signIn(learner, emails.learner, `not ${password}`)
  await expect(learner.getByText(m.account.errors['wrong-credentials'])).toBeVisible()
  await signIn(learner, emails.learner, password)
  await learner.waitForURL('**/en/today')
  await learner.goto('/en/account')
  await confirm(learner, m.account.signOutEverywhere)
  await learner.waitForURL('**/en')
  await signIn(learner, emails.learner, password)
  await learner.waitForURL('**/en/today')

  const teacherContext = await browser.newContext({ baseURL: base, storageState: states.teacher })
  await watch(teacherContext)
  const teacher = await teacherContext.newPage()
  await teacher.goto(`/en/classes/${classId}`)
  for (const [name, args] of [
    ['askLive', [classId, 'fork-tree.inside-if']],
    ['stepLive', [classId, randomUUID(), 'talk']],
    ['askRun', [classId, 'fork-tree.inside-if']],
    ['stepRun', [classId, randomUUID(), { round: 1, to: 'back' }]],
    ['setTimeZone', [classId, 'Asia/Seoul']],
    ['setCourse', [classId, ['fork']]],
    ['setLogDays', [classId, 90]],
    ['offerClass', [classId, 'assistant']],
    ['withdrawOffers', [classId]],
    ['acceptOffer', ['x'.repeat(32), {}]],
    ['removeAssistant', [classId, randomUUID()]],
    ['changeAssignment', [classId, assignmentId, {}]],
    ['extendAssignment', [classId, assignmentId, membershipId, null]],
    ['giveExamTime', [classId, assignmentId, membershipId, 10]],
    ['startExam', [classId, assignmentId, 'en']],
    ['keepExamAnswer', [classId, assignmentId, 'fork-tree.inside-if', { kind: 'choice', option: 'a' }]],
    ['handInExam', [classId, assignmentId]],
    ['deleteAssignment', [classId, assignmentId]],
    ['previewRoster', [classId, 'name,number']],
    ['importRoster', [classId, 'name,number']],
    ['dropInvitees', [classId, [randomUUID()]]],
    ['renameClass', [classId, { name: 'OS again' }]],
    ['archiveClass', [classId, false]],
    ['duplicateClass', [classId, { name: 'none', firstDay: 'none' }]],
    ['checkOwnItem', [classId, { own: null, locale: 'en' }, {}]],
    ['saveOwnItem', [classId, { own: null, locale: 'en' }, {}]],
    ['retireOwnItem', [classId, randomUUID(), true]],
    ['decideScore', [classId, randomUUID(), { earned: 1, reason: 'none' }]],
    ['restoreScore', [classId, randomUUID()]],
    ['commentOn', [classId, randomUUID(), 'none']],
    ['writeToLearners', [classId, [membershipId], 'Read lesson 3']],
    ['withdrawNote', [classId, randomUUID()]],
    ['readNotes', [[randomUUID()]]],
    ['nameSection', [classId, null, 'A']],
    ['putInSection', [classId, [membershipId], null]],
    ['dropSection', [classId, randomUUID()]],
    ['courseMembers', [classId, randomUUID()]],
    ['untieCourse', [classId, randomUUID()]],
  ] as const)
    await call(teacher, folder, name, args)
  await teacher.locator('.heat tbody tr a').first().click()
  await teacher.waitForURL('**/learners/*')
  await confirm(teacher, m.classes.remove)
  await teacher.waitForURL(`**/en/classes/${classId}/members`)
  await expect(async () => {
    await teacher.getByRole('checkbox', { name: m.classes.chooseAll }).check()
    await expect(teacher.getByText(m.classes.chosen.replace('{n}', '1'), { exact: true })).toBeVisible({
      timeout: 1000,
    })
  }).toPass()
  await confirm(teacher, m.classes.readmitSome)
  await teacher.getByRole('button', { name: m.classes.undo }).click()
  await expect(teacher.getByText(`${m.classes.undone.split('{n}')[0]}1`)).toBeVisible()
  await teacher.getByLabel(m.classes.maxLearners).fill('0')
  await teacher.getByRole('button', { name: m.classes.saveAdmission }).click()
  await expect(teacher.getByText(m.classes.errors['admission-ill-formed'])).toBeVisible()
  await teacher.goto(`/en/classes/${classId}`)
  await confirm(teacher, m.classes.newCode)
  await expect(teacher.locator('.class-invite .class-code')).not.toHaveText(code)
  await teacher.goto('/en/classes')
  await teacher.getByLabel(m.classes.code).fill('2222-2222')
  await teacher.getByRole('button', { name: m.classes.look }).click()
  await expect(teacher.getByText(m.classes.errors['code-unknown'])).toBeVisible()
  await teacher.goto(`/en/classes/${classId}`)
  await confirm(teacher, m.classes.deleteClass)
  await teacher.waitForURL('**/en/classes')
  await teacherContext.close()

  await learner.goto('/en/account')
  await learner.getByRole('button', { name: m.account.delete }).click()
  await learner.getByRole('dialog').getByLabel(m.account.password).fill(password)
  await learner.getByRole('dialog').getByRole('button', { name: m.account.delete }).click()
  await learner.waitForURL('**/en')
  await context.close()
}

/** Names of the actions of a build whose ids are not among those that were called. */
export function uncalledActions(folder: string, called: ReadonlySet<string>): string[] {
  return [...actionsOf(folder)].flatMap(([name, id]) => (called.has(id) ? [] : [name]))
}

/** The id of each action of a build, by its name. */
function actionsOf(folder: string): ReadonlyMap<string, string> {
  const file = path.join(folder, 'server/server-reference-manifest.json')
  const { node }: { node: Record<string, { exportedName?: string }> } = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(Object.entries(node).map(([id, { exportedName = id }]) => [exportedName, id]))
}

/** Calls an action as a page does, with these arguments. */
async function call(page: Page, folder: string, name: string, args: readonly unknown[]): Promise<void> {
  const id = actionsOf(folder).get(name)
  if (!id) throw new Error(`the build has no action ${name}`)
  const status = await page.evaluate(
    async ([action, body]) => {
      const headers = { 'next-action': action, accept: 'text/x-component', 'content-type': 'text/plain' }
      return (await fetch(location.href, { method: 'POST', headers, body })).status
    },
    [id, JSON.stringify(args)] as const,
  )
  expect(status, name).toBe(200)
}

async function confirm(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click()
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`/en/sign-in?${randomUUID()}`)
  await page.getByLabel(m.account.email).fill(email)
  await page.getByLabel(m.account.password).fill(password)
  await page.getByRole('button', { name: m.account.signIn, exact: true }).click()
}
