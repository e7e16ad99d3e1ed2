import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ChoiceItem, Item } from '@/lib/quiz/item'
import { KINDS } from '@/lib/quiz/kind/table'
import { publicItem } from '@/lib/quiz/publish'
import { cardItems, cards } from './card'
import { catalog, movedFrom } from './catalog'
import { checkContent } from './check'
import type { Widget } from './component'
import { ContentError, describeFault } from './fault'
import { contentFolder } from './folder'
import { highlightC } from './highlight'
import { compileLesson, loadLesson } from './lesson'
import { lintItems } from './lint'
import { itemsOf, loadItem } from './quiz'
import { type EngineDoor, engineReplayer } from './replay'
import { statementFaults, statements } from './statement'

/** Every claim and every key is computed by this very engine: what is kept is kept under its sources. CONTENT_FRESH=1
 *  computes everything again, as `npm run check:long` does. */
const replayer = process.env.CONTENT_FRESH ? engineReplayer(null) : engineReplayer()
const root = contentFolder()

test('the whole course is without fault: programs, claims, keys, languages, statements, items', async () => {
  const faults = await checkContent(root, replayer)
  expect(faults.map(describeFault)).toEqual([])
}, 300_000)

test('every lesson has 5 items or more, and the course has each kind', () => {
  const { lessons } = catalog()
  for (const { slug, itemIds } of lessons) expect(itemIds.length, slug).toBeGreaterThanOrEqual(5)
  const kinds = lessons.flatMap(({ slug }) => itemsOf(slug).map((item) => item.kind))
  // A card stands in a file of its own.
  expect(new Set(kinds)).toEqual(new Set(Object.keys(KINDS).filter((kind) => kind !== 'card')))
}, 120_000)

test('an item or a card is found by its id, wherever it stands', () => {
  // As a server does: otherwise each look reads the whole course.
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  for (const { itemIds } of catalog().lessons) for (const id of itemIds) expect(loadItem(id)?.id).toBe(id)
  for (const { id } of cardItems()) expect(loadItem(id)?.kind).toBe('card')
  expect(loadItem('nothing.here')).toBeNull()
}, 120_000)

test('every card is there in both languages, short answer and long, in a section of its own lesson', () => {
  const sections = new Map(
    catalog().lessons.map(({ slug, sections: own }) => [slug, own.map(({ id }) => id)]),
  )
  for (const { lesson, section } of cardItems()) expect(sections.get(lesson)).toContain(section)
  for (const locale of ['ko', 'en'] as const) {
    expect(cards(locale).map(({ id }) => id)).toEqual(cardItems().map(({ id }) => id))
    for (const card of cards(locale)) expect(card.short.length).toBeLessThan(card.long.length)
  }
})

test('deleting any of the marked passages is reported, in either language', async () => {
  const { rows } = statements(root)
  expect(rows.length).toBeGreaterThan(0)
  for (const locale of ['ko', 'en'] as const) {
    const text: Record<string, readonly Widget[]> = {}
    for (const { slug } of catalog().lessons)
      text[slug] = (await compileLesson(slug, locale, root, engineReplayer())).widgets
    expect(statementFaults(root, text, locale)).toEqual([])
    for (const { id, lesson } of rows) {
      const isKept = (w: Widget) => !(w.name === 'Fact' && w.attributes.id === id)
      const without = { ...text, [lesson]: (text[lesson] ?? []).filter(isKept) }
      const messages = statementFaults(root, without, locale).map((fault) => fault.message)
      expect(messages).toEqual([`${id} has no <Fact id="${id}"> in this lesson`])
    }
  }
}, 120_000)

test('a passage without its figure or its correction is reported', async () => {
  const { lesson = '' } = statements(root).rows.find(({ id }) => id === 'S04') ?? {}
  const { widgets } = await compileLesson(lesson, 'ko', root, engineReplayer())
  const text = (change: (w: Widget) => Widget | null) => ({
    [lesson]: widgets.flatMap((w) => change(w) ?? []),
  })
  const messages = (change: (w: Widget) => Widget | null) =>
    statementFaults(root, text(change), 'ko')
      .map((fault) => fault.message)
      .filter((message) => message.startsWith('S04'))
  expect(messages((w) => w)).toEqual([])
  expect(messages((w) => (w.fact === 'S04' ? null : w))).toEqual([
    'S04 has neither a figure nor a replayed claim inside',
  ])
  const isS04 = (w: Widget) => w.name === 'Fact' && w.attributes.id === 'S04'
  const shortened = messages((w) => (isS04(w) ? { ...w, prose: w.prose.replaceAll('TLS', '') } : w))
  expect(shortened).toEqual(['S04 does not give its correction: "TLS" is missing'])
})

