/** A link that holds no program, and a worker that does not answer: each says so, and nothing of the text is lost. */
import { deflateRawSync } from 'node:zlib'
import { expect, type Page, test } from '@playwright/test'
import { packProgram } from '../app/_widgets/run-link'
import { engineVersion } from '../lib/engine/version'
import { lab as enLab } from '../lib/i18n/en/lab'
import { lab as koLab } from '../lib/i18n/ko/lab'
import type { LabProgram } from '../lib/lab/program'
import { violations } from './axe'
import { LOCALES } from './page'
import { tagsOf } from './width'
import { saying } from './word'

const CONFIG = { cores: 1, policy: 'rr', quantum: 20, seed: 1 } as const

const PROGRAM = `#include <unistd.h>
int main(void) {
  for (int i = 0; i < 10; i++)
    write(1, "one of ten lines\\n", 17);
  return 0;
}
`
/** Its tasks are so many that no figure of them is made in the time that there is. */
const FORKS = '#include <unistd.h>\nint main(void) {\n  for (;;)\n    fork();\n}\n'
const FINE = 'int main(void) {\n  return 3;\n}\n'

const programOf = (text: string): LabProgram => ({
  ...{ files: [{ name: 'program.c', text }], config: CONFIG },
  ...{ grain: 'line', stdin: '', args: '', schedule: '' },
})

const runButton = (page: Page) => page.locator('.lab-end .button-primary')

for (const locale of LOCALES) {
  const m = locale === 'ko' ? koLab : enLab

  /** Opens the lab by a link, as if it had never been open. */
  const openLink = async (page: Page, fragment: string) => {
    await page.goto('about:blank')
    await page.goto(`/${locale}/lab#${fragment}`)
    await expect(page.locator('.cm-content')).toContainText('main', { timeout: 30_000 })
  }
  const run = async (page: Page, text: string) => {
    await openLink(page, await packProgram(programOf(text)))
    const first = text.split('\n').find((line) => line.includes('main')) ?? ''
    await expect(page.locator('.cm-content')).toContainText(first)
    await runButton(page).click()
  }

  test(`a link that is cut, damaged, or of another engine says so, and a worker that hangs is replaced, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ page }) => {
    test.setTimeout(300_000)
    const whole = await packProgram(programOf(PROGRAM))
    for (const part of [whole.slice(0, whole.length / 2), `${whole.slice(0, 40)}AAAA${whole.slice(44)}`]) {
      await openLink(page, part)
      await expect(page.locator('.lab-notice')).toHaveText(m.badLink)
      // An example stands there, and runs.
      await runButton(page).click()
      await expect(page.locator('#sim-lab')).toBeVisible({ timeout: 60_000 })
    }
    const old = JSON.stringify([engineVersion - 1, [['old.c', FINE]], CONFIG, 'line', '', '', ''])
    await openLink(page, `v2.${deflateRawSync(old).toString('base64url')}`)
    await expect(page.locator('.cm-content')).toContainText('return 3')
    await expect(page.locator('.lab-notice')).toHaveText(m.otherEngine)
    expect(await violations(page, 'a link of another engine', '.lab-body')).toEqual([])

    // The worker is ended when its time is over, the text stays, and the next run has a fresh one.
    const begun = page.waitForEvent('worker')
    await run(page, FORKS)
    const hung = await begun
    const killed = hung.waitForEvent('close', { timeout: 60_000 })
    await expect(page.locator('.lab-verdict [role=alert]')).toHaveText(m.outOfBudget, { timeout: 60_000 })
    await killed
    expect(await violations(page, 'a run that took too long', '.lab-columns')).toEqual([])
    const editor = page.locator('.cm-content')
    await expect(editor).toContainText('fork();')
    const fresh = page.waitForEvent('worker')
    await editor.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(FINE)
    await runButton(page).click()
    expect(await fresh).not.toBe(hung)
    await expect(page.locator('.run-end')).toContainText(saying(m.endedWith, { n: 3 }), { timeout: 60_000 })
    await expect(editor).toContainText('return 3')
  })
}
