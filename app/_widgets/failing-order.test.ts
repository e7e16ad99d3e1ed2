/** An order that fails is told to have one outcome left only where it is so. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { boot, compile, mapStates, type Program } from '@/lib/engine'
import { failingWalk } from './failing-order'

function failing(name: string) {
  const program = compile(readFileSync(`content/race-and-mutex/${name}.c`, 'utf8')).program as Program
  const run = mapStates((asked) => boot(program, asked), { states: 2_000, work: 60_000_000 })
  while (!run.advance(1_000));
  const map = run.result()
  if (!map) throw new Error('too many states')
  return failingWalk(map)
}

test.each([
  // Lost once, it prints 1 and nothing else.
  ['lost-update', true],
  // What is lost first leaves the second addition of each open: 2 or 3.
  ['two-writers', false],
])('%s', (name, isOnly) => {
  expect(failing(name)?.order.isOnly).toBe(isOnly)
})
