import { expect, test } from 'vitest'
import type { Replayed } from '../grade'
import type { OutcomePredicate, ScheduleItem } from '../item'
import { publicItem } from '../publish'
import { replayRequest, score, validate } from '../score'

const both = (text: string) => ({ ko: text, en: text })
const ANY: OutcomePredicate = { stdout: null, status: null, deadlock: null }
const item = (outcome: Partial<OutcomePredicate>): ScheduleItem => ({
  id: 'race.lose',
  section: 'race',
  lesson: 'threads',
  kind: 'schedule',
  stem: both('Make it print 1.'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 1, partial: 'whole' },
  program: { file: 'race.c', source: 'source', config: { cores: 2 } },
  key: { outcome: { ...ANY, ...outcome }, witness: 'secret witness', maxSteps: 500 },
  slips: [
    { stdout: '2\n', misconception: null, feedback: both('secret: both increments survived'), scene: null },
  ],
})
const answer = (schedule: string) => ({ kind: 'schedule' as const, schedule })
const ends = (stdout: string, status = 0, deadlock = false): Replayed => ({
  state: 'finished',
  stdout,
  status,
  deadlock,
})
const grade = (outcome: Partial<OutcomePredicate>, replayed: Replayed | null) =>
  score(item(outcome), answer('v1 0011'), replayed)

test('an empty schedule is no answer', () =>
  expect(validate({ kind: 'schedule' }, answer(' '))).toBe('unanswered'))

test('control characters, Hangul or too many characters are no schedule', () => {
  const asked = { kind: 'schedule' as const }
  expect(['\u0000', '가', '0'.repeat(10_001)].map((s) => validate(asked, answer(s)))).toEqual([
    ...Array(2).fill('ill-formed'),
    'too-long',
  ])
})

test('what the engine cannot read as a schedule is ill-formed, not wrong', () => {
  expect(grade({ stdout: '1\n' }, { state: 'refused' })).toEqual({
    state: 'invalid',
    why: 'ill-formed',
  })
})

test('a replay over its budget is unfinished, never right', () => {
  expect(grade({}, { state: 'unfinished' })).toEqual({ state: 'unfinished', total: 1 })
})

test('the very triple and budget of the item are replayed', () => {
  const asked = { source: 'source', config: { cores: 2 }, schedule: 'v1 0011', maxSteps: 500 }
  expect(replayRequest(item({ stdout: '1\n' }), answer('v1 0011'))).toEqual(asked)
  expect(replayRequest(item({}), answer(''))).toBeNull()
})

test('the wanted output earns the point, any other does not', () => {
  expect(grade({ stdout: '1\n' }, ends('1\n'))).toMatchObject({ earned: 1, total: 1 })
  expect(grade({ stdout: '1\n' }, ends('2\n'))).toMatchObject({
    earned: 0,
    chosen: [{ feedback: { en: 'secret: both increments survived' } }],
  })
  expect(grade({ stdout: '1\n' }, ends('1'))).toMatchObject({ earned: 0 })
})

test('status and deadlock can be asked for too', () => {
  expect(grade({ deadlock: true }, ends('', 125, true))).toMatchObject({ earned: 1 })
  expect(grade({ deadlock: true }, ends('', 0, false))).toMatchObject({ earned: 0 })
  expect(grade({ status: 139 }, ends('', 139))).toMatchObject({ earned: 1 })
  expect(grade({ status: 139, stdout: 'x' }, ends('', 139))).toMatchObject({ earned: 0 })
})

test('a browser is not told a schedule that works, nor the predicate', () => {
  expect(JSON.stringify(publicItem(item({ stdout: 'secret output' }), 'en', 1))).not.toMatch(
    /secret|witness|outcome|maxSteps/,
  )
})
