import { expect, type Page } from '@playwright/test'

/** Replaces the program in a code editor by another, which has a `main`.
 *  @param place what the editor stands in, by its selector; left out: the page has one */
export async function writeProgram(page: Page, text: string, place = ''): Promise<void> {
  const editor = page.locator(`${place} .cm-content`)
  await editor.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
  await expect(editor).toContainText('main')
}
