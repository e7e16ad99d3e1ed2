import { expect, test } from 'vitest'
import { readCardFile } from './card-file'
import { catalog } from './catalog'
import { contentFolder } from './folder'
import { readItemFile } from './quiz-file'

test('a file that says what it said is not parsed again', () => {
  const root = contentFolder()
  const lessons = catalog(root).lessons.map(({ slug }) => slug)
  const read = () =>
    lessons.flatMap((lesson) => [readItemFile(root, lesson).items, readCardFile(root, lesson)?.cards])
  const before = read()
  const after = read()
  expect(before.length).toBeGreaterThan(2)
  before.forEach((each, i) => {
    expect(after[i]).toBe(each)
  })
})
