import { expect, test } from 'vitest'
import type { Workshop } from '../build'
import type { AnswerOption, ChoiceItem } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { choice } from './choice'

const both = (text: string) => ({ ko: `${text} 한국어`, en: text })
const option = (id: string, rest: Partial<AnswerOption> = {}): AnswerOption => ({
  id,
  text: both(id),
  correct: false,
  misconception: null,
  feedback: null,
  scene: null,
  ...rest,
})
const item: ChoiceItem = {
  id: 'fork.returns',
  section: 'fork-twice',
  lesson: 'fork',
  kind: 'choice',
  stem: both('How often does fork return?'),
  hint: both('secret hint'),
  explanation: both('secret explanation'),
  rubric: { points: 2, partial: 'whole' },
  program: null,
  options: [
    option('a', { correct: true, feedback: both('secret praise') }),
    option('b', {
      misconception: { id: 'fork#1', name: both('secret model') },
      feedback: both('secret reason'),
    }),
    option('c'),
  ],
}
const answer = (id: string) => ({ kind: 'choice' as const, option: id })

test('no option is no answer', () => {
  expect(validate(item, answer(''))).toBe('unanswered')
  expect(score(item, answer(''), null)).toEqual({ state: 'invalid', why: 'unanswered' })
})

test('an option of another item, and an answer of another kind, are ill-formed', () => {
  expect(validate(item, answer('z'))).toBe('ill-formed')
  expect(validate(item, { kind: 'predict', stdout: 'a' })).toBe('ill-formed')
  expect(score(item, answer('z'), null)).toEqual({ state: 'invalid', why: 'ill-formed' })
})

test('the right option earns every point', () => {
  expect(score(item, answer('a'), null)).toMatchObject({ state: 'scored', earned: 2, total: 2 })
})

test('a distractor earns nothing and names its misconception', () => {
  const grade = score(item, answer('b'), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  expect(grade).toMatchObject({ earned: 0, total: 2 })
  expect(feedbackOf(item, grade, 'en')).toEqual({
    state: 'scored',
    correct: false,
    earned: 0,
    total: 2,
    chosen: [
      {
        option: 'b',
        correct: false,
        stdout: null,
        misconception: { id: 'fork#1', name: 'secret model' },
        feedback: 'secret reason',
        scene: null,
      },
    ],
    key: { kind: 'choice', options: ['a'] },
    explanation: 'secret explanation',
  })
})

test('a browser is told this much of a choice and no more', () => {
  const seen = publicItem(item, 'ko', 7)
  expect({ ...seen, options: [...seen.options].sort((x, y) => (x.id < y.id ? -1 : 1)) }).toEqual({
    id: 'fork.returns',
    hash: '0fc48a711b73588b',
    seed: 7,
    locale: 'ko',
    section: 'fork-twice',
    lesson: 'fork',
    kind: 'choice',
    stem: 'How often does fork return? 한국어',
    program: null,
    points: 2,
    hasHint: true,
    options: [
      { id: 'a', text: 'a 한국어' },
      { id: 'b', text: 'b 한국어' },
      { id: 'c', text: 'c 한국어' },
    ],
  })
  expect(JSON.stringify(seen)).not.toMatch(/secret|correct|misconception/)
})

const ORDERS = { complete: true, outcomes: [{}], deadlocks: [], races: [], endless: null }

/** What the build makes of a question that all orders of a program decide. */
function decided(of: string, orders: object, says: readonly (string | undefined)[], rest: object = {}) {
  const complaints: string[] = []
  const shop = {
    id: 'deadlock.will-it',
    replayer: { orders: () => ({ ...ORDERS, ...orders }) },
    program: () => ({ file: 'it.c', source: '', config: {} }),
    remedy: () => ({ misconception: null, feedback: null, scene: null }),
    complain: (_path: unknown, message: string) => complaints.push(message),
  } as unknown as Workshop
  const options = says.map((one, i) => ({
    id: 'abcd'[i],
    text: both('it'),
    correct: false,
    says: one,
    ...rest,
  }))
  const written = { program: { file: 'it.c' }, of, options } as unknown as Parameters<
    NonNullable<typeof choice.file>['build']
  >[1]
  const made = choice.file?.build(shop, written)
  return { right: made?.options.filter(({ correct }) => correct).map(({ id }) => id), complaints }
}

test.each([
  ['deadlock', {}, 'never'],
  ['deadlock', { deadlocks: [{}] }, 'some'],
  ['deadlock', { deadlocks: [{}], endless: '1.rr' }, 'some'],
  ['deadlock', { deadlocks: [{}], outcomes: [] }, 'every'],
  ['race', {}, 'never'],
  ['race', { races: [{}] }, 'some'],
  ['endless', {}, 'never'],
  ['endless', { endless: '1.rr' }, 'some'],
  ['endless', { endless: '1.rr', outcomes: [] }, 'every'],
])('whether there is a %s is decided by all orders of the program: %o, so %s', (of, orders, verdict) => {
  const says = ['never', 'some', 'every']
  expect(decided(of, orders, [...says, undefined])).toEqual({
    right: ['abc'[says.indexOf(verdict)]],
    complaints: [],
  })
})

test('what all orders decide is not written, is said by one option, and only where all were looked at', () => {
  expect(decided('race', {}, ['never', 'some', 'every'], { correct: true }).complaints).toEqual([
    'all orders of it.c decide what is right: it is not written',
  ])
  expect(decided('race', {}, ['some', 'every', undefined]).complaints).toEqual([
    'what is so in it.c (never) is said by 0 options, not by one',
  ])
  expect(decided('race', { complete: false }, ['never', 'some', 'every']).complaints).toEqual([
    'it.c has too many orders to look at them all',
  ])
})
