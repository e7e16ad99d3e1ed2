import { expect, test } from 'vitest'
import type { ItemOf } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { numberOf, numeric } from './numeric'

const both = (text: string) => ({ ko: text, en: text })
const unit = (id: string, factor: number) => ({ id, text: both(`unit ${id}`), factor })
const item = (rest: Partial<ItemOf<'numeric'>> = {}): ItemOf<'numeric'> => ({
  id: 'scheduling.wait',
  section: 'wait',
  lesson: 'scheduling',
  kind: 'numeric',
  stem: both('How long on average?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 2, partial: 'whole' },
  program: null,
  key: { value: 17 },
  tolerance: 0,
  units: [],
  slips: [
    {
      value: 27,
      misconception: { id: 'wait#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
  ...rest,
})
const UNITS = { units: [unit('a', 1), unit('b', 1000)] }
const answer = (typed: string, of: string | null = null) => ({ kind: 'numeric' as const, typed, unit: of })
const earned = (it: ItemOf<'numeric'>, typed: string, of: string | null = null) => {
  const grade = score(it, answer(typed, of), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('an empty field, and a number without its unit, is no answer', () => {
  expect(validate(item(), answer(' '))).toBe('unanswered')
  expect(validate(item(UNITS), answer('17'))).toBe('unanswered')
})

test('what is no number, has no such unit or is too long cannot be scored', () => {
  expect(
    ['seventeen', '1.2.3', '1,7', '17ms', '--1', '0x', '.'].map((typed) => validate(item(), answer(typed))),
  ).toEqual(Array(7).fill('ill-formed'))
  expect(validate(item(), answer('17', 'a'))).toBe('ill-formed')
  expect(validate(item(UNITS), answer('17', 'z'))).toBe('ill-formed')
  expect(validate(item(), answer('1'.repeat(41)))).toBe('too-long')
})

test('a number is read however people write it', () => {
  expect(
    ['17', '+17', ' 17.0 ', '１７', '0x11', '-3', '−3', '4,096', '.5', '12,345.5'].map((typed) =>
      numberOf(typed),
    ),
  ).toEqual([17, 17, 17, 17, 17, -3, -3, 4096, 0.5, 12345.5])
})

test('the number earns every point, another one none', () => {
  expect(['17', '17.0', '16.9', '27'].map((typed) => earned(item(), typed))).toEqual([2, 2, 0, 0])
})

test('within the tolerance it is right, beyond it is not', () => {
  const near = item({ tolerance: 0.1 })
  expect(['16.9', '17.1', '16.89', '17.11'].map((typed) => earned(near, typed))).toEqual([2, 2, 0, 0])
})

test('in another unit it is the same number', () => {
  expect(earned(item(UNITS), '17', 'a')).toBe(2)
  expect(earned(item(UNITS), '0.017', 'b')).toBe(2)
  expect(earned(item(UNITS), '17', 'b')).toBe(0)
})

test('a foreseen number names its misconception, in whatever unit', () => {
  const named = (typed: string, of: string | null, it = item()) => {
    const grade = score(it, answer(typed, of), null)
    if (grade.state !== 'scored') throw new Error(grade.state)
    return feedbackOf(it, grade, 'en').chosen[0]?.misconception?.id ?? null
  }
  expect(named('27', null)).toBe('wait#1')
  expect(named('0.027', 'b', item(UNITS))).toBe('wait#1')
  expect(named('28', null)).toBe(null)
})

test('the key comes in the first unit', () => {
  const grade = score(item(UNITS), answer('1', 'a'), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  expect(feedbackOf(item(UNITS), grade, 'en').key).toEqual({ kind: 'numeric', value: 17, unit: 'a' })
  expect(numeric.reveal(item(), 'en')).toEqual({ kind: 'numeric', value: 17, unit: null })
})

test('a browser is told the tolerance and the units, and no more', () => {
  const seen = publicItem(item({ ...UNITS, tolerance: 0.5 }), 'en', 1)
  expect(seen).toMatchObject({
    tolerance: 0.5,
    units: [
      { id: 'a', text: 'unit a' },
      { id: 'b', text: 'unit b' },
    ],
  })
  expect(JSON.stringify(seen)).not.toMatch(/secret|17|27|1000|slips/)
})

test('right and wrong on purpose', () => {
  expect(numeric.right(item(UNITS))).toEqual(answer('17', 'a'))
  expect(numeric.wrong(item(), () => 0)).toEqual(answer('27'))
})
