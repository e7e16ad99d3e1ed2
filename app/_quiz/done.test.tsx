import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { messages } from '@/lib/i18n/messages'
import type { PublicItem } from '@/lib/quiz/item'
import { Done } from './done'
import type { ItemState } from './use-quiz'

const items = ['a.one', 'a.two'].map((id) => ({ id }) as PublicItem)
const state = (first: boolean | null, answered: boolean) =>
  ({ first, answered: answered ? { state: 'scored', earned: 0, total: 1 } : null }) as unknown as ItemState

const told = (one: ItemState, two: ItemState) =>
  renderToStaticMarkup(
    <Done
      items={items}
      state={{ 'a.one': one, 'a.two': two }}
      title="All answered"
      labels={messages('en').quiz}
    />,
  )

test('who tries again, or is about to, keeps the count of first answers', () => {
  expect(told(state(true, true), state(false, true))).toContain('1 of 2 right at the first answer.')
  // Both stand open again, or were answered wrongly the second time.
  expect(told(state(true, false), state(true, true))).toContain('2 of 2 right at the first answer.')
})

test('nothing is said while a question has no answer', () => {
  expect(told(state(true, true), state(null, false))).toBe('')
})