// A course of one lesson, whole and small, in which faults are planted.
const MINI = {
  'curriculum.yaml': `modules:
  - id: one
    title: { ko: 하나, en: One }
    lessons:
      - { slug: mini, after: [] }
front: { lesson: mini, sim: run }
retired: {}
`,
  'glossary.yaml': `thread:
  ko: 스레드
  en: thread
  avoid: [쓰레드]
  definition: { ko: 실행 흐름, en: A flow of execution }
`,
  'concepts.yaml': `adding:
  name: { ko: 더하기, en: Adding }
  misconceptions:
    - { ko: 하나를 잊는다, en: Forgets one }
`,
  'mini/sum.c': `#include <stdio.h>

int main(void) {
    int sum = 1 + 2;
    printf("%d\\n", sum);
    return 0;
}
`,
  'mini/ko.mdx': mdx('제목', '스레드'),
  'mini/en.mdx': mdx('Title', 'thread'),
  'mini/items.yaml': `- id: adding.sum
  kind: predict
  section: first
  program: { file: sum.c }
  stem: { ko: 무엇을 출력합니까?, en: What is printed? }
  slips:
    - stdout: "2\\n"
      misconception: adding#1
      feedback: { ko: 아니요. 1도 더합니다., en: No. The 1 is added too. }
      scene: { file: sum.c, line: 5 }
  explanation: { ko: 1 + 2는 3입니다., en: 1 + 2 is 3. }
`,
}

const RACE = `#include <pthread.h>
#include <stdio.h>

int count = 0;

static void *work(void *arg) {
    count++;
    return arg;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    count++;
    pthread_join(thread, NULL);
    printf("%d\\n", count);
    return 0;
}
`
const STUCK = `#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg) {
    pthread_mutex_lock(&b);
    pthread_mutex_lock(&a);
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&b);
    return arg;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    pthread_join(thread, NULL);
    puts("over");
    return 0;
}
`

function mdx(title: string, thread: string): string {
  return `---
title: ${title}
summary: ${title}
minutes: 10
---

## ${title} {#first}

<Predict id="guess" sim="run" of="stdout" question="?" options={["2", "3"]}>3</Predict>

<Sim id="run" program="sum.c" title="${title}" at={5} />

<Term id="thread">${thread}</Term>

<Claim program="sum.c" stdout={"3\\n"} status={0}>3</Claim>
`
}

type MiniFile = keyof typeof MINI

/** Faults of the small course after one replacement in one file (null: the file is deleted), as
 *  `file:line code message`. The rules about a whole course, which it cannot keep, are left out. */
