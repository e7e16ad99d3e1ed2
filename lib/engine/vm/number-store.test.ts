import { expect, test } from 'vitest'
import { createNumberStore, keepNumbers, roomFor } from './number-store'

test('lists of all lengths keep their numbers beside one another', () => {
  const store = createNumberStore()
  const lists = Array.from({ length: 300 }, (_, n) => {
    const count = n % 50 === 0 ? 3000 * (n / 50) : n % 7
    const room = roomFor(store, count)
    expect([...room].every((one) => one === 0)).toBe(true)
    return room.fill(n + 1)
  })
  const copies = lists.map((list) => keepNumbers(store, list))
  for (const [n, list] of [...lists, ...copies].entries()) {
    expect(list).toHaveLength((lists[n % 300] as Int32Array).length)
    expect(list.every((one) => one === (n % 300) + 1)).toBe(true)
  }
})

test('short lists share a buffer', () => {
  const store = createNumberStore()
  const [one, other] = [roomFor(store, 5), roomFor(store, 5)]
  expect(other.buffer).toBe(one.buffer)
})
