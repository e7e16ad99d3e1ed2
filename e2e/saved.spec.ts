import { expect, type Page, test } from '@playwright/test'
import { lab as en } from '../lib/i18n/en/lab'
import { lab as ko } from '../lib/i18n/ko/lab'
import { violations } from './axe'
import { writeProgram } from './editor'
import { tagsOf } from './width'

const text = (page: Page) => page.locator('.cm-content')

for (const [locale, words] of [
  ['ko', ko],
  ['en', en],
] as const)
  test(`a guest saves a program, finds it after a reload, goes back to an earlier version and deletes it, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ page }) => {
    await page.goto(`/${locale}/lab`)
    await expect(text(page)).toBeVisible({ timeout: 30_000 })
    await writeProgram(page, 'int main(void) { return 1; }')

    // Who has given no name yet is asked for one, and what was typed stays.
    await page.keyboard.press('ControlOrMeta+s')
    const box = page.locator('.lab-saved')
    const name = box.getByLabel(words.saveName)
    await expect(name).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(box.getByRole('status')).toContainText(words.saveNeedsName)
    await name.fill('첫 프로그램')
    await page.keyboard.press('Enter')
    await expect(box.getByRole('status')).toHaveText(words.saved)
    const row = box.getByRole('listitem').filter({ hasText: '첫 프로그램' })
    await expect(row).toHaveCount(1)
    expect(await violations(page, 'saved programs', '.lab-bar')).toEqual([])

    // A second save is a second version. The box, which covers the editor of a phone, goes by Escape.
    await page.keyboard.press('Escape')
    await expect(name).toBeHidden()
    await writeProgram(page, 'int main(void) { return 2; }')
    await page.keyboard.press('ControlOrMeta+s')
    await expect(box.locator('summary')).toContainText(words.version.replace('{n}', '2'))

    // After a reload it is there, and either version of it.
    await page.reload()
    await expect(text(page)).toBeVisible({ timeout: 30_000 })
    await box.locator('summary').click()
    await row.getByRole('button').first().click()
    await expect(text(page)).toContainText('return 2;')
    await box.getByLabel(words.versions).selectOption('1')
    await expect(text(page)).toContainText('return 1;')

    // Apart, it is another program; deleted, it is gone and the other is not.
    await name.fill('둘째')
    await box.getByRole('button', { name: words.saveApart }).click()
    await expect(box.getByRole('listitem')).toHaveCount(2)
    await row.getByRole('button', { name: words.deleteSaved }).click()
    await page.getByRole('dialog').getByRole('button', { name: words.deleteSaved }).click()
    await expect(box.getByRole('listitem')).toHaveCount(1)
    await expect(box.getByRole('listitem')).toContainText('둘째')
  })

test('a save that does not arrive says so, keeps the text, and is one version when it is tried again', async ({
  page,
}) => {
  await page.goto('/en/lab')
  await expect(text(page)).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, 'int main(void) { return 3; }')
  await page.keyboard.press('ControlOrMeta+s')
  const box = page.locator('.lab-saved')
  await box.getByLabel(en.saveName).fill('kept')
  // The server stores it, and its answer is lost on the way.
  let lost = 0
  await page.route('**/api/programs', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await page.keyboard.press('Enter')
  await expect(box.getByRole('status')).toContainText(en.saveProblems.failed)
  await expect(text(page)).toContainText('return 3;')
  await box.getByRole('button', { name: en.save, exact: false }).first().click()
  await expect(box.getByRole('status')).toHaveText(en.saved)
  await expect(box.getByRole('listitem')).toHaveCount(1)
  await expect(box.getByRole('listitem')).toContainText(en.version.replace('{n}', '1'))
})