async function faultsAfter(
  file: MiniFile | string,
  from: string | null = '',
  to = '',
  course: Readonly<Record<string, string>> = MINI,
): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'content-'))
  try {
    for (const [name, text] of Object.entries(course)) {
      if (name === file && from === null) continue
      if (name === file && from !== null) expect(text).toContain(from)
      const planted = name === file && from !== null ? text.replace(from, to) : text
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), planted)
    }
    const faults = await checkContent(folder, replayer).catch((error: unknown) =>
      error instanceof ContentError ? error.faults : Promise.reject(error),
    )
    return faults
      .filter(({ code, file: at }) => code !== 'statement' && !at.startsWith('seed-table'))
      .map(({ file: at, line, code, message }) => `${at}:${line} ${code} ${message}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const first = async (...planted: Parameters<typeof faultsAfter>) => (await faultsAfter(...planted))[0] ?? ''

test('the small course is without fault until one is planted', async () => {
  expect(await faultsAfter('none')).toEqual([])
})

test('an unknown component, an import, an export and code in braces are refused with their line', async () => {
  expect(
    await first('mini/ko.mdx', '<Term id="thread">스레드</Term>', '<Trem id="thread">스레드</Trem>'),
  ).toMatch(/^mini\/ko\.mdx:13 component <Trem> is none of/)
  expect(await first('mini/ko.mdx', '<Term', '<img src="x" />\n\n<Term')).toMatch(
    /ko\.mdx:13 component <img>/,
  )
  expect(await first('mini/ko.mdx', '<Sim', 'import fs from "fs"\n\n<Sim')).toMatch(
    /ko\.mdx:11 import-export a lesson has no import and no export/,
  )
  expect(await first('mini/en.mdx', '<Sim', 'export const a = 1\n\n<Sim')).toMatch(/en\.mdx:11 import-export/)
  expect(await first('mini/en.mdx', '<Sim', '{process.env.HOME}\n\n<Sim')).toMatch(/en\.mdx:11 expression/)
  expect(await first('mini/en.mdx', 'at={5}', 'at={Math.min(5, 6)}')).toMatch(
    /en\.mdx:11 attribute .*literals/,
  )
  expect(await first('mini/en.mdx', 'at={5}', 'onClick="x"')).toMatch(/en\.mdx:11 attribute .*onClick/)
  expect(await first('mini/en.mdx', '<Term id="thread">', '<Term id="thread"')).toMatch(
    /en\.mdx:1[34] syntax/,
  )
}, 120_000)

test('bad front matter and a section without an id are refused with their line', async () => {
  expect(await first('mini/ko.mdx', 'minutes: 10', 'minutes: 45')).toMatch(
    /^mini\/ko\.mdx:4 front-matter minutes/,
  )
  expect(await first('mini/ko.mdx', 'summary: 제목', 'sumary: 제목')).toMatch(
    /^mini\/ko\.mdx:\d front-matter/,
  )
  expect(await first('mini/ko.mdx', '---\ntitle', 'title')).toMatch(/^mini\/ko\.mdx:1 front-matter/)
  expect(await first('mini/ko.mdx', ' {#first}', '')).toMatch(/^mini\/ko\.mdx:7 section/)
})

test('a missing translation is refused: a file, a section, a widget, an attribute, a word of an item', async () => {
  expect(await first('mini/en.mdx', null)).toMatch(/^mini\/en\.mdx:null missing-file/)
  expect(await first('mini/en.mdx', '{#first}', '{#other}')).toMatch(
    /^mini\/en\.mdx:7 parity section 1 is "first"/,
  )
  expect(await first('mini/en.mdx', '\n<Claim', '\n<Callout title="!">!</Callout>\n\n<Claim')).toMatch(
    /^mini\/en\.mdx:15 parity .*<Claim.* the English text <Callout/,
  )
  expect(await first('mini/en.mdx', 'title="Title" at={5}', 'title="Title" at={4}')).toMatch(
    /en\.mdx:11 parity/,
  )
  expect(await first('mini/en.mdx', '<Term id="thread">thread</Term>', 'thread')).toMatch(
    /parity terms differ/,
  )
  expect(await first('mini/items.yaml', ', en: What is printed?', '')).toMatch(
    /^mini\/items\.yaml:5 item 0\.stem\.en/,
  )
}, 120_000)

test('a program that does not compile is refused with its line', async () => {
  expect(await first('mini/sum.c', 'int sum = 1 + 2;', 'int sum = 1 + ;')).toMatch(/^mini\/sum\.c:4 program/)
  expect(await first('mini/sum.c', 'int main', `${'\n'.repeat(40)}int main`)).toMatch(
    /^mini\/sum\.c:41 program/,
  )
})

test('what a program can do is proven over every order, or refused with its line', async () => {
  const race = { ...MINI, 'mini/race.c': RACE, 'mini/stuck.c': STUCK }
  const refused = async (attributes: string) => {
    const faults = await faultsAfter(
      'mini/ko.mdx',
      '<Claim',
      `<Outcomes ${attributes}>x</Outcomes>\n\n<Claim`,
      race,
    )
    return faults.filter((fault) => fault.includes(' claim '))
  }
  expect(await refused('program="race.c" are={["1", "2"]}')).toEqual([])
  expect(await refused('program="race.c" are={["2"]}')).toEqual([
    'mini/ko.mdx:15 claim race.c can also print "1"',
  ])
  expect(await refused('program="race.c" are={["1", "2", "3"]}')).toEqual([
    'mini/ko.mdx:15 claim race.c never prints "3"',
  ])
  expect(await refused('program="race.c" are={["1", "2"]} races={["count"]}')).toEqual([])
  expect(await refused('program="race.c" are={["1", "2"]} races={[]}')).toEqual([
    'mini/ko.mdx:15 claim race.c: tasks race on count, too',
  ])
  expect(await refused('program="stuck.c" are={["over"]}')).toEqual([
    'mini/ko.mdx:15 claim stuck.c: deadlock is true, not false',
  ])
  expect(await refused('program="stuck.c" are={["over"]} deadlock={true}')).toEqual([])
}, 120_000)

test('a claim that a replay refutes is refused with its line', async () => {
  expect(await first('mini/ko.mdx', 'stdout={"3\\n"}', 'stdout={"4\\n"}')).toBe(
    'mini/ko.mdx:15 claim sum.c: stdout is "3\\n", not "4\\n"',
  )
  expect(await first('mini/ko.mdx', 'status={0}', 'status={139}')).toMatch(
    /ko\.mdx:15 claim .*status is 0, not 139/,
  )
  expect(await first('mini/ko.mdx', 'status={0}', 'copies={2}')).toMatch(/ko\.mdx:15 claim .*0 heap pages/)
  expect(await first('mini/ko.mdx', '"2", "3"', '"2", "4"')).toMatch(
    /ko\.mdx:9 claim .*0 are what the run shows/,
  )
  expect(await first('mini/ko.mdx', 'at={5}', 'at={1}')).toMatch(/ko\.mdx:11 claim .*never comes to line 1/)
  expect(await first('mini/ko.mdx', 'Claim program="sum.c"', 'Claim program="some.c"')).toMatch(
    /:15 reference/,
  )
  expect(await first('mini/ko.mdx', 'sim="run"', 'sim="ran"')).toMatch(/ko\.mdx:9 reference/)
}, 120_000)

test('a passage whose moment its run never comes to, or whose simulator stands elsewhere, is refused', async () => {
  const passage = (sim: string, at: number) =>
    `<Passage id="one" sim="${sim}" at={${at}} title="t">x</Passage>\n\n<Claim program="sum.c"`
  const put = (sim: string, at: number) => first('mini/ko.mdx', '<Claim program="sum.c"', passage(sim, at))
  expect(await put('run', 1)).toMatch(/ko\.mdx:15 claim .*sum\.c never comes to line 1/)
  expect(await put('ran', 5)).toMatch(/ko\.mdx:15 reference .*no simulator "ran"/)
  expect(await first('mini/ko.mdx', '<Predict', `${passage('run', 5).split('\n')[0]}\n\n<Predict`)).toMatch(
    /ko\.mdx:9 reference .*stands before the simulator "run"/,
  )
}, 120_000)

test('a program of one task is no ground', async () => {
  const states = '<States program="sum.c" wanted={["3"]} view="terrain" />\n\n<Claim program="sum.c"'
  expect(await first('mini/ko.mdx', '<Claim program="sum.c"', states)).toMatch(/ko\.mdx:15 claim .*no ground/)
}, 120_000)

test('an item that a run refutes, or that names nothing, is refused with its line', async () => {
  expect(await first('mini/items.yaml', 'stdout: "2\\n"', 'stdout: "3\\n"')).toMatch(
    /^mini\/items\.yaml:7 item this is what the program prints/,
  )
  expect(await first('mini/items.yaml', 'adding#1', 'adding#9')).toMatch(
    /items\.yaml:8 item "adding#9" is no/,
  )
  expect(
    await first('concepts.yaml', '  misconceptions:', '  confusedWith: [adding]\n  misconceptions:'),
  ).toMatch(/concepts\.yaml:3 item "adding" is no other concept/)
  expect(await first('mini/items.yaml', 'adding.sum', 'adder.sum')).toMatch(/items\.yaml:1 item .*no concept/)
  expect(await first('mini/items.yaml', 'line: 5', 'line: 2')).toMatch(
    /items\.yaml:10 item .*never comes to line 2/,
  )
  expect(await first('mini/items.yaml', 'section: first', 'section: second')).toMatch(/reference adding\.sum/)
  expect(await first('mini/items.yaml', '{ file: sum.c }', '{ file: gone.c }')).toMatch(/items\.yaml:4 item/)
}, 120_000)

test('a spelling that the glossary rules out, and an unknown term, are refused with their line', async () => {
  expect(await first('mini/ko.mdx', '>스레드<', '>쓰레드<')).toBe(
    'mini/ko.mdx:13 glossary write "스레드" instead of "쓰레드"',
  )
  expect((await faultsAfter('mini/ko.mdx', 'Term id="thread"', 'Term id="thred"')).join('\n')).toMatch(
    /ko\.mdx:13 glossary "thred" is no term/,
  )
})

const CARD = `- id: adding.card
  section: first
  question: { ko: 더하면?, en: What is the sum? }
  points:
    - { text: { ko: 셋, en: three }, detail: { ko: 하나와 둘, en: one and two } }
    - { text: { ko: 정수, en: an integer }, detail: { ko: int, en: int } }
  short: { ko: 셋, en: Three }
  long: { ko: 셋입니다, en: It is three }
  followUps:
    - { question: { ko: 왜?, en: Why? }, answer: { ko: 그래서, en: So } }
    - { question: { ko: 또?, en: And? }, answer: { ko: 끝, en: No more } }
  proof: { file: sum.c, stdout: "3\\n", says: { ko: 셋, en: Three } }
`

/** The small course with a second lesson, `more`, which shares nothing with the first but its words; both have a card. */
function twoLessons(): Record<string, string> {
  const copies = Object.entries(MINI).flatMap(([name, text]) =>
    name.startsWith('mini/') ? [[name.replace('mini/', 'more/'), renamed(text)] as const] : [],
  )
  const card = renamed(CARD)
  return { ...MINI, ...TWO, 'mini/cards.yaml': CARD, ...Object.fromEntries(copies), 'more/cards.yaml': card }
}

const TWO = {
  'curriculum.yaml': MINI['curriculum.yaml'].replace('[] }', '[] }\n      - { slug: more, after: [mini] }'),
}

function renamed(text: string): string {
  return text
    .replaceAll('adding.sum', 'adding.more')
    .replaceAll('adding.card', 'adding.other')
    .replaceAll('{#first}', '{#second}')
    .replaceAll('section: first', 'section: second')
}

test('an id that records are kept under is taken once in the whole content: of a section, an item, a card', async () => {
  const course = twoLessons()
  expect(await faultsAfter('none', '', '', course)).toEqual([])
  const shared = (file: string, from: string, to: string) => faultsAfter(file, from, to, course)
  const [ko, en] = await Promise.all([
    shared('more/ko.mdx', '{#second}', '{#first}'),
    faultsAfter('more/en.mdx', '{#second}', '{#first}', {
      ...course,
      'more/ko.mdx': (course['more/ko.mdx'] ?? '').replace('{#second}', '{#first}'),
    }),
  ])
  // The languages are compared before, so that one changed alone is told as that.
  expect(ko).toEqual(['more/en.mdx:7 parity section 1 is "first" in Korean and "second" in English'])
  expect(en).toEqual(
    ['ko', 'en'].map(
      (locale) =>
        `more/${locale}.mdx:7 section the section id "first" is taken at mini/${locale}.mdx:7, and what people did is stored under it: name this one "more-first" or the like, in both languages and wherever it is named`,
    ),
  )
  expect(await shared('more/items.yaml', 'adding.more', 'adding.sum')).toEqual([
    expect.stringMatching(
      /^more\/items\.yaml:1 item the item id "adding\.sum" is taken at mini\/items\.yaml:1/,
    ),
  ])
  expect(await shared('more/cards.yaml', 'adding.other', 'adding.sum')).toEqual([
    expect.stringMatching(
      /^more\/cards\.yaml:1 item the item id "adding\.sum" is taken at mini\/items\.yaml:1/,
    ),
  ])
}, 120_000)

test('any lesson may have cards: each is found, belongs to its lesson, and is proved there', async () => {
  const course = twoLessons()
  const folder = mkdtempSync(path.join(tmpdir(), 'content-'))
  for (const [name, text] of Object.entries(course)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  expect(cardItems(folder).map(({ id, lesson }) => `${lesson} ${id}`)).toEqual([
    'mini adding.card',
    'more adding.other',
  ])
  expect(loadItem('adding.other', folder)).toMatchObject({ kind: 'card', lesson: 'more', section: 'second' })
  rmSync(folder, { recursive: true })
  const planted = (from: string, to: string) => faultsAfter('more/cards.yaml', from, to, course)
  expect(await planted('stdout: "3\\n"', 'stdout: "4\\n"')).toEqual([
    'more/cards.yaml:12 claim sum.c prints "3\\n" with status 0',
  ])
  expect(await planted('section: second', 'section: first')).toEqual([
    'more/cards.yaml:2 reference adding.other belongs to the section "first", which the lesson does not have',
  ])
  expect(
    await faultsAfter('more/ko.mdx', '<Term', '<Card id="adding.gone" />\n\n<Term', {
      ...course,
      'more/en.mdx': (course['more/en.mdx'] ?? '').replace('<Term', '<Card id="adding.gone" />\n\n<Term'),
    }),
  ).toEqual([
    'more/ko.mdx:13 reference there is no card "adding.gone" in the cards.yaml of any lesson',
    'more/en.mdx:13 reference there is no card "adding.gone" in the cards.yaml of any lesson',
  ])
}, 120_000)

test('the statements are those of the table, however many: a row that cannot be read and a passage without one are told', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'content-'))
  const head = '| id | statement | taught in | correction | ko | en |\n|---|---|---|---|---|---|\n'
  const row = (id: string) => `| ${id} | so | mini#first | – | – | – |\n`
  const told = (table: string, facts: readonly string[]) => {
    writeFileSync(path.join(folder, 'seed-table.md'), head + table)
    const widgets = facts.map((id) => ({
      name: 'Fact' as const,
      line: 9,
      section: 'first',
      fact: null,
      attributes: { id },
      prose: 'One. Two.',
    }))
    const proofs = facts.map(
      (fact) => ({ name: 'Claim', line: 9, section: 'first', fact }) as unknown as Widget,
    )
    return statementFaults(folder, { mini: [...widgets, ...proofs] }, 'en').map(describeFault)
  }
  expect(told(row('S01') + row('S120'), ['S01', 'S120'])).toEqual([])
  expect(told(row('S01'), ['S01', 'S02'])).toEqual([
    'content/mini/en.mdx:9: S02 has no row in seed-table.md [statement]',
  ])
  expect(told(`${row('S01')}| S02 | so |\n`, ['S01'])).toEqual([
    expect.stringMatching(/^content\/seed-table\.md:4: a row is/),
  ])
  expect(told(row('S01') + row('S01'), ['S01'])).toEqual([
    'content/seed-table.md:4: S01 has two rows [statement]',
  ])
  expect(told('', [])).toEqual(['content/seed-table.md: there is no statement [statement]'])
  rmSync(folder, { recursive: true })
})

