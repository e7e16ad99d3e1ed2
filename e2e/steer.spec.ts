/** In the lab an order is made by hand, step by step, by mouse, keys or touch; it is the run that is then shown and shared. */
import { expect, test } from '@playwright/test'
import { lab } from '../lib/i18n/en/lab'
import { simulator } from '../lib/i18n/en/simulator'
import { writeProgram } from './editor'
import { atOne } from './width'

const RACE = `#include <pthread.h>
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

/** Both read before either writes. */
const LOST = ['A', 'A', 'B', 'B', 'A', 'A', 'B']

test('each step of a run is chosen by hand, and the update is lost', { tag: atOne('wide') }, async ({
  page,
  isMobile,
}) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, RACE)
  await page.keyboard.press('ControlOrMeta+Enter')
  const figure = page.locator('#sim-lab')
  await expect(figure.locator('.sim-count')).toContainText(/0 \/ \d+/, { timeout: 30_000 })

  const count = figure.locator('.sim-count b')
  const buttonOf = (task: string) =>
    figure.getByRole('button', { name: simulator.chooseOne.replace('{task}', task) })
  let made = Number(await count.innerText())
  const choose = async (task: string, isByKey: boolean) => {
    if (isMobile) await buttonOf(task).tap()
    else if (isByKey) await buttonOf(task).press('Enter')
    else await buttonOf(task).click()
    await expect(count).toHaveText(String(++made), { timeout: 30_000 })
    await expect(figure).toHaveAttribute('data-busy', 'false')
  }
  for (const [i, task] of LOST.entries()) await choose(task, i % 2 === 1)
  // The first waits for the second, which ends; then it goes on to the end.
  await expect(buttonOf('A')).toHaveCount(0)
  for (const task of ['B', 'A'])
    for (let i = 0; i < 20 && (await buttonOf(task).isVisible()); i++) await choose(task, false)
  await expect(figure.getByText(simulator.noTask)).toBeVisible()
  await expect(figure.locator('.sim-output')).toContainText('count = 1')

  // The link holds the order that was made: whoever opens it sees the same run.
  await page.getByRole('button', { name: lab.copyLink }).click()
  await expect(page).toHaveURL(/#v2\./)
})
