/** Whatever is put into the lab, it says what is wrong and how to go on, and nothing of the text is lost. */
import { expect, type Page, test } from '@playwright/test'
import { packProgram } from '../app/_widgets/run-link'
import { badAddress as enBadAddress } from '../lib/i18n/en/bad-address'
import { lab as enLab } from '../lib/i18n/en/lab'
import { badAddress as koBadAddress } from '../lib/i18n/ko/bad-address'
import { lab as koLab } from '../lib/i18n/ko/lab'
import type { LabProgram } from '../lib/lab/program'
import { violations } from './axe'
import { LOCALES } from './page'
import { tagsOf } from './width'
import { saying } from './word'

// Axe looks at every state in both themes, and a trace of it takes as long as that.
test.use({ trace: 'off' })

const CONFIG = { cores: 1, policy: 'rr', quantum: 20, seed: 1 } as const

const WRONG = 'int main(void) {\n  int x = 1\n  return x;\n}\n'
const CRASH = 'int main(void) {\n  int *p = 0;\n  *p = 7;\n  return 0;\n}\n'
const DEADLOCK = `#include <pthread.h>
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int main(void) {
  pthread_mutex_lock(&lock);
  pthread_mutex_lock(&lock);
  return 0;
}
`
const ALONE = 'int main(void) {\n  for (;;)\n    ;\n}\n'
const ENDLESS = `#include <pthread.h>
static void *work(void *arg) {
  for (;;)
    ;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  work(NULL);
  return 0;
}
`
const LONG =
  'int n;\nint main(void) {\n  for (long i = 0; i < 1000000000; i++)\n    n += i;\n  return 0;\n}\n'
const PRINTS = `#include <stdio.h>
int main(void) {
  for (int i = 0; i < 1000000; i++)
    printf("line %d of a million\\n", i);
  return 0;
}
`
const FLOODS = `#include <unistd.h>
static char page[65536];
int main(void) {
  for (;;)
    write(1, page, sizeof page);
}
`
const HUNDRED = `#include <pthread.h>
#include <unistd.h>
static void *work(void *arg) {
  sleep(1);
  return arg;
}
int main(void) {
  pthread_t t[100];
  for (int i = 0; i < 100; i++)
    pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < 100; i++)
    pthread_join(t[i], NULL);
  return 0;
}
`
const HUGE = 'static int big[1000000000];\nint main(void) {\n  big[1] = 2;\n  return 0;\n}\n'
const EATS = `#include <stdlib.h>
#include <string.h>
int main(void) {
  for (;;)
    memset(malloc(1 << 20), 1, 1 << 20);
}
`

const runButton = (page: Page) => page.locator('.lab-end .button-primary')

/** What a message says, whatever its number is. */
const numbered = (message: string) => new RegExp(saying(message, { n: 7 }).source.replace('7', '[\\d,]+'))

const programOf = (text: string): LabProgram => ({
  ...{ files: [{ name: 'program.c', text }], config: CONFIG },
  ...{ grain: 'line', stdin: '', args: '', schedule: '' },
})

for (const locale of LOCALES) {
  const m = locale === 'ko' ? koLab : enLab
  const bad = locale === 'ko' ? koBadAddress : enBadAddress

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

  test(`a program that is none, crashes, stands still, never ends, prints, takes or makes too much says so and how to go on, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ page }) => {
    test.setTimeout(600_000)
    const found: string[] = []
    const said = async (state: string, where: string, words: RegExp | string) => {
      const place = page.locator(where).first()
      await expect(place, state).toContainText(words, { timeout: 60_000 })
      found.push(...(await violations(page, state, '.lab-columns')))
      // The text is there, and can be run again.
      await expect(page.locator('.cm-content')).toContainText('main')
      await expect(runButton(page)).toBeEnabled()
    }
    const end = '.run-end'

    await run(page, WRONG)
    await said('no program', '.lab-verdict', saying(m.errors, { n: 1 }))
    await expect(page.locator('.lab-verdict li small').first()).toContainText(
      m.hint.replace('{hint}', '').trim(),
    )

    await run(page, HUGE)
    await said('a huge array', '.lab-verdict', saying(m.errors, { n: 1 }))

    await run(page, CRASH)
    await said('a crash', end, saying(m.killedBy, { signal: 'SIGSEGV', n: 139 }))
    await expect(page.locator(end)).toContainText(bad.why.null())

    await run(page, DEADLOCK)
    await said('a deadlock', end, numbered(m.stuckAt))
    await expect(page.locator(end)).toHaveAttribute('data-tone', 'stuck')
    await page.locator(end).getByRole('button', { name: m.toRunEnd }).click()
    await expect(page.locator(end).getByRole('button', { name: m.toRunEnd })).toBeDisabled()

    await run(page, ALONE)
    await said('all steps that may be', end, m.cutAt.steps)

    await run(page, ENDLESS)
    await said('an endless loop', end, numbered(m.endlessAt))
    await expect(page.locator(end)).toHaveAttribute('data-tone', 'stuck')

    await run(page, LONG)
    await said('a long loop', end, saying(m.cutAt.goesOn, { n: '20,000' }))
    await expect(page.locator('.run-spent summary')).toContainText(saying(m.atLine, { n: 4 }))

    await run(page, PRINTS)
    await said('much output', end, saying(m.cutAt.printing, { n: '20,000' }))
    await expect(page.locator('.run-printed')).toContainText(saying(m.atLine, { n: 4 }))
    await expect(page.locator('.run-printed')).toContainText(m.printsOn)
    await page.locator(end).getByRole('button', { name: m.toRunEnd }).click()
    await page.getByRole('button', { name: m.runOutput }).click()
    await expect(page.locator('.run-output ol')).toContainText('line 0 of a million', { timeout: 30_000 })

    await run(page, FLOODS)
    await said('all output that may be', end, m.cutAt.output)
    await expect(page.locator('.run-printed')).toContainText('4,194,304')

    await run(page, EATS)
    await said('all memory that may be', end, m.cutAt.memory)

    await run(page, HUNDRED)
    await said('a hundred tasks', end, saying(m.endedWith, { n: 0 }))
    await page.locator(end).getByRole('button', { name: m.toRunEnd }).click()
    await expect(page.locator('#sim-lab')).toHaveAttribute('data-busy', 'false', { timeout: 60_000 })
    expect(found).toEqual([])
  })
}
