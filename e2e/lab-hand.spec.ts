/** All of the lab by keys alone, and all of it by touch alone. */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { lab } from '../lib/i18n/en/lab'
import { simulator } from '../lib/i18n/en/simulator'
import { watch } from '../lib/i18n/en/watch'

// A picture for each of hundreds of key presses takes longer than the journey.
test.use({ trace: 'off' })

const COUNTS = `#include <pthread.h>
#include <stdio.h>
int count = 0;
static void *work(void *arg) {
    count++;
    return NULL;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    work(NULL);
    pthread_join(t, NULL);
    printf("count = %d\\n", count);
    return 0;
}
`

/** How somebody does things: with a thing on the page, and to write in a field. */
type Hand = {
  readonly press: (target: Locator) => Promise<void>
  readonly write: (field: Locator, text: string) => Promise<void>
}

/** Opens, writes, runs, stops at a breakpoint, watches, steers and takes the link along. */
async function useLab(page: Page, { press, write }: Hand): Promise<void> {
  await page.goto('/en/lab')
  const editor = page.locator('.cm-content')
  await expect(editor).toBeVisible({ timeout: 30_000 })
  await write(editor, COUNTS)
  await press(page.getByRole('button', { name: lab.run }))
  const figure = page.locator('#sim-lab')
  const count = figure.locator('.sim-count b')
  await expect(count).toHaveText('0', { timeout: 60_000 })
  const settled = () => expect(figure).toHaveAttribute('data-busy', 'false')

  // A breakpoint, and the way to it and on.
  const mark = figure.getByRole('button', { name: lab.breakpoint.replace('{n}', '5'), exact: true })
  await press(mark)
  await expect(mark).toHaveAttribute('aria-pressed', 'true')
  await press(figure.getByRole('button', { name: lab.nextBreak }))
  await expect(count).not.toHaveText('0', { timeout: 30_000 })
  await expect(figure.locator('.sim-line.at').first()).toContainText('count++')
  await settled()

  // An expression that is watched, and one that is not any more.
  await press(figure.getByRole('button', { name: lab.watch }))
  for (const text of ['count + 40', 'arg'])
    await write(figure.getByLabel(watch.add, { exact: true }), `${text}\n`)
  const rows = figure.locator('.lab-watched tbody tr')
  await expect(rows).toHaveCount(2)
  await expect(rows.filter({ hasText: 'count + 40' }).locator('td').first()).toHaveText(/^4\d/)
  await press(figure.getByRole('button', { name: watch.remove.replace('{text}', 'arg') }))
  await expect(rows).toHaveCount(1)

  // Why each is where it is, and one task alone.
  await press(figure.getByRole('button', { name: lab.why }))
  await expect(figure.locator('.lab-why li').first()).toBeVisible()

  // Step after step by hand.
  await press(figure.getByRole('button', { name: simulator.restart }))
  await expect(count).toHaveText('0')
  await settled()
  const choose = (task: string) =>
    figure.getByRole('button', { name: simulator.chooseOne.replace('{task}', task) })
  for (let made = 1; made <= 4; made++) {
    const [a, b] = [choose('A'), choose('B')]
    await press((await b.isVisible()) ? b : a)
    await expect(count).toHaveText(String(made), { timeout: 30_000 })
    await settled()
  }

  // The link has what was chosen.
  await press(page.getByRole('button', { name: lab.copyLink }))
  await expect(page).toHaveURL(/#v2\./)
  await expect(page.locator('.lab-notice')).toHaveText(/./)
  const dialog = page.locator('.lab-share')
  await press(page.getByRole('button', { name: lab.share, exact: true }))
  await expect(dialog).toBeVisible({ timeout: 30_000 })
  await expect(dialog.getByRole('textbox').first()).toHaveValue(/\/en\/lab#v2\./)
  await press(dialog.locator('.dialog-actions button'))
  await expect(dialog).toBeHidden()
}

test('the lab is used by keys alone: breakpoints, watched expressions, steps chosen by hand, its link', async ({
  page,
}) => {
  test.setTimeout(480_000)
  const press = async (target: Locator) => {
    await tabTo(page, target)
    await page.keyboard.press('Enter')
  }
  await useLab(page, {
    press,
    write: async (field, text) => {
      await tabTo(page, field)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.insertText(text.trimEnd())
      if (!text.includes('main')) await page.keyboard.press('Enter')
    },
  })
})

test('the lab is used by touch alone: breakpoints, watched expressions, steps chosen by hand, its link', {
  tag: '@phone',
}, async ({ page }) => {
  test.setTimeout(480_000)
  const press = (target: Locator) => target.tap()
  await useLab(page, {
    press,
    write: async (field, text) => {
      await field.tap()
      // The keys on the screen write, and choose all.
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.insertText(text.trimEnd())
      if (!text.includes('main')) await press(page.getByRole('button', { name: watch.addDone, exact: true }))
    },
  })
})

/** Presses Tab until the element has the focus, as somebody without a mouse does, and leaves the editor as it says. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 400; presses++) {
    // The editor has a tree of its own.
    const isThere = (element: Element) =>
      (element.getRootNode() as Document | ShadowRoot).activeElement === element
    if (await target.evaluate(isThere)) return
    const writes = await page.evaluate(() => document.activeElement?.shadowRoot != null)
    if (writes) await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${target}`)
}
