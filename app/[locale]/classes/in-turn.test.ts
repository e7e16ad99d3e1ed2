import { expect, test } from 'vitest'
import { lastWins, newest } from './in-turn'

/** Answers that come when they are let. */
function held<T>() {
  const open: ((value: T) => void)[] = []
  const next = () => new Promise<T>((resolve) => open.push(resolve))
  return { next, open }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('an answer that a newer question has overtaken is not told, whichever comes first', async () => {
  const { next, open } = held<string>()
  const look = newest<string>()
  const [old, young] = [look(next), look(next)]
  open[1]?.('after the tap')
  expect(await young).toBe('after the tap')
  open[0]?.('before the tap')
  expect(await old).toBeNull()
})

test('of taps that come while one is sent the last is sent too, and none of those between', async () => {
  const { next, open } = held<string>()
  const sent: string[] = []
  const tap = lastWins((one: string) => {
    sent.push(one)
    return next()
  })
  const said = ['a', 'b', 'c'].map(tap)
  expect(sent).toEqual(['a'])
  open[0]?.('a stored')
  await settle()
  expect(sent).toEqual(['a', 'c'])
  open[1]?.('c stored')
  expect(await Promise.all(said)).toEqual(['c stored', 'c stored', 'c stored'])
  const later = tap('d')
  open[2]?.('d stored')
  expect(await later).toBe('d stored')
})
