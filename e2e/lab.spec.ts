import { deflateRawSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { packProgram, unpackProgram } from '../app/_widgets/run-link'
import { engineVersion } from '../lib/engine/version'
import { lab } from '../lib/i18n/en/lab'
import { orders } from '../lib/i18n/en/orders'
import { simulator } from '../lib/i18n/en/simulator'
import { terminal } from '../lib/i18n/en/terminal'
import type { LabProgram } from '../lib/lab/program'
import { violations } from './axe'
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

test('a program is written, mended, run, steered and shared @narrow', async ({ page, context }) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })

  // What does not compile is said in place, with how to mend it.
  await writeProgram(page, 'int main(void) {\n  int x = 1\n  return x;\n}\n')
  await page.keyboard.press('ControlOrMeta+Enter')
  const verdict = page.locator('.lab-verdict')
  await expect(verdict).toContainText('1 error', { timeout: 30_000 })
  await expect(verdict.locator('li')).toContainText('line 2')

  // A run that is steered by hand.
  await writeProgram(page, RACE)
  await page.keyboard.press('ControlOrMeta+Enter')
  const figure = page.locator('#sim-lab')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  await expect(figure.locator('.sim-count')).toContainText(/0 \/ \d+/)
  await figure.getByRole('slider').focus()
  await page.keyboard.press('End')
  await expect(figure.locator('.sim-output')).toContainText('count = 2')

  // The text is not run again by itself, and the page says so.
  await writeProgram(page, RACE.replace('count = %d', 'total = %d'))
  await expect(page.locator('.lab-notice')).toHaveText(lab.changed)

  // A link holds the program; whoever opens it has all of it.
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: lab.copyLink }).click()
  await expect(page).toHaveURL(/#v2\./)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.locator('.cm-content')).toContainText('total = %d', { timeout: 30_000 })
  await other.goto('about:blank')
  await other.goto(`${page.url().slice(0, -30)}`)
  await expect(other.locator('.lab-notice')).toHaveText(lab.badLink)
})

/** Goes to the end of a run and sees what it prints. The run that was asked for may still be on its way. */
async function toEnd(figure: import('@playwright/test').Locator, printed: string) {
  await expect(async () => {
    await figure.getByRole('slider').press('End')
    await expect(figure.locator('.sim-output')).toContainText(printed, { timeout: 1000 })
  }).toPass()
}

test('a program of one’s own is written, its race is found, it is mended until it has one outcome, and shared @narrow', async ({
  page,
  context,
}) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, RACE)
  const explore = page.getByRole('button', { name: lab.explore })
  await explore.click()
  const outcomes = page.locator('.lab-outcomes')
  await expect(outcomes.locator('h2')).toHaveText('This program can end in 2 ways.', { timeout: 60_000 })
  await expect(page.locator('.race-figure')).toContainText('Data race on count')

  const lock = 'static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n'
  const held = '    pthread_mutex_lock(&lock);\n    count++;\n    pthread_mutex_unlock(&lock);\n'
  const mended = RACE.replace('int count = 0;\n', `int count = 0;\n${lock}`).replace('    count++;\n', held)
  await writeProgram(page, mended)
  await explore.click()
  await expect(outcomes.locator('h2')).toHaveText('This program can end in 1 way.', { timeout: 60_000 })
  await expect(outcomes).toContainText(lab.noRace)
  await expect(outcomes).toContainText('count = 2')

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: lab.copyLink }).click()
  await expect(page).toHaveURL(/#v2\./)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.locator('.cm-content')).toContainText('pthread_mutex_lock(&lock)', { timeout: 30_000 })
})

test('a look at many orders says how far it has come and is given up; a program that nobody ends is drawn, and what was found of a text that has changed says so', {
  tag: atOne('phone'),
}, async ({ page }) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  const adds = Array.from({ length: 6 }, () => '    count++;\n').join('')
  const many = RACE.replace('    count++;\n', adds).replace(
    '    work(NULL);\n',
    '    pthread_t u, v;\n    pthread_create(&u, NULL, work, NULL);\n    pthread_create(&v, NULL, work, NULL);\n    work(NULL);\n',
  )
  await writeProgram(page, many)
  await page.getByRole('button', { name: lab.explore }).click()
  const outcomes = page.locator('.lab-outcomes')
  await expect(outcomes).toContainText(/[\d,]+ states so far, \d+ ways? to end/, { timeout: 60_000 })
  await outcomes.getByRole('button', { name: lab.giveUp }).click()
  await expect(outcomes).toHaveCount(0)

  // The engine is there for what comes next.
  await writeProgram(
    page,
    RACE.replace('    count++;\n', '    while (count == 0);\n').replace('    work(NULL);\n', ''),
  )
  await page.getByRole('button', { name: lab.explore }).click()
  await expect(outcomes.locator('h2')).toHaveText(lab.neverEnds, { timeout: 60_000 })
  await expect(outcomes).toContainText(lab.noRace)
  await expect(page.locator('.states-figure header')).toContainText('states')

  await writeProgram(page, RACE)
  await expect(outcomes).toContainText(lab.foundBefore)
})

