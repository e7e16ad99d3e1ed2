import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answer } from '@/lib/quiz/item'
import { createKeeper, type KeepResult, type KeepState, type Unsent } from './exam-keeper'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const option = (id: string): Answer => ({ kind: 'choice', option: id })
const KEPT = { ok: true, endsAt: '2026-12-01T10:00:00Z' } as const

/** A keeper, what the server has got, what is on the device, and what was told. */
function keeping(answer: (itemId: string) => KeepResult | Promise<KeepResult>) {
  const server = new Map<string, Answer | null>()
  const device = new Map<string, Unsent>()
  const told: KeepState[] = []
  let refused = 0
  const keeper = createKeeper({
    keep: async (itemId, given) => {
      const said = await answer(itemId)
      if (said.ok) server.set(itemId, given)
      return said
    },
    write: (itemId, unsent) => (unsent ? device.set(itemId, unsent) : device.delete(itemId)),
    tell: (state) => told.push(state),
    until: () => {},
    refused: () => refused++,
    now: () => 7,
  })
  return { keeper, server, device, told, refused: () => refused }
}

test('each change is sent once it rests, the newest of an item alone, and is on the device until then', async () => {
  const { keeper, server, device, told } = keeping(() => KEPT)
  keeper.edit('one', option('a'))
  keeper.edit('one', option('b'))
  keeper.edit('two', option('c'))
  expect([...device]).toEqual([
    ['one', { answer: option('b'), at: 7 }],
    ['two', { answer: option('c'), at: 7 }],
  ])
  await vi.advanceTimersByTimeAsync(1_000)
  expect([...server]).toEqual([
    ['one', option('b')],
    ['two', option('c')],
  ])
  expect([device.size, told.at(-1)]).toEqual([0, 'kept'])
})

test('without a connection nothing is lost: it stays on the device and is sent when there is one', async () => {
  let isAway = true
  const { keeper, server, device, told } = keeping(() => {
    if (isAway) throw new TypeError('Failed to fetch')
    return KEPT
  })
  keeper.edit('one', option('a'))
  await vi.advanceTimersByTimeAsync(10_000)
  keeper.edit('two', null)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([server.size, device.size, told.at(-1)]).toEqual([0, 2, 'lost'])
  isAway = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect([...server]).toEqual([
    ['one', option('a')],
    ['two', null],
  ])
  expect([device.size, told.at(-1)]).toEqual([0, 'kept'])
})

test('what is written while an answer is on its way is sent after it', async () => {
  let let1: (said: KeepResult) => void = () => {}
  let asked = 0
  const { keeper, server, device } = keeping(() =>
    ++asked === 1 ? new Promise<KeepResult>((resolve) => (let1 = resolve)) : KEPT,
  )
  keeper.edit('one', option('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  keeper.edit('one', option('b'))
  let1(KEPT)
  await keeper.flush()
  expect([asked, server.get('one'), device.size]).toEqual([2, option('b'), 0])
})

test('one that the server takes no more is not sent again', async () => {
  const { keeper, server, device, told, refused } = keeping(() => ({ ok: false, code: 'exam-over' }))
  keeper.edit('one', option('a'))
  await vi.advanceTimersByTimeAsync(20_000)
  expect([server.size, device.size, told.at(-1), refused()]).toEqual([0, 0, 'refused', 1])
})
