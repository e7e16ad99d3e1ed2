import { expect, test } from 'vitest'
import type { Workshop } from '../build'
import type { ItemOf } from '../item'
import { itemHash, publicItem, shownHash } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { possibleOutputs } from './possible-outputs'

type PossibleItem = ItemOf<'possible-outputs'>

const both = (text: string) => ({ ko: text, en: text })
const nothing = { misconception: null, feedback: null, scene: null }
const belief = {
  misconception: { id: 'race#4', name: both('secret belief') },
  feedback: both('secret: never'),
  scene: null,
}
const option = (id: string, text: string, correct: boolean) => ({
  id,
  text: both(text),
  correct,
  ...(correct ? nothing : belief),
})
const item: PossibleItem = {
  id: 'race.values',
  section: 's',
  lesson: 'l',
  kind: 'possible-outputs',
  stem: both('Which can it print?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 2, partial: 'per-option' },
  program: { file: 'race.c', source: 'source', config: { cores: 1 } },
  options: [option('a', '0', false), option('b', '1', true), option('c', '2', true), option('d', '3', false)],
  key: { orders: 6, witnesses: { b: 'secret to 1', c: 'secret to 2' } },
}
const answer = (ids: string) => ({ kind: 'possible-outputs' as const, options: [...ids] })
const earned = (ids: string) => {
  const grade = score(item, answer(ids), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('nothing chosen is no answer, and an unknown output or one named twice is ill-formed', () => {
  expect(['', 'bz', 'bb', 'b'].map((ids) => validate(item, answer(ids)))).toEqual([
    'unanswered',
    'ill-formed',
    'ill-formed',
    null,
  ])
  expect(validate(item, { kind: 'multi', options: ['b'] })).toBe('ill-formed')
})

test('every possible output and no other earns every point, in any order; an impossible one undoes a possible one', () => {
  expect(['bc', 'cb', 'b', 'ba', 'bca', 'abcd', 'ad'].map(earned)).toEqual([2, 2, 1, 0, 1, 0, 0])
})

test('who chose what no order prints is told the belief behind it', () => {
  const grade = score(item, answer('bd'), null)
  expect(grade).toMatchObject({
    chosen: [
      { option: 'b', correct: true, misconception: null },
      { option: 'd', correct: false, misconception: { id: 'race#4' }, feedback: both('secret: never') },
    ],
  })
})

test('afterwards it is told how many orders there are, and one for each possible output', () => {
  const grade = score(item, answer('b'), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  expect(feedbackOf(item, grade, 'en').key).toEqual({
    kind: 'possible-outputs',
    options: ['b', 'c'],
    orders: 6,
    schedules: { b: 'secret to 1', c: 'secret to 2' },
  })
})

test('the right answer earns every point, a made-up wrong one does not, and chance is a share', () => {
  expect(score(item, possibleOutputs.right(item), null)).toMatchObject({ earned: 2 })
  for (const roll of [0, 0.5, 0.9]) {
    const wrong = possibleOutputs.wrong(item, () => roll)
    if (!wrong) throw new Error('there is a wrong answer')
    expect(validate(item, wrong)).toBeNull()
    expect(score(item, wrong, null)).not.toMatchObject({ earned: 2 })
  }
  expect(possibleOutputs.chance(item)).toBeGreaterThan(0)
  expect(possibleOutputs.chance(item)).toBeLessThan(0.5)
})

test('a browser is told the outputs, and nothing of which are possible', () => {
  const seen = publicItem(item, 'en', 1)
  expect(Object.keys(seen)).toEqual([
    'id',
    'hash',
    'seed',
    'locale',
    'section',
    'lesson',
    'kind',
    'stem',
    'program',
    'options',
    'points',
    'hasHint',
  ])
  expect(seen.options.map((one) => Object.keys(one))).toEqual(Array(4).fill(['id', 'text']))
  expect(JSON.stringify(seen)).not.toMatch(/secret|correct|orders|witness|schedule|per-option/)
})

test('another order that prints the same makes no other item; another key does', () => {
  const other = { ...item, key: { orders: 7, witnesses: { b: 'another', c: 'way' } } }
  expect(itemHash(other)).toBe(itemHash(item))
  const changed = { ...item, options: item.options.map((o) => (o.id === 'a' ? { ...o, correct: true } : o)) }
  expect(itemHash(changed)).not.toBe(itemHash(item))
  expect(shownHash(changed)).toBe(shownHash(item))
})

const end = (stdout: string, schedule: string, switches: number) => ({ stdout, schedule, switches })
const found = {
  complete: true,
  executions: 6,
  outcomes: [end('1\n', 'long', 4), end('1\n', 'short', 2), end('2\n', 'one', 1)],
  deadlocks: [end('3\n', 'stuck', 3)],
}
const written = (options: object[]) =>
  ({
    program: { file: 'race.c', cores: 1, policy: 'rr', seed: 0 },
    options,
  }) as unknown as Parameters<NonNullable<typeof possibleOutputs.file>['build']>[1]

function built(orders: object, options: object[]) {
  const complaints: string[] = []
  const shop = {
    id: 'race.values',
    replayer: { orders: () => orders },
    program: () => item.program,
    remedy: (_path: unknown, { misconception }: { misconception?: string }) =>
      misconception ? belief : nothing,
    complain: (_path: unknown, message: string) => complaints.push(message),
  } as unknown as Workshop
  return { item: possibleOutputs.file?.build(shop, written(options)), complaints }
}

test('the key is what the explorer found, of the orders with the fewest switches; stuck ones count', () => {
  const { item: made, complaints } = built(found, [
    { id: 'a', stdout: '1' },
    { id: 'b', stdout: '0', misconception: 'race#4' },
    { id: 'c', stdout: '3' },
  ])
  expect(complaints).toEqual([])
  expect(made).toMatchObject({
    options: [{ correct: true }, { correct: false }, { correct: true }],
    key: { orders: 6, witnesses: { a: 'short', c: 'stuck' } },
    partial: 'per-option',
  })
})

test('no belief leads to what can be printed, and of what was not looked at to the end nothing is said', () => {
  expect(built(found, [{ id: 'a', stdout: '2', misconception: 'race#4' }]).complaints).toEqual([
    'some order of race.c prints this: it is no misconception',
  ])
  const many = 'race.c has too many orders to say of any output that it is impossible'
  expect(built({ ...found, complete: false }, []).complaints).toEqual([many])
  expect(built({ ...found, executions: null }, []).complaints).toEqual([many])
})