test('every order of a program is looked at, and each outcome is played', { tag: atOne('phone') }, async ({
  page,
}) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, RACE)
  await page.getByRole('button', { name: lab.explore }).click()
  const outcomes = page.locator('.lab-outcomes')
  await expect(outcomes.locator('h2')).toHaveText('This program can end in 2 ways.', { timeout: 60_000 })
  await expect(outcomes).toContainText('What is not here cannot happen.')
  await outcomes
    .locator('li', { hasText: 'count = 1' })
    .getByRole('button', { name: lab.playOutcome, exact: true })
    .click()
  const figure = page.locator('#sim-lab')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  await toEnd(figure, 'count = 1')

  // The race is drawn, and a simulator opens where both accesses are next.
  const race = page.locator('.race-figure')
  await expect(race).toContainText('Data race on count')
  await expect(race.locator('.race-lanes')).toHaveAccessibleName(/A.*line 5.*B.*line 5|B.*line 5.*A.*line 5/)
  await expect(race.locator('.story')).toContainText('there is one outcome: prints count = 1')
  expect(await violations(page, 'the race', '.race-figure')).toEqual([])
  await race.getByRole('button', { name: orders.raceOpen }).click()
  await expect(figure.locator('.sim-count')).not.toContainText(/^0 \//, { timeout: 30_000 })
  await expect(figure.locator('.sim-count')).toContainText(/\d+ \/ \d+/)
  await expect(figure.locator('.sim-line.at').first()).toContainText('count++')

  // All states are walked by keys and by pressing, and the way is played.
  const states = page.locator('.states-figure')
  await expect(states.locator('header')).toContainText('37 states')
  await expect(states.locator('header')).toContainText('20 orders')
  await states.locator('.states-next').getByRole('button', { name: 'pthread_create' }).click()
  for (const key of ['1', '2', '1', '2']) await page.keyboard.press(key)
  await expect(states.locator('.states-fate')).toHaveText(
    'Decided by B: reads count. Whatever comes after, for certain: prints count = 1.',
  )
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('End')
  await expect(states.locator('.states-next')).toContainText('It has ended: prints count = 1')
  expect(await violations(page, 'the map', '.states-figure')).toEqual([])
  await states.getByRole('button', { name: orders.asText }).click()
  await expect(states.locator('.states-text')).toContainText('for certain: prints count = 2')
  expect(await violations(page, 'the map as text', '.states-figure')).toEqual([])
  await states.getByRole('button', { name: orders.playWalk }).click()
  await toEnd(figure, 'count = 1')

  // The schedule is of the program as it was: what is written since is run and shared without it.
  const schedule = async () => {
    await page.getByRole('button', { name: lab.copyLink }).click()
    await expect(page.locator('.lab-notice')).toHaveText(/./)
    const unpacked = await unpackProgram(new URL(page.url()).hash)
    return unpacked && 'program' in unpacked ? unpacked.program.schedule : null
  }
  expect(await schedule()).not.toBe('')
  await writeProgram(page, RACE.replace('count = %d', 'total = %d'))
  await expect.poll(schedule).toBe('')
})

test('a loop that never ends is cut, and the text stays', async ({ page }) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, 'int main(void) {\n  for (;;)\n    ;\n}\n')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.locator('#sim-lab')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.cm-content')).toContainText('for (;;)')
})

