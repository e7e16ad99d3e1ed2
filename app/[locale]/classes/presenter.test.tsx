import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import type { LiveStep, Move } from '@/lib/classroom/live'
import { messages } from '@/lib/i18n/messages'
import { Presenter } from './presenter'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))
vi.mock('./actions', () => ({}))

const MOVES: Move[] = [
  { first: 'a', second: null, learners: 1 },
  { first: 'a', second: 'b', learners: 2 },
]
const OPTIONS = ['a', 'b'].map((id) => ({ id, text: id }))

/** The counts beside the options, and whether the picture of moves is there. */
function shownAt(step: LiveStep, moves: readonly Move[]) {
  const start = {
    id: 'q',
    itemId: 'i',
    step,
    own: [null, null],
    tally: { learners: 5, moves },
    right: null,
  } as const
  const { classes, live } = messages('en')
  const props = { classId: 'c', code: null, mayChange: false, start, options: OPTIONS, words: live }
  const html = renderToStaticMarkup(
    <Presenter {...props} labels={classes}>
      stem
    </Presenter>,
  )
  const [head] = /\d+ of \d+/.exec(html) ?? []
  const counts = [...html.matchAll(/class="number">(\d+)/g)].map(([, n]) => Number(n))
  return [head, counts, html.includes('live-flow')]
}

test('while the class answers only how many have is in front; how they did is once no answer is taken', () => {
  expect(shownAt('vote', MOVES.slice(0, 1))).toEqual(['1 of 5', [], false])
  expect(shownAt('talk', MOVES.slice(0, 1))).toEqual(['1 of 5', [1, 0], false])
  expect(shownAt('again', MOVES)).toEqual(['2 of 5', [], false])
  expect(shownAt('shown', MOVES)).toEqual(['2 of 5', [0, 2], true])
})
