import { expect, test } from '@playwright/test'
import { lab } from '../lib/i18n/en/lab'
import { runFiles } from '../lib/i18n/en/run-files'
import { watch } from '../lib/i18n/en/watch'
import { violations } from './axe'
import { writeProgram } from './editor'
import { atOne } from './width'

const TWO = `#include <pthread.h>
int count = 0;
static void *work(void *arg) {
    for (int i = 0; i < 3; i++)
        count++;
    return NULL;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    work(NULL);
    pthread_join(t, NULL);
    return count == 6 ? 0 : 1;
}
`

test('a run goes from breakpoint to breakpoint, and along one task', { tag: atOne('phone') }, async ({
  page,
}) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, TWO)
  await page.keyboard.press('ControlOrMeta+Enter')
  const figure = page.locator('#sim-lab')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  const position = async () => Number(await figure.locator('.sim-count b').textContent())
  const next = figure.getByRole('button', { name: lab.nextBreak })
  await expect(next).toBeDisabled()

  // The line that is about to run is the one with the breakpoint, each time.
  const mark = figure.getByRole('button', { name: lab.breakpoint.replace('{n}', '5'), exact: true })
  await mark.focus()
  await page.keyboard.press('Enter')
  await expect(mark).toHaveAttribute('aria-pressed', 'true')
  const seen: number[] = []
  for (let n = 0; n < 3; n++) {
    const before = await position()
    await next.click()
    await expect.poll(position).toBeGreaterThan(before)
    await expect(
      figure.locator('.sim-line.at').filter({ has: page.locator('[aria-pressed="true"]') }),
    ).toHaveCount(1)
    seen.push(await position())
  }
  await figure.getByRole('button', { name: lab.lastBreak }).click()
  await expect.poll(position).toBe(seen[1])
  expect(await violations(page, 'breakpoints', '#sim-lab')).toEqual([])

  // A task is followed over the steps of the others.
  await figure.getByLabel(lab.follow).selectOption('1')
  await figure.getByRole('slider').focus()
  await page.keyboard.press('Home')
  await figure.getByRole('button', { name: lab.nextOf.replace('{task}', 'B') }).click()
  await expect.poll(position).toBeGreaterThan(1)
  await expect(figure.locator('.sim-say')).toContainText('B')

  // Why each is where it is, at any moment.
  await figure.getByRole('button', { name: lab.why }).click()
  await expect(figure.locator('.lab-why li')).toHaveCount(2)
  await figure.getByRole('slider').focus()
  await page.keyboard.press('End')
  await expect(figure.locator('.lab-why')).toContainText('There is no task any more.')

  // The next run has the breakpoints of the last one.
  await page.locator('.cm-content').click()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(mark).toHaveAttribute('aria-pressed', 'true')
})

test('expressions are watched for each task, with what has changed and why one comes to nothing', {
  tag: atOne('phone'),
}, async ({ page }) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, TWO)
  await page.keyboard.press('ControlOrMeta+Enter')
  const figure = page.locator('#sim-lab')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  await figure.getByRole('button', { name: lab.watch }).click()
  const add = async (text: string) => {
    await figure.getByLabel(watch.add, { exact: true }).fill(text)
    await page.keyboard.press('Enter')
  }
  await add('count * 10')
  await add('i')
  await add('count++')
  const row = (text: string) => figure.locator('.lab-watched tbody tr').filter({ hasText: text })
  await expect(row('count * 10').locator('td')).toHaveText('0')
  await expect(row('i').first().locator('td')).toHaveText('no such name in this function: i')
  await expect(row('count++').locator('td')).toContainText('“++” could change the run')

  // A breakpoint on the line that counts: from one to the next it is ten more, and marked.
  await figure.getByRole('button', { name: lab.breakpoint.replace('{n}', '5'), exact: true }).click()
  const next = figure.getByRole('button', { name: lab.nextBreak })
  await next.click()
  await next.click()
  await expect(row('count * 10').locator('td').first()).toHaveText(/^10/)
  await figure.evaluate((element) => element.scrollIntoView({ block: 'end' }))
  expect(await violations(page, 'watched expressions', '#sim-lab')).toEqual([])
  await figure.getByRole('button', { name: 'Stop watching count++' }).click()
  await expect(row('count++')).toHaveCount(0)

  // They are there in the next run, too.
  await page.locator('.cm-content').click()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(row('count * 10').locator('td').first()).toHaveText('0', { timeout: 30_000 })
})

test('the files that a run has made are looked into at any moment', async ({ page }) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(
    page,
    '#include <fcntl.h>\n#include <unistd.h>\nint main(void) {\n  int fd = open("/tmp/note", O_CREAT | O_RDWR, 0600);\n  write(fd, "one", 3);\n  write(fd, "two", 3);\n  return 0;\n}\n',
  )
  await page.keyboard.press('ControlOrMeta+Enter')
  const figure = page.locator('#sim-lab')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  await figure.getByRole('button', { name: lab.runFiles }).click()
  const shown = figure.locator('.lab-run-files')
  await expect(shown).toContainText(runFiles.none)
  const slider = figure.getByRole('slider')
  await slider.press('End')
  await shown.getByRole('button', { name: '/tmp/note' }).click({ timeout: 30_000 })
  await expect(shown.locator('pre')).toHaveText('onetwo')
  await shown.getByRole('button', { name: runFiles.hex }).click()
  await expect(shown.locator('pre')).toContainText('6f 6e 65 74 77 6f')
  // The player is in its own place then, and covers no line.
  await figure.evaluate((element) => element.scrollIntoView({ block: 'end' }))
  expect(await violations(page, 'files of a run', '#sim-lab')).toEqual([])
  await slider.press('Home')
  await expect(shown).toContainText(runFiles.none)
})