test('a module that waits for its first lesson is no fault, and is not shown', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'content-'))
  const waiting = '  - { id: two, title: { ko: 둘, en: Two }, lessons: [] }\nfront'
  for (const [name, text] of Object.entries(MINI)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text.replace(/^front/m, waiting))
  }
  expect(catalog(folder).modules.map(({ id }) => id)).toEqual(['one'])
  rmSync(folder, { recursive: true })
})

test('a section that went to another lesson is found from its old address, a retired one too', async () => {
  const course = twoLessons()
  const folder = mkdtempSync(path.join(tmpdir(), 'content-'))
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  for (const [name, text] of Object.entries(course)) write(name, text)
  const rest = 'retired: { old: mini }\nmoved: { mini: [second], old: [second, first] }\n'
  const moved = (course['curriculum.yaml'] ?? '').replace('retired: {}\n', rest)
  write('curriculum.yaml', moved)
  const toSecond = { section: 'second', lesson: 'more' }
  expect(movedFrom('mini', folder)).toEqual([toSecond, toSecond])
  expect(movedFrom('more', folder)).toEqual([])
  rmSync(folder, { recursive: true })
  const planted = (to: string) => first('curriculum.yaml', 'retired: {}', `retired: {}\nmoved: ${to}`)
  expect(await planted('{ mini: [gone] }')).toMatch(/gone moved from mini to no lesson/)
  expect(await planted('{ mini: [first] }')).toMatch(/first moved from mini and still stands there/)
  expect(await planted('{ elsewhere: [first] }')).toMatch(/from elsewhere, which is no lesson and was none/)
})

