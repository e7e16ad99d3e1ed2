import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answer } from '@/lib/quiz/item'
import {
  createKeeper,
  draftKey,
  type KeepResult,
  type KeepState,
  serverClock,
  type Unsent,
} from './exam-keeper'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const option = (id: string): Answer => ({ kind: 'choice', option: id })
const KEPT = { ok: true, endsAt: '2026-12-01T10:00:00Z', now: '2026-12-01T09:00:00Z' } as const

/** A keeper, what the server has got, what is on the device, and what was told. */
function keeping(answer: (itemId: string) => KeepResult | Promise<KeepResult>) {
  const server = new Map<string, Answer | null>()
  const device = new Map<string, Unsent>()
  const told: KeepState[] = []
  const heard: string[][] = []
  let refused = 0
  let clock = 7
  const keeper = createKeeper({
    keep: async (itemId, given) => {
      const said = await answer(itemId)
      if (said.ok) server.set(itemId, given)
      return said
    },
    write: (itemId, unsent) => (unsent ? device.set(itemId, unsent) : device.delete(itemId)),
    tell: (state) => told.push(state),
    until: (...said) => heard.push(said),
    refused: () => refused++,
    now: () => clock,
  })
  const setClock = (now: number) => {
    clock = now
  }
  return { keeper, server, device, told, heard, setClock, refused: () => refused }
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
  let let2: (said: KeepResult) => void = () => {}
  const { keeper, server, device, setClock, heard } = keeping(() =>
    ++asked === 1
      ? new Promise<KeepResult>((resolve) => (let1 = resolve))
      : new Promise<KeepResult>((resolve) => (let2 = resolve)),
  )
  keeper.edit('one', option('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  keeper.edit('one', option('b'))
  setClock(9)
  let1(KEPT)
  await vi.advanceTimersByTimeAsync(0)
  // It is newer than what the server has by now, also by the clock that was heard with that.
  expect(device.get('one')).toEqual({ answer: option('b'), at: 9 })
  expect(heard).toEqual([[KEPT.endsAt, KEPT.now]])
  let2(KEPT)
  await keeper.flush()
  expect([asked, server.get('one'), device.size]).toEqual([2, option('b'), 0])
})

test('what is not sent is known, so that nothing is handed in without it', async () => {
  let isAway = true
  const { keeper } = keeping(() => (isAway ? { ok: false, code: 'rate-limited' } : KEPT))
  expect(keeper.isKept()).toBe(true)
  keeper.edit('one', option('a'))
  await keeper.flush()
  expect(keeper.isKept()).toBe(false)
  isAway = false
  await keeper.flush()
  expect(keeper.isKept()).toBe(true)
})

test('who is signed out meanwhile loses nothing: it is tried again', async () => {
  let isOut = true
  const { keeper, server, device, told, refused } = keeping(() =>
    isOut ? { ok: false, code: 'signed-out' } : KEPT,
  )
  keeper.edit('one', option('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect([device.size, told.at(-1), refused()]).toEqual([1, 'lost', 0])
  isOut = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect([server.get('one'), device.size, told.at(-1)]).toEqual([option('a'), 0, 'kept'])
})

test('after one that is refused the others go on, and that it was refused stays said until it is changed', async () => {
  let isIll = true
  const { keeper, server, device, told } = keeping((itemId) =>
    itemId === 'one' && isIll ? { ok: false, code: 'exam-answer-ill-formed' } : KEPT,
  )
  keeper.edit('one', option('a'))
  keeper.edit('two', option('b'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect([[...server.keys()], device.size, told.at(-1)]).toEqual([['two'], 0, 'refused'])
  isIll = false
  keeper.edit('one', option('c'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect([server.get('one'), told.at(-1)]).toEqual([option('c'), 'kept'])
})

test('what is flushed while the page goes is sent', async () => {
  const { keeper, server } = keeping(() => KEPT)
  keeper.edit('one', option('a'))
  keeper.leave()
  await vi.advanceTimersByTimeAsync(0)
  expect(server.get('one')).toEqual(option('a'))
})

test('a page that is gone does not try again', async () => {
  let asked = 0
  const { keeper, device } = keeping(() => {
    asked++
    throw new TypeError('Failed to fetch')
  })
  keeper.edit('one', option('a'))
  keeper.leave()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked, device.size]).toEqual([1, 1])
})

test('a page that was long on its way learns the server’s clock with the next answer, and never one that is behind', () => {
  vi.setSystemTime(100_000)
  const at = (ms: number) => new Date(ms).toISOString()
  // Made 8 s before it was there; both clocks agree.
  const clock = serverClock(at(92_000))
  expect([clock.now(), clock.here(at(200_000))]).toEqual([92_000, 208_000])
  clock.hear(at(99_950))
  expect([clock.now(), clock.here(at(200_000))]).toEqual([99_950, 200_050])
  clock.hear(at(95_000))
  expect(clock.now()).toBe(99_950)
})

test('what is left on a device is of one person, one exam and one item', () => {
  const keys = [
    draftKey('me', 'exam', 'item'),
    draftKey('you', 'exam', 'item'),
    draftKey('me', 'other', 'item'),
  ]
  expect(new Set([...keys, draftKey('me', 'exam', 'other')]).size).toBe(4)
})

test('one that the server takes no more is not sent again', async () => {
  const { keeper, server, device, told, refused } = keeping(() => ({ ok: false, code: 'exam-over' }))
  keeper.edit('one', option('a'))
  await vi.advanceTimersByTimeAsync(20_000)
  expect([server.size, device.size, told.at(-1), refused()]).toEqual([0, 0, 'refused', 1])
})
