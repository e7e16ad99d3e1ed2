import { expect, test } from 'vitest'
import type { ItemOf, Placed } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { stateTrace } from './state-trace'

const both = (text: string) => ({ ko: text, en: text })
const named = (id: string) => ({ id, text: both(`text ${id}`) })
/** A runs, waits, runs; B is ready, runs, is ready. The first column is given. */
const item: ItemOf<'state-trace'> = {
  id: 'process-states.trace',
  section: 'states',
  lesson: 'process',
  kind: 'state-trace',
  stem: both('Who is what?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 4, partial: 'per-part' },
  program: null,
  rows: ['A', 'B'].map(named),
  columns: ['1', '2', '3'].map(named),
  states: ['r', 'w', 'y'].map(named),
  given: { 'A.1': 'r', 'B.1': 'y' },
  key: { placed: { 'A.2': 'w', 'A.3': 'r', 'B.2': 'r', 'B.3': 'y' } },
  slips: [
    {
      at: 'B.2',
      put: 'y',
      misconception: { id: 'states#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
}
const CELLS = ['A.2', 'A.3', 'B.2', 'B.3']
/** The cells in a word, row by row: `wrry` is right. */
const put = (word: string) => ({
  kind: 'state-trace' as const,
  placed: Object.fromEntries([...word].map((state, i) => [CELLS[i], state])) as Placed,
})
const earned = (word: string) => {
  const grade = score(item, put(word), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('an empty table, and one with a cell left, is no answer yet', () => {
  expect(['', 'wrr'].map((word) => validate(item, put(word)))).toEqual(Array(2).fill('unanswered'))
})

test('a state that is not there, and a cell that is given or not there, are ill-formed', () => {
  expect(validate(item, put('wrrz'))).toBe('ill-formed')
  for (const cell of ['A.1', 'A.4', 'C.2'])
    expect(validate(item, { kind: 'state-trace', placed: { ...put('wrry').placed, [cell]: 'r' } })).toBe(
      'ill-formed',
    )
})

test('each cell earns its share; what is given earns nothing', () => {
  expect(['wrry', 'wryy', 'rrrr', 'ryyr'].map(earned)).toEqual([4, 3, 2, 0])
})

test('a foreseen state names its misconception', () => {
  const grade = score(item, put('wryy'), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  expect(feedbackOf(item, grade, 'en').chosen[0]).toMatchObject({
    option: 'B.2',
    correct: false,
    misconception: { id: 'states#1' },
  })
})

test('a browser is told the table with what is given, and no more', () => {
  const seen = publicItem(item, 'en', 1)
  expect(seen).toMatchObject({
    given: item.given,
    columns: item.columns.map(({ id }) => ({ id, text: `text ${id}` })),
  })
  expect(JSON.stringify(seen)).not.toMatch(/secret|placed|slips|[AB]\.[23]/)
})

test('an answer reads row by row, what is given included', () => {
  expect(stateTrace.read(publicItem(item, 'en', 1), put('wrry'))).toEqual([
    'text A: text r, text w, text r',
    'text B: text y, text r, text y',
  ])
  expect(stateTrace.wrong(item, () => 0)).toEqual(put('wryy'))
})
