import { expect, test } from 'vitest'
import { type LessonState, recommend } from './recommend'

const lesson = (slug: string, after: string[], concepts: string[]): LessonState => ({
  slug,
  after,
  sections: [`${slug}-1`, `${slug}-2`],
  itemIds: concepts.map((concept) => `${concept}.one`),
  isKnown: false,
})
const LESSONS = [
  lesson('fork', [], ['fork', 'copy']),
  lesson('wait', ['fork'], ['wait']),
  lesson('pipe', ['wait'], ['pipe']),
]
const known = (concept: string, earned: number, answers: number) => ({
  concept,
  earned,
  answers,
  updatedAt: new Date(0),
})
const of = (looked: string[], answered: string[], mastery: ReturnType<typeof known>[] = []) =>
  recommend(LESSONS, looked, new Set(answered), mastery)

test('somebody new begins with the first lesson', () => {
  expect(of([], [])).toEqual({ kind: 'next', lesson: 'fork', after: [] })
})

test('a lesson that was begun is ended first, where it was left', () => {
  expect(of(['fork-2', 'fork-1'], ['fork.one'])).toEqual({
    kind: 'continue',
    lesson: 'fork',
    section: 'fork-2',
    left: 1,
  })
  // A section that is gone says nothing.
  expect(of(['gone', 'fork-1'], [])).toMatchObject({ kind: 'continue', lesson: 'fork' })
})

test('after a lesson comes the first one that rests on what was worked through', () => {
  expect(of(['fork-2'], ['fork.one', 'copy.one'])).toEqual({ kind: 'next', lesson: 'wait', after: ['fork'] })
})

test('what the next lesson rests on is repaired first, the weakest of it, where enough answers say so', () => {
  const through = ['fork.one', 'copy.one']
  const repair = of([], through, [known('fork', 1, 3), known('copy', 0, 2), known('pipe', 0, 9)])
  expect(repair).toEqual({
    kind: 'repair',
    lesson: 'fork',
    concept: 'copy',
    level: 0.25,
    answers: 2,
    before: 'wait',
  })
  expect(of([], through, [known('copy', 0, 1)])).toMatchObject({ kind: 'next' })
  expect(of([], through, [known('copy', 2, 3)])).toMatchObject({ kind: 'next' })
})

test('a lesson whose own were skipped is recommended when nothing else is left', () => {
  expect(of([], ['wait.one'])).toMatchObject({ kind: 'next', lesson: 'fork' })
  expect(of([], ['fork.one', 'copy.one', 'wait.one', 'pipe.one'])).toEqual({ kind: 'finished' })
})
