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
        .filter(
          (locale) =>
            !readFileSync(path.join(root, slug, `${locale}.mdx`), 'utf8').includes(`<Card id="${id}" />`),
        )
        .map((locale) => `${slug}/${locale}.mdx: ${id}`),
    ),
  )
  expect(hidden).toEqual([])
})

test('a term of the glossary is marked in a lesson, in both languages, unless no lesson is about it yet', () => {
  for (const locale of ['ko', 'en']) {
    const prose = lessons
      .map(({ slug }) => readFileSync(path.join(root, slug, `${locale}.mdx`), 'utf8'))
      .join('\n')
    const unmarked = [...glossary(root).keys()].filter((id) => !prose.includes(`<Term id="${id}">`))
    expect(unmarked).toEqual(['deadlock'])
  }
})