test('a curriculum that contradicts itself is refused', async () => {
  expect(await first('curriculum.yaml', 'after: []', 'after: [maxi]')).toMatch(
    /^curriculum\.yaml:null reference/,
  )
  expect(await first('curriculum.yaml', 'retired: {}', 'retired: { old: gone }')).toMatch(
    /old redirects to gone/,
  )
  expect(await first('curriculum.yaml', 'lesson: mini', 'lesson: maxi')).toMatch(
    /shows maxi, which is no lesson/,
  )
  expect(await first('curriculum.yaml', 'sim: run', 'sim: ran')).toMatch(
    /shows the simulator "ran", which mini/,
  )
})

/** An engine whose runs do nothing but use `work` up. */
function doorOf(work: () => void): EngineDoor {
  return {
    engineVersion: 1,
    compile: () => ({ program: {}, diagnostics: [] }),
    run: () => {
      work()
      return { stdout: '', status: 0, reason: 'exited', schedule: '', metrics: { tasks: [] } }
    },
  } as unknown as EngineDoor
}

/** Keeps the processor busy for so many ms of its own time. */
function toil(ms: number): void {
  const start = process.cpuUsage()
  for (let used = 0; used < ms * 1000; ) {
    const { user, system } = process.cpuUsage(start)
    used = user + system
  }
}

