/**
 * The law of the digest: it depends on what can still matter and on nothing else. Independent steps of two tasks give
 * the same one in both orders, whatever is left on stacks, in temporaries, clocks and counters.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { boot, compile, type Machine, restoreMachine, runFor, snapshotMachine } from '../../index'
import { hexOf } from '../state/fold'
import { taskAt } from '../state/machine'
import { collectOutput } from '../state/output'
import { chooseNext } from './choice-oracle'
import { hashState } from './hash'
import { beginHash, currentHash, endHash, markHash, undoHash } from './rolling-hash'
import { canRun } from './run-queue'
import { advanceMachine } from './step'

const TESTDATA = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../testdata')

function bootSource(source: string): Machine {
  const { program, diagnostics } = compile(source)
  if (!program) throw new Error(JSON.stringify(diagnostics))
  return boot(program, { policy: 'rr', quantum: 1, seed: 0, limits: { steps: 1_000_000, memory: 16 << 20 } })
}

function choices(machine: Machine): number[] {
  if (machine.state.ended) return []
  return machine.state.live.filter((index) => {
    const task = taskAt(machine, index)
    return task.state === 'runnable' && canRun(machine, task)
  })
}

/** One visible operation of a task, and what it does by itself after it; more while nobody else can run. */
function step(machine: Machine, task: number): void {
  chooseNext(machine, task)
  do advanceMachine(machine, 'run')
  while (!machine.state.ended && machine.state.slice !== null)
}

const digest = (machine: Machine) => hexOf(hashState(machine))

type Explored = { readonly states: number; readonly edges: number; readonly outcomes: readonly string[] }

/** All states, told apart by their digests, and all endings. */
function explore(machine: Machine, limit = 60_000): Explored {
  const seen = new Set<string>()
  const outcomes = new Set<string>()
  let edges = 0
  const hash = beginHash(machine)
  const visit = () => {
    const key = hexOf(currentHash(hash))
    if (edges % 7 === 0) expect(key).toBe(digest(machine))
    if (seen.has(key)) return
    seen.add(key)
    if (seen.size > limit) throw new Error('too many states')
    const next = choices(machine)
    if (next.length === 0) outcomes.add(new TextDecoder().decode(collectOutput(machine.state.output, 1)))
    const here = markHash(hash)
    for (const task of next) {
      edges++
      step(machine, task)
      visit()
      undoHash(hash, here)
      if (edges % 17 === 0) expect(hexOf(currentHash(hash))).toBe(key)
    }
  }
  visit()
  endHash(hash)
  return { states: seen.size, edges, outcomes: [...outcomes].sort() }
}

const lostUpdate = (body: string) => `
#include <pthread.h>
#include <stdio.h>
int counter;
void *add(void *_) { ${body} return 0; }
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, add, 0);
  pthread_create(&b, 0, add, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  printf("%d\\n", counter);
}`

test('states that differ only in what is dead are one state: two threads that each add once', () => {
  const { states, outcomes } = explore(bootSource(lostUpdate('counter++;')))
  expect(outcomes).toEqual(['1\n', '2\n'])
  expect(states).toBeLessThan(130)
})

test('threads that have nothing in common make a grid of states, not a tree of paths', () => {
  const body = 'int own[4]; for (int i = 0; i < 4; i++) own[i] = i * 3;'
  const { states } = explore(bootSource(lostUpdate(body)))
  expect(states).toBeLessThan(40)
})

for (const name of ['lost_update_2x1', 'naive_lock', 'store_buffer', 'wait_any', 'print_parent_child'])
  test(`all recorded outcomes of ${name}.c are found over its states`, () => {
    const source = readFileSync(path.join(TESTDATA, 'nondet', `${name}.c`), 'utf8')
    const truth = JSON.parse(readFileSync(path.join(TESTDATA, 'nondet', `${name}.json`), 'utf8'))
    const { states, edges, outcomes } = explore(bootSource(source))
    expect(edges).toBeGreaterThanOrEqual(states - 1)
    for (const { stdout } of truth.outcomes) expect(outcomes).toContain(stdout)
  })

test('a snapshot keeps the digest', () => {
  const machine = bootSource(lostUpdate('counter++;'))
  runFor(machine, 3000)
  const before = digest(machine)
  const snapshot = snapshotMachine(machine)
  runFor(machine, 500)
  restoreMachine(machine, snapshot)
  expect(digest(machine)).toBe(before)
})
