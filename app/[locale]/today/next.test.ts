import { expect, test } from 'vitest'
import { stemId } from '@/app/_quiz/stem-id'
import { catalog } from '@/lib/content/catalog'
import { learningPath } from '@/lib/content/path'
import { messages } from '@/lib/i18n/messages'
import { walkedWays } from '../paths/walked'
import { NO_REVIEWS } from '../review/own-reviews'
import { nextUp } from './next'
import { nextWords } from './next-words'

const path = learningPath('one-evening')!
const [first = '', second = ''] = path.steps[0]?.itemIds ?? []

/** What comes next on a way without a date for who has answered some of its questions. */
function afterAnswering(...ids: string[]) {
  const results = ids.map((itemId) => ({ itemId, newestEarned: 1, newestTotal: 1, rating: null }))
  const footing = { sections: [], results }
  const walked = walkedWays([{ path: path.id, until: null }], footing)
  const next = nextUp({ ...footing, mastery: [], reviews: NO_REVIEWS }, walked)
  return { next, words: nextWords(next, 0, walked, 'en') }
}

test('a way without a date leads who has chosen nothing else, and nobody who is elsewhere', () => {
  expect(afterAnswering().next.step).toMatchObject({ kind: 'plan', path: path.id, at: 0 })
  const asked = new Set(path.steps.flatMap(({ itemIds }) => itemIds))
  const elsewhere =
    catalog().lessons.flatMap(({ itemIds }) => itemIds.filter((id) => !asked.has(id)))[0] ?? ''
  expect(afterAnswering(elsewhere).next.step.kind).toBe('next')
})

test('a way without a date leads once it is begun, and goes on at the first question that is open', () => {
  const { next, words } = afterAnswering(first)
  expect(next.step).toMatchObject({ kind: 'plan', path: path.id, at: 0 })
  expect(next.place).toMatchObject({ lesson: path.steps[0]?.lesson, path: path.id, section: stemId(second) })
  expect(words.lead).toContain(messages('en').today.planBegun(1, path.steps[0]?.itemIds.length ?? 0))
  expect(words.href).toContain(`#${stemId(second)}`)
})
