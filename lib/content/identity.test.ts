import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cardItems } from './card'
import { catalog } from './catalog'
import { contentFolder } from './folder'
import { itemsOf } from './quiz'
import { statements } from './statement'

test('the product names no lesson, section, item, card or statement of today’s content', () => {
  const { lessons } = catalog()
  const all = [
    ...lessons.map(({ slug }) => slug),
    ...lessons.flatMap(({ sections }) => sections.map(({ id }) => id)),
    ...lessons.flatMap(({ slug }) => itemsOf(slug).map(({ id }) => id)),
    ...cardItems().map(({ id }) => id),
    ...statements(contentFolder()).rows.map(({ id }) => id),
    // One plain word, such as `pipe`, means what it says wherever it stands.
  ].filter((id) => /[-.0-9]/.test(id))
  expect(all.length).toBeGreaterThan(20)
  const ids = new Set(all)
  const named = sources().flatMap(({ file, text }) =>
    quoted(text)
      .filter((word) => ids.has(word))
      .map((id) => `${file}: ${id}`),
  )
  expect(named).toEqual([])
  expect(quoted('a("one-two", `/ko/learn/three-four`, "#five.6")')).toEqual([
    'one-two',
    'three-four',
    'five.6',
  ])
}, 120_000)

/** Words of a source that end with a quotation mark and begin after one, a slash or a hash. */
function quoted(text: string): string[] {
  return [...text.matchAll(/['"`/#]([\w.-]+)(?=['"`])/g)].map(([, word = '']) => word)
}

/** What is served, without its tests. */
function sources(): { file: string; text: string }[] {
  return ['app', 'lib'].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/'))
      .filter((file) => !/^lib\/(engine|cli)\//.test(file))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  )
}
