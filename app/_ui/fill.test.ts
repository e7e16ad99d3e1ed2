import { expect, test } from 'vitest'
import { messages } from '@/lib/i18n/messages'
import { fill } from './fill'

test('values are put in, and a number has the word that fits it', () => {
  expect(fill('{n} of {total}', { n: 1, total: 7 })).toBe('1 of 7')
  const learners = (n: number | string) => fill('{n} {n|learner|learners}', { n })
  expect([learners(0), learners(1), learners('1'), learners(30)]).toEqual([
    '0 learners',
    '1 learner',
    '1 learner',
    '30 learners',
  ])
  expect(fill('{a}{missing}', { a: 'x' })).toBe('x')
})

test('a class speaks of its learners as people do', () => {
  const say = (locale: 'ko' | 'en', n: number) => fill(messages(locale).classes.people, { n })
  expect([say('en', 1), say('en', 30), say('ko', 1), say('ko', 30)]).toEqual([
    '1 learner',
    '30 learners',
    '학습자 1명',
    '학습자 30명',
  ])
})

test('no English message counts "1 things", "thing(s)" or "things: 1"', () => {
  const wrong = texts(messages('en')).filter((text) => /\(s\)|\w+s: \{\w+\}|\b1 (?:\w+ )?\w+s\b/.test(text))
  expect(wrong).toEqual([])
})

function texts(area: object): string[] {
  return Object.values(area).flatMap((leaf): string[] => {
    if (typeof leaf === 'string') return [leaf]
    if (typeof leaf === 'function') return [String(leaf(1, 1))]
    return texts(leaf)
  })
}