const REQUEST = { file: 'a.c', source: '', config: {}, schedule: null }

test('a run that is too slow each time fails instead of holding up the build', () => {
  const slow = engineReplayer(
    null,
    doorOf(() => toil(220)),
    200,
  )
  expect(() => slow.facts(REQUEST)).toThrow(/took \d+ ms; 200 are allowed/)
})

test('a run that a busy machine keeps waiting, or slows down once, is not the slow one', () => {
  const lock = new Int32Array(new SharedArrayBuffer(4))
  const kept = engineReplayer(
    null,
    doorOf(() => void Atomics.wait(lock, 0, 0, 300)),
    200,
  )
  expect(kept.facts(REQUEST).status).toBe(0)
  let runs = 0
  const disturbed = engineReplayer(
    null,
    doorOf(() => toil(runs++ === 0 ? 220 : 1)),
    200,
  )
  expect([disturbed.facts(REQUEST).status, runs]).toEqual([0, 2])
})

test('a fact is computed once and then read, until engine, program, config or schedule differ', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'replay-'))
  let runs = 0
  const counting = (engineVersion: number) =>
    ({
      engineVersion,
      compile: () => ({ program: {}, diagnostics: [] }),
      run: () => {
        runs++
        return { stdout: `${runs}`, status: 0, reason: 'exited', schedule: '', metrics: { tasks: [] } }
      },
    }) as unknown as EngineDoor
  const request = { file: 'a.c', source: 'a', config: { cores: 1 }, schedule: null }
  const ask = (change: object = {}, version = 1) =>
    engineReplayer(folder, counting(version)).facts({ ...request, ...change }).stdout
  expect([ask(), ask(), ask()]).toEqual(['1', '1', '1'])
  expect(ask({ source: 'b' })).toBe('2')
  expect(ask({ config: { cores: 2 } })).toBe('3')
  expect(ask({ schedule: '1.rr.1.1.A1' })).toBe('4')
  expect(ask({}, 2)).toBe('5')
  expect(ask()).toBe('1')
  rmSync(folder, { recursive: true })
})

