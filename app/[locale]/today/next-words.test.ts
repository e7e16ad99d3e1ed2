import { expect, test } from 'vitest'
import { messages } from '@/lib/i18n/messages'
import type { Walked } from '../paths/walked'
import type { NextUp } from './next'
import { nextWords } from './next-words'

const { today } = messages('en')

/** A way to be walked until a day, with only questions left. */
function way(id: string, until: number | null): Walked {
  const path = { id, title: { en: id, ko: id }, steps: [], practice: { cards: ['one'] } }
  return { path, until, states: [], left: 1, days: until, today: null } as unknown as Walked
}

function leadAlong(id: string, walked: readonly Walked[]): string {
  const step = { kind: 'plan', path: id, at: 0, lesson: null, section: null }
  const place = { lesson: null, section: null, passage: 0, path: id }
  const next = { step, place, after: null, time: null, through: 0 } as unknown as NextUp
  return nextWords(next, 0, walked, 'en').lead
}

test('a plan is the one with the earlier date only where another has a later one', () => {
  const [early, late] = [way('early', 30_000), way('late', 30_009)]
  expect(leadAlong('early', [early, late])).toContain(today.planOfSome)
  expect(leadAlong('late', [early, late])).toContain(today.planLead)
  expect(leadAlong('early', [early, way('free', null)])).toContain(today.planLead)
})

test('reviews that only a plan asks for are not said to be about to be forgotten', () => {
  const lead = (isForPlan: boolean, daysLate = 0) => {
    const step = { kind: 'review', due: 1, cards: 0, daysLate, isForPlan }
    return nextWords({ step, after: null, time: null } as unknown as NextUp, 1, [], 'en').lead
  }
  expect(lead(true)).toBe(today.reviewForPlan)
  expect(lead(false)).toBe(today.reviewLead)
  expect(lead(false, 2)).toBe(today.reviewLate(2))
})
