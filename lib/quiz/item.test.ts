import { expect, test } from 'vitest'
import { canonicalJson, hashText } from './hash'
import { type ChoiceItem, conceptOf } from './item'
import { shuffled } from './order'
import { itemHash, publicItem, shownHash } from './publish'

const both = (text: string) => ({ ko: text, en: text })
const item = (right: string, rest: Partial<ChoiceItem> = {}): ChoiceItem => ({
  id: 'fork.returns',
  section: 's',
  lesson: 'l',
  kind: 'choice',
  stem: both('stem'),
  hint: null,
  explanation: both('why'),
  rubric: { points: 1, partial: 'whole' },
  program: { file: 'a.c', source: 'int main(void) { }', config: { cores: 1 } },
  options: ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    text: both(id),
    correct: id === right,
    misconception: null,
    feedback: null,
    scene: null,
  })),
  ...rest,
})

test('FNV-1a gives the published values', () => {
  // From the table of the IETF draft: '' is the offset basis, 'a' and 'foobar' follow.
  expect(['', 'a', 'foobar'].map(hashText)).toEqual([
    'cbf29ce484222325',
    'af63dc4c8601ec8c',
    '85944171f73967e8',
  ])
})

test('equal values have equal JSON, however they were written down', () => {
  expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: null })).toBe(
    canonicalJson({ a: null, b: [{ x: 2, y: 1 }] }),
  )
})

test('the item hash follows key, rubric, options, program and config, and no prose', () => {
  const hash = itemHash(item('a'))
  expect(itemHash(item('b'))).not.toBe(hash)
  expect(itemHash(item('a', { rubric: { points: 2, partial: 'whole' } }))).not.toBe(hash)
  expect(itemHash(item('a', { options: item('a').options.slice(1) }))).not.toBe(hash)
  expect(itemHash(item('a', { program: { ...item('a').program!, source: 'int x;' } }))).not.toBe(hash)
  expect(itemHash(item('a', { program: { ...item('a').program!, config: { cores: 2 } } }))).not.toBe(hash)
  expect(itemHash(item('a', { stem: both('other'), explanation: both('other'), lesson: 'other' }))).toBe(hash)
})

test('what a browser gets is no oracle for the key', () => {
  expect(['b', 'c', 'd'].map((right) => shownHash(item(right)))).toEqual(Array(3).fill(shownHash(item('a'))))
  expect(publicItem(item('a'), 'en', 1).hash).not.toBe(itemHash(item('a')))
})

test('one seed, one order; over many seeds every option stands everywhere', () => {
  const order = (seed: number) =>
    publicItem(item('a'), 'en', seed)
      .options.map((o) => o.id)
      .join('')
  expect(order(5)).toBe(order(5))
  const first = Array.from({ length: 400 }, (_, seed) => order(seed)[0])
  // 100 expected of each; 60 is beyond 4.6 standard deviations.
  for (const id of 'abcd') expect(first.filter((f) => f === id).length).toBeGreaterThan(60)
})

test('a shuffle loses nothing and leaves its input alone', () => {
  const entries = [1, 2, 3, 4, 5]
  expect([...shuffled(entries, 9, 'x')].sort()).toEqual([1, 2, 3, 4, 5])
  expect(entries).toEqual([1, 2, 3, 4, 5])
})

test('the concept is what stands before the dot', () => expect(conceptOf('fork.returns')).toBe('fork'))

test('another witness of the same outcome is the same item', () => {
  const hash = (witness: string, stdout: string) =>
    itemHash({
      ...item('a'),
      kind: 'schedule',
      program: item('a').program!,
      key: { outcome: { stdout, status: null, deadlock: null }, witness, maxSteps: 10 },
      slips: [],
    })
  expect(hash('A1', '1')).toBe(hash('B1', '1'))
  expect(hash('A1', '1')).not.toBe(hash('A1', '2'))
})