test('the linter names each breach of the rules of item writing', () => {
  const scene = { file: 'a.c', source: '', config: {}, schedule: '', step: 0 }
  const wrong = {
    misconception: { id: 'adding#1', name: { ko: 'ㄱ', en: 'a' } },
    feedback: { ko: 'ㄱ', en: 'a' },
    scene,
  }
  const option = (id: string, text: string, correct = false) => ({
    id,
    text: { ko: text, en: text },
    correct,
    ...(correct ? { misconception: null, feedback: null, scene: null } : wrong),
  })
  const item = (stem: string, ...options: ReturnType<typeof option>[]): ChoiceItem => ({
    kind: 'choice',
    id: 'adding.sum',
    section: 'first',
    lesson: 'mini',
    stem: { ko: stem, en: stem },
    hint: null,
    explanation: { ko: '', en: '' },
    rubric: { points: 1, partial: 'whole' },
    program: { file: 'a.c', source: '', config: {} },
    options,
  })
  const good = item('몇입니까?', option('a', 'aaaa'), option('b', 'bbb', true), option('c', 'cccc'))
  const findings = (...items: Item[]) => lintItems(items).map(({ message }) => message.replace(/^ko: /, ''))
  expect(findings(good)).toEqual([])
  const breach = (stem: string, ...texts: [string, string, string]) =>
    findings(item(stem, option('a', texts[0]), option('b', texts[1], true), option('c', texts[2])))[0]
  expect(breach('옳지 않은 것은 무엇입니까?', 'aaaa', 'bbb', 'cccc')).toMatch(/what is not so/)
  expect(breach('다음 중 옳은 것은 무엇입니까?', 'aaaa', 'bbb', 'cccc')).toMatch(/without the options/)
  expect(breach('몇', 'aaaa', 'bbb', 'cccc')).toMatch(/no sentence/)
  expect(breach('몇입니까?', 'aaaa', 'bbb', '모두 정답')).toMatch(/"all" or "none"/)
  expect(breach('몇입니까?', 'aaaa', 'bbb', 'aaaa')).toMatch(/read the same/)
  expect(breach('몇입니까?', 'aaaa', 'bbb', 'cccc.')).toMatch(/end alike/)
  expect(breach('몇입니까?', 'a'.repeat(40), 'bbb', 'cccc')).toMatch(/three times/)
  expect(breach('몇입니까?', '항상 a', 'bbb', 'cccc')).toMatch(/only in wrong options/)
  expect(breach('몇입니까?', 'a', 'bbb', 'c')).toMatch(/longest option in 1 of 1/)
  const bare = { ...option('a', 'aaaa'), scene: null }
  expect(findings({ ...good, options: [bare, ...good.options.slice(1)] } as Item)[0]).toMatch(
    /lacks a misconception/,
  )
  expect(
    findings({ ...good, options: good.options.map((o) => ({ ...o, correct: true })) } as Item)[0],
  ).toMatch(/one right option/)
  expect(findings({ ...good, program: null } as Item)[0]).toMatch(/about a program/)
  const judged = { ...option('a', 'aaaa'), feedback: { ko: '아니요. ㄱ', en: 'a' } }
  const options = [judged, ...good.options.slice(1)]
  expect(findings({ ...good, options } as Item)).toEqual([])
  expect(findings({ ...good, kind: 'multi', options } as Item)[0]).toMatch(/whole answer were wrong/)
})

