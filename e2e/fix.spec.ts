import { expect, test } from '@playwright/test'
import { lab } from '../lib/i18n/en/lab'
import { violations } from './axe'
import { writeProgram } from './editor'

const THREE_FAULTS = `#include <pthread.h>
int count = 0;
int main(void) {
    count++
    cuont++;
    printf("%d\\n", count);
    return 0;
}
`

test('what the compiler knows to mend is mended by one press, by keys, and undone @narrow', async ({
  page,
}) => {
  await page.goto('/en/lab')
  const text = page.locator('.cm-content')
  await expect(text).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, THREE_FAULTS)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: lab.run }).click()
  const told = page.locator('.cm-told')
  await expect(told).toHaveCount(3, { timeout: 30_000 })
  expect(await violations(page, 'what does not compile', '.lab-columns')).toEqual([])

  // By a press below the line.
  await told.getByRole('button', { name: 'Insert ;' }).click()
  await expect(text).toContainText('count++;')
  await expect(told).toHaveCount(2, { timeout: 30_000 })
  // By keys, where the cursor is.
  await text.press('Control+End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Control+.')
  await expect(text).toContainText('#include <stdio.h>')
  await expect(told).toHaveCount(1, { timeout: 30_000 })
  // From the list, and back with undo, in one step.
  await page.locator('.lab-mend').getByRole('button', { name: 'Change to count' }).click()
  await expect(told).toHaveCount(0)
  await expect(page.locator('#sim-lab')).toBeVisible({ timeout: 30_000 })
  await expect(text).not.toContainText('cuont')
  await text.press('Control+z')
  await expect(text).toContainText('cuont++;')
  await expect(text).toContainText('#include <stdio.h>')
})

const TALK = `#include <pthread.h>
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

test('code, figure, what is told and what steps are in one window through a whole run, and none of them moves @narrow', async ({
  page,
}) => {
  const isPhone = (page.viewportSize()?.width ?? 0) < 500
  await page.setViewportSize(isPhone ? { width: 390, height: 844 } : { width: 1440, height: 900 })
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, TALK)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: lab.run }).click()
  const figure = page.locator('#sim-lab')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  await expect(figure.locator('.sim-count')).toContainText(/0 \/ \d+/)
  const places = () =>
    page.evaluate(() =>
      ['.sim-body', '.sim-say', '.sim-player'].map((part) => {
        const { top, bottom } =
          document.querySelector(`#sim-lab ${part}`)?.getBoundingClientRect() ?? new DOMRect()
        return { part, top: Math.round(top), bottom: Math.round(bottom) }
      }),
    )
  const before = await places()
  const height = page.viewportSize()?.height ?? 0
  for (const { part, top, bottom } of before) {
    expect(top, part).toBeGreaterThanOrEqual(0)
    if (part !== '.sim-body' || !isPhone) expect(bottom, part).toBeLessThanOrEqual(height)
  }
  const forward = figure.locator('.sim-player button').nth(3)
  while (await forward.isEnabled()) {
    const here = await figure.locator('.sim-count b').innerText()
    await forward.click()
    await expect(figure.locator('.sim-count b')).not.toHaveText(here)
    expect(await places()).toEqual(before)
  }
  await expect(figure.locator('.sim-output')).toContainText('count = 2')
})