test('a program of a lesson is opened in the lab', async ({ page }) => {
  await page.goto('/en/learn/threads')
  const figure = page.locator('.sim').first()
  const file = await figure.locator('.sim-head b').innerText()
  await figure.getByRole('button', { name: simulator.openInLab }).click()
  await expect(page).toHaveURL(/\/en\/lab#v2\./)
  await expect(page.locator('.cm-content')).toContainText('int main', { timeout: 30_000 })
  expect(file).toMatch(/\.c$/)
})

test('a program of several files is linked, mended where its fault is, and stepped from file to file', async ({
  page,
}) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  const tabs = page.getByRole('navigation', { name: lab.files })
  const add = async (name: string, text: string) => {
    await page.getByRole('button', { name: lab.addFile }).click()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await expect(tabs.getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true')
    await page.locator('.cm-content').click()
    await page.keyboard.insertText(text)
  }
  const main =
    '#include <stdio.h>\n#include "list.h"\nint main(void) {\n  printf("%d\\n", twice(21));\n  return 0;\n}\n'
  await writeProgram(page, main)
  await add('list.h', 'int twice(int x);\n')
  await add('list.c', '#include "list.h"\nint twice(int x) {\n  return x + x\n}\n')
  await page.getByRole('button', { name: lab.addFile }).click()
  await page.keyboard.type('list.c')
  await page.keyboard.press('Enter')
  await expect(page.locator('.lab-file-name [role=alert]')).toContainText('There is a file list.c already.')
  await page.keyboard.press('Escape')

  // What is wrong is told of its file, and pressing it goes there.
  await tabs.getByRole('button', { name: 'program.c' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: lab.run }).click()
  const fault = page.locator('.lab-verdict li').first()
  await expect(fault).toContainText('list.c line 3', { timeout: 30_000 })
  await fault.getByRole('button', { name: /line 3/ }).click()
  await expect(tabs.getByRole('button', { name: /list\.c/ })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('End')
  await page.keyboard.insertText(';')

  // A file that was deleted comes back with all that was in it.
  await page.getByRole('button', { name: 'Delete list.c' }).click()
  await expect(tabs.getByRole('button')).toHaveCount(2)
  await page.getByRole('button', { name: lab.bringBack }).click()
  await expect(tabs.getByRole('button')).toHaveCount(3)
  await page.getByRole('button', { name: lab.run }).click()
  const figure = page.locator('#sim-lab')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  await toEnd(figure, '42')

  // The listing goes along from file to file.
  const listed = figure.locator('.sim-files [aria-pressed="true"]')
  await figure.getByRole('slider').press('Home')
  await expect(listed).toHaveText('program.c')
  await figure.getByRole('slider').press('ArrowRight')
  await figure.getByRole('slider').press('ArrowRight')
  await expect(listed).toHaveText('list.c')
  await expect(figure.locator('.sim-line.ran')).toContainText('return x + x;')
  expect(await violations(page, 'several files', '.lab-columns')).toEqual([])

  // The link holds them all.
  await page.getByRole('button', { name: lab.copyLink }).click()
  await expect(page).toHaveURL(/#v2\./)
  const unpacked = await unpackProgram(new URL(page.url()).hash)
  const files = unpacked && 'program' in unpacked ? unpacked.program.files : []
  expect(files.map(({ name }) => name)).toEqual(['program.c', 'list.h', 'list.c'])
  expect(files[2]?.text).toContain('return x + x;')
})

test('a program is talked to at its terminal: a line is typed where it asks, and the run goes on from there', async ({
  page,
}) => {
  const text = `#include <stdio.h>
int main(void) {
  char line[64];
  printf("name? ");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin))
    printf("hello %s", line);
  puts("bye");
  return 0;
}
`
  const program: LabProgram = {
    files: [{ name: 'talk.c', text }],
    config: { cores: 1, policy: 'rr', quantum: 20, seed: 1, tty: true },
    ...{ grain: 'line', stdin: '', args: '', schedule: '' },
  }
  await page.goto(`/en/lab#${await packProgram(program)}`)
  await expect(page.locator('.cm-content')).toContainText('name?', { timeout: 30_000 })
  await page.getByRole('button', { name: lab.run }).click()
  const shown = page.locator('.lab-terminal')
  for (const [name, screen] of [
    ['Ada', 'name? Ada'],
    ['Grace', 'name? Ada\nhello Ada\nGrace'],
  ] as const) {
    const on = shown.getByRole('button', { name: terminal.onTo })
    await on.click({ timeout: 30_000 })
    const field = shown.getByLabel(terminal.asks)
    await expect(field).toBeFocused({ timeout: 30_000 })
    await field.fill(name)
    await page.keyboard.press('Enter')
    // Who typed goes on by keys.
    await expect(on).toBeFocused({ timeout: 30_000 })
    // The run is opened where it asked, and reads it with the next step.
    await page.locator('#sim-lab').getByRole('button', { name: simulator.forward }).click()
    await expect(shown.getByRole('log')).toContainText(screen, { timeout: 30_000 })
  }
  expect(await violations(page, 'the terminal', '.lab-terminal')).toEqual([])
  await toEnd(page.locator('#sim-lab'), 'bye')
  await expect(shown.getByRole('log')).toHaveText('name? Ada\nhello Ada\nGrace\nhello Grace\nbye\n')
})

test('a link of another engine, and one of before there were several files, say what they hold', async ({
  page,
}) => {
  const link = (version: number, prefix: string, held: unknown) => {
    const config = { cores: 1, policy: 'rr', quantum: 20, seed: 1 }
    const json = JSON.stringify([version, held, config, 'line', '', '', ''])
    return `/en/lab#${prefix}.${deflateRawSync(json).toString('base64url')}`
  }
  await page.goto(link(engineVersion, 'v1', 'int main(void) { return 41; }\n'))
  await expect(page.locator('.cm-content')).toContainText('return 41', { timeout: 30_000 })
  await expect(page.locator('.lab-notice')).toHaveText('')
  await page.goto('about:blank')
  await page.goto(link(engineVersion + 1, 'v2', [['old.c', 'int main(void) { return 42; }\n']]))
  await expect(page.locator('.cm-content')).toContainText('return 42', { timeout: 30_000 })
  await expect(page.locator('.lab-notice')).toHaveText(lab.otherEngine)
  await expect(page.getByRole('navigation', { name: lab.files })).toContainText('old.c')
})
