import { expect, type Page, test } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { LOCALES, takenOver } from './page'
import { assignOwn, openClass } from './school'
import { tagsOf } from './width'
import { saying } from './word'

/** The first row that each of these finds wrong is one without a name. */
const LIST = 'name,number,email\nKim Seo-yeon,20231234,\n,20231235,\nLee Min-jun,20231236,lee@school.example'

for (const locale of LOCALES) {
  const m = messages(locale)

  test(`a list is looked at row by row, mended, brought from a file and taken off; who joins by their number is found on it, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser }) => {
    test.setTimeout(240_000)
    const { teacher, classId, code } = await openClass(browser)
    const { roster, classes } = m
    await teacher.goto(`/${locale}/classes/${classId}/members/list`)
    await takenOver(teacher, '#list')
    await teacher.locator('#list').fill(LIST)
    await teacher.getByRole('button', { name: roster.preview }).click()
    await expect(teacher.locator('.roster-lines li')).toHaveCount(3)
    await expect(teacher.locator('.roster-lines .is-wrong')).toContainText(roster.problems['no-name'])
    expect(await teacher.locator('.roster-counts dd').allInnerTexts()).toEqual(['2', '0', '0', '1'])
    await faultless(teacher, 'a list that was looked at')

    // What was looked at is what is brought: another text has no rows yet.
    await teacher.locator('#list').fill(`${LIST}\nPark,1,`)
    await expect(teacher.locator('.roster-lines')).toHaveCount(0)
    const file = {
      name: 'list.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(LIST.replace(',2023', 'Cho,2023')),
    }
    await teacher.locator('input[type=file]').setInputFiles(file)
    await expect(teacher.locator('#list')).toHaveValue(/Cho/)
    await teacher.getByRole('button', { name: roster.preview }).click()
    await teacher.getByRole('button', { name: saying(roster.bring, { n: 3 }) }).click()
    await expect(teacher.getByText(saying(roster.brought, { made: 3, changed: 0, left: 0 }))).toBeVisible()

    await teacher.getByRole('link', { name: roster.toList }).click()
    await expect(teacher.locator('.roster tbody tr')).toHaveCount(3)
    await takenOver(teacher, '.roster-choice input')
    await teacher.getByRole('checkbox', { name: saying(classes.choose, { name: 'Cho' }) }).check()
    await teacher.getByRole('button', { name: roster.drop }).click()
    await teacher.getByRole('dialog').getByRole('button', { name: roster.drop }).click()
    await expect(teacher.getByText(saying(roster.dropped, { n: 1 }))).toBeVisible()
    await expect(teacher.locator('.roster tbody tr')).toHaveCount(2)
    await faultless(teacher, 'who is expected')

    const learner = await (await browser.newContext()).newPage()
    await learner.goto(`/${locale}/join/${code}`)
    await takenOver(learner, '#join-number')
    await learner.locator('#join-name').fill('Seoyeon')
    await learner.locator('#join-number').fill('1')
    await learner.getByRole('button', { name: classes.join }).click()
    await expect(learner.getByText(classes.errors['number-unknown'])).toBeVisible()
    await faultless(learner, 'a number that is not on the list')
    await learner.locator('#join-number').fill('20231234')
    await learner.getByRole('button', { name: classes.join }).click()
    await learner.waitForURL(`**/${locale}/classes/*-*`)
    await teacher.goto(`/${locale}/classes/${classId}/members`)
    await expect(teacher.locator('.roster-listed')).toContainText(roster.matchedBy.number)
    await Promise.all([learner, teacher].map((page) => page.context().close()))
  })

  test(`a question is written, refused, tried and assigned, answered by a learner, and handed on to a class that opens on another day, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser }) => {
    test.setTimeout(240_000)
    const { teacher, classId, code } = await openClass(browser)
    const { ownItems, classes } = m
    await teacher.goto(`/${locale}/classes/${classId}/own/new`)
    await takenOver(teacher, '#own-stem')
    await teacher.getByRole('button', { name: ownItems.save }).click()
    await expect(teacher.locator('.own-faults')).toBeFocused()
    await faultless(teacher, 'a question that cannot be saved')
    await teacher.locator('#own-stem').fill('Which call makes a process?')
    await teacher.locator('#own-options-0-text').fill('fork')
    await teacher.locator('#own-options-1-text').fill('exec')
    await teacher.locator('.own-right input').first().check()
    await teacher.getByRole('button', { name: ownItems.preview }).click()
    await expect(teacher.locator('.own-preview')).toContainText('Which call makes a process?')
    await faultless(teacher, 'a question and its preview')
    await teacher.getByRole('button', { name: ownItems.save }).click()
    await teacher.waitForURL('**/own')
    await expect(teacher.locator('.own-list tbody tr')).toHaveCount(1)
    await faultless(teacher, 'own questions')

    const assignmentId = await assignOwn(teacher, locale, classId)
    const learner = await (await browser.newContext()).newPage()
    await learner.goto(`/${locale}/join/${code}`)
    await takenOver(learner, '#join-name')
    await learner.locator('#join-name').fill('Jiho')
    await learner.getByRole('button', { name: classes.join }).click()
    await learner.waitForURL(`**/${locale}/classes/*-*`)
    await learner.goto(`/${locale}/classes/${classId}/assignments/${assignmentId}`)
    await expect(learner.locator('.own-quiz')).toContainText('Which call makes a process?')
    await faultless(learner, 'an assignment with a question of the class')

    await teacher.goto(`/${locale}/classes/${classId}`)
    await takenOver(teacher, '#duplicate-name')
    await teacher.locator('#duplicate-name').fill('Next term')
    await teacher.locator('#duplicate-day').fill('2027-03-02')
    await teacher.getByRole('button', { name: classes.duplicateClass }).click()
    await teacher.waitForURL((url) => !url.pathname.includes(classId))
    await expect(teacher.locator('h1')).toHaveText('Next term')
    await teacher.getByRole('link', { name: classes.assignments, exact: true }).click()
    await expect(teacher.locator('main')).toContainText('2027')
    await Promise.all([learner, teacher].map((page) => page.context().close()))
  })

  test(`a token is made, reads the class and is told in its log, and reads nothing once it is revoked, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, request }) => {
    test.setTimeout(240_000)
    const { teacher, classId } = await openClass(browser)
    const { account, classLog } = m
    await teacher.goto(`/${locale}/account`)
    await takenOver(teacher, '#token-name')
    await teacher.locator('#token-name').fill('grades')
    await teacher.getByRole('button', { name: account.tokenMake }).click()
    const token = await teacher.locator('.account-token + div .account-code').innerText()
    await faultless(teacher, 'a new token')
    const read = async () =>
      (
        await request.get(`/api/v1/classes/${classId}/roster`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).json()
    expect(await read()).toMatchObject({ rows: [], total: 0 })
    const row = teacher.locator('.account-sessions li', { hasText: 'grades' })
    await row.getByRole('button', { name: account.tokenRevoke }).click()
    await teacher.getByRole('dialog').getByRole('button', { name: account.tokenRevoke }).click()
    await expect(row).toHaveCount(0)
    expect(await read()).toMatchObject({ ok: false, code: 'signed-out' })

    await teacher.goto(`/${locale}/classes/${classId}`)
    await teacher.getByRole('link', { name: classLog.title }).click()
    await expect(teacher.locator('.class-log')).toContainText(messages(locale).classExport.names.roster)
    await teacher.getByRole('link', { name: classLog.groups.taken }).click()
    await expect(teacher.locator('.class-log li')).toHaveCount(1)
    await takenOver(teacher, '#log-days')
    await teacher.locator('#log-days').selectOption('30')
    await teacher.getByRole('button', { name: classLog.save }).click()
    await expect(teacher.getByText(classLog.saved)).toBeVisible()
    await faultless(teacher, 'the log of a class')
    await teacher.context().close()
  })
}

/** Nothing of the page is beside it, and axe has nothing to say. */
async function faultless(page: Page, where: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), where).toBe(0)
  expect(await violations(page, where)).toEqual([])
  await page.emulateMedia({ colorScheme: null })
}