test('an order that misses its outcome is told so, and counts as no misconception', () => {
  const both = { ko: 'ㄱ', en: 'a' }
  const program = { file: 'a.c', source: '', config: {} }
  const slip = {
    stdout: '2\n',
    misconception: null,
    feedback: both,
    scene: { ...program, schedule: '', step: 0 },
  }
  const findings = (change: object) => {
    const item = {
      kind: 'schedule',
      id: 'adding.order',
      section: 'first',
      lesson: 'mini',
      program,
      hint: null,
    }
    const stem = { ko: '만드십시오.', en: 'Make one.' }
    return lintItems([{ ...item, stem, slips: [{ ...slip, ...change }] } as unknown as Item])
  }
  expect(findings({})).toEqual([])
  expect(findings({ misconception: { id: 'adding#1', name: both } })[0]?.message).toMatch(
    /names a misconception/,
  )
  expect(findings({ feedback: null })[0]?.message).toMatch(/lacks feedback/)
})

test('a lesson is evaluated on the server with the components it is given', async () => {
  const { front, lessons } = catalog()
  const entry = lessons.find(({ slug }) => slug === front.lesson)
  const lesson = await loadLesson(front.lesson, 'ko', root, engineReplayer())
  expect(lesson.sections).toEqual(entry?.sections.map(({ id, title }) => ({ id, title: title.ko })))
  expect(lesson.sims.map((sim) => sim.id)).toContain(front.sim)
  expect(typeof lesson.Body).toBe('function')
  expect(lesson.items.map((item) => publicItem(item, 'ko', 1).id)).toEqual(entry?.itemIds)
})

test('the pieces of highlighted C join to the source again', () => {
  for (const { slug } of catalog().lessons)
    for (const item of itemsOf(slug)) {
      const source = item.program?.source ?? ''
      expect(
        highlightC(source)
          .map((token) => token.text)
          .join(''),
      ).toBe(source)
    }
  expect(highlightC('int x = 10; // ten\n').map(({ kind, text }) => `${kind}:${text}`)).toEqual([
    'keyword:int',
    'plain: x = ',
    'number:10',
    'plain:; ',
    'comment:// ten',
    'plain:\n',
  ])
})
