import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readCardFile } from './card-file'
import { catalog } from './catalog'
import { concepts } from './concept'
import { contentFolder } from './folder'
import { glossary } from './glossary'
import { isAboveRecall } from './lint'
import { type FileItem, readItemFile } from './quiz-file'

// What content/README.md promises of every lesson, counted in what is written: nothing is run here.

const root = contentFolder()
const lessons = catalog(root).lessons.map(({ slug }) => ({ slug, items: readItemFile(root, slug).items }))
/** The prose of a lesson, front matter included. */
const proseOf = (slug: string, locale: string) => readFileSync(path.join(root, slug, `${locale}.mdx`), 'utf8')
/** A program to be mended, as it is written. */
type Mend = { readonly must: { readonly together: number }; readonly mended: string }
const conceptOf = ({ id }: FileItem) => id.split('.', 1)[0] ?? ''

test('in every lesson, too, 60 % of the items are above recall', () => {
  const poor = lessons.flatMap(({ slug, items }) => {
    const above = items.filter((item) => isAboveRecall(item.kind, 'program' in item && item.program != null))
    return above.length < 0.6 * items.length ? [`${slug}: ${above.length} of ${items.length}`] : []
  })
  expect(poor).toEqual([])
})

test('what is asked at all is asked twice or more, unless it is an extra', () => {
  const asked = lessons.flatMap(({ items }) => items.map(conceptOf))
  const known = concepts(root)
  const once = [...new Set(asked)].filter(
    (id) => !known.get(id)?.isExtra && asked.filter((other) => other === id).length < 2,
  )
  expect(once).toEqual([])
})

test('a lesson shows each of its cards, in both languages', () => {
  const hidden = lessons.flatMap(({ slug }) =>
    (readCardFile(root, slug)?.cards ?? []).flatMap(({ id }) =>
      ['ko', 'en']
        .filter((locale) => !proseOf(slug, locale).includes(`<Card id="${id}" />`))
        .map((locale) => `${slug}/${locale}.mdx: ${id}`),
    ),
  )
  expect(hidden).toEqual([])
})

test('a term of the glossary is marked in a lesson, in both languages, unless no lesson is about it yet', () => {
  for (const locale of ['ko', 'en']) {
    const prose = lessons.map(({ slug }) => proseOf(slug, locale)).join('\n')
    const unmarked = [...glossary(root).keys()].filter((id) => !prose.includes(`<Term id="${id}">`))
    expect(unmarked).toEqual(['deadlock'])
  }
})

test.each(['ko', 'en'])(
  'a lesson but the first begins with two or three questions on earlier ones (%s)',
  (locale) => {
    const count = ({ slug }: { slug: string }) => {
      const [, first = ''] = proseOf(slug, locale).split(/^## /m)
      return first.match(/^\d+\. /gm)?.length ?? 0
    }
    const others = lessons.slice(1).filter((lesson) => count(lesson) < 2 || count(lesson) > 3)
    expect(others.map(({ slug }) => slug)).toEqual([])
  },
)

test.each(['ko', 'en'])(
  'between what is shown and what is asked stands something half filled in (%s)',
  (locale) => {
    const whole = lessons.filter(
      ({ slug, items }) =>
        !/^\|.*\?/m.test(proseOf(slug, locale)) && !items.some((item) => 'given' in item && item.given !== 0),
    )
    expect(whole.map(({ slug }) => slug)).toEqual([])
  },
)

test('tasks are asked for together only where they are threads: it is told by joins, and who waits for a process joins nobody', () => {
  const mends = lessons.flatMap(({ items }) =>
    items.filter(({ kind }) => kind === 'mend'),
  ) as unknown as Mend[]
  const told = mends.filter(({ must }) => must.together > 1)
  expect(told.length).toBeGreaterThan(0)
  expect(
    told.filter(({ mended }) => !mended.includes('pthread_create(') || mended.includes('fork(')),
  ).toEqual([])
})

test('every misconception is foreseen by an item, but one whose refutation no lesson tells yet', () => {
  const written = lessons.map(({ slug }) => readFileSync(path.join(root, slug, 'items.yaml'), 'utf8'))
  const foreseen = new Set(written.join().match(/(?<=\bmisconception: )[a-z0-9-]+#\d+/g))
  const all = [...concepts(root).values()].flatMap(({ misconceptions }) => misconceptions.map(({ id }) => id))
  expect(all.filter((id) => !foreseen.has(id))).toEqual(['mutex#3'])
})

test('a lesson has at most four figures, but for those whose reasons content/README.md gives', () => {
  const FIGURE = /^<(?:Sim|Compare|Race|States|Policies|Figure) /gm
  const more = lessons.flatMap(({ slug }) => {
    const count = proseOf(slug, 'en').match(FIGURE)?.length ?? 0
    return count > 4 ? [`| \`${slug}\` | ${count} |`] : []
  })
  const reasons = readFileSync(path.join(root, 'README.md'), 'utf8')
  expect(more.filter((row) => !reasons.includes(row))).toEqual([])
})
