import { expect, test } from 'vitest'
import type { AnswerOption, ChoiceItem } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'

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
