import { expect, test } from 'vitest'
import { type LessonState, NONE_DUE, recommend, type WalkedWay } from './recommend'

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
const read = (looked: string[], isRead = true) => looked.map((section) => ({ section, isRead }))
const of = (looked: string[], answered: string[], mastery: ReturnType<typeof known>[] = []) =>
  recommend(LESSONS, read(looked), new Set(answered), mastery)

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

test('a glance begins no lesson: what was read or answered before is gone on with', () => {
  const glance = [...read(['pipe-1'], false), ...read(['fork-2'])]
  expect(recommend(LESSONS, glance, new Set(), [])).toMatchObject({ kind: 'continue', lesson: 'fork' })
  expect(recommend(LESSONS, read(['pipe-1'], false), new Set(), [])).toMatchObject({
    kind: 'next',
    lesson: 'fork',
  })
  // An answer begins one whatever the time.
  expect(recommend(LESSONS, read(['fork-1'], false), new Set(['copy.one']), [])).toMatchObject({
    kind: 'continue',
    section: 'fork-1',
  })
})

const step = (lesson: string | null, done: boolean, begun = done) => ({
  lesson,
  sections: lesson ? [`${lesson}-2`] : [],
  done,
  begun,
})
test('a way that is walked for a day is gone on along, whatever lesson was begun beside it, to its questions', () => {
  const along = (steps: WalkedWay['steps'], looked = ['fork-1']) =>
    recommend(LESSONS, read(looked), new Set(['fork.one']), [], {
      ways: [{ path: 'evening', isLastDay: false, steps }],
      reviews: NONE_DUE,
    })
  const plan = { kind: 'plan', path: 'evening' }
  expect(along([step('wait', false), step('pipe', false)])).toEqual({
    ...plan,
    at: 0,
    lesson: 'wait',
    section: null,
  })
  expect(along([step('wait', true), step('pipe', false, true)], ['pipe-1', 'pipe-2'])).toEqual({
    ...plan,
    at: 1,
    lesson: 'pipe',
    section: 'pipe-2',
  })
  expect(along([step('wait', true), step(null, false)])).toEqual({
    ...plan,
    at: 1,
    lesson: null,
    section: null,
  })
  expect(along([step('wait', true), step(null, true)])).toMatchObject({ kind: 'continue', lesson: 'fork' })
})

test('what is due for review comes before anything new, but not on the last day of a plan', () => {
  const due = { due: 3, cards: 1, daysLate: 9, isForPlan: false }
  const beside = (...ways: WalkedWay[]) => recommend(LESSONS, [], new Set(), [], { ways, reviews: due })
  const way = (path: string, isLastDay: boolean, done = false): WalkedWay => ({
    path,
    isLastDay,
    steps: [step('wait', done)],
  })
  expect(beside()).toEqual({ kind: 'review', ...due })
  expect(beside(way('week', false))).toEqual({ kind: 'review', ...due })
  expect(beside(way('evening', true))).toMatchObject({ kind: 'plan', path: 'evening' })
  // One that is walked to its end presses nobody.
  expect(beside(way('evening', true, true), way('week', false))).toEqual({ kind: 'review', ...due })
})

test('of two plans the next one is gone on along when the first is walked', () => {
  const way = (path: string, done: boolean): WalkedWay => ({
    path,
    isLastDay: false,
    steps: [step('wait', done)],
  })
  const ways = [way('evening', true), way('week', false)]
  expect(recommend(LESSONS, [], new Set(), [], { ways, reviews: NONE_DUE })).toMatchObject({
    kind: 'plan',
    path: 'week',
  })
})
