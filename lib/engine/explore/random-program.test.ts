/** The explorer's laws on small random C programs of threads, locks, semaphores, atomics, pipes and signals. */
import { expect, test } from 'vitest'
import { generateFamily } from '../fuzz/family'
import { generateInterleaving } from '../fuzz/interleaving'
import { generateStrings } from '../fuzz/string'
import { boot, compile, explore, type Program, type RunResult, run } from '../index'
import { POLICIES } from '../kernel/state/config'
import { contendedSearch, contestOf } from './contest'
import { countExecutions } from './execution'
import type { Graph } from './graph'
import { machineModel } from './machine-model'
import { type Before, conflicts, type Ending, type Operation } from './model'
import { racesOf } from './race'
import { beginSearch, continueSearch, type Search } from './search'
import { expectAsIfAtOnce, expectReplayed, type SearchOptions } from './test-program'

const COUNT = Number(process.env.EXPLORE_PROGRAMS ?? 8)
const SEED = Number(process.env.EXPLORE_SEED ?? 1)
const BOUNDS = { states: 20_000, work: 40_000_000 }
const ASKED = { cores: 1, policy: 'rr', quantum: 1, seed: 0 } as const
/** Programs that showed a fault once: two who sleep in calls are woken by one signal to their process; who takes one first. */
const FOUND = [5160, 50106]
/** So many interleavings are made one after the other. */
const ORDERS = 400

/** The law of deferring-model.ts, from the first move on, from one in the middle, at any time, and with all orders. */
const DEFERRING: readonly SearchOptions[] = [
  { deferAfter: 25 },
  { deferAfter: 0, wakes: 'any time' },
  { deferAfter: 0, full: true },
]

test.each([
  ['of threads', generateInterleaving, FOUND, 0.7],
  ['of processes', generateFamily, [], 0.9],
])(
  '%s: fewer orders show the same outcomes, races and executions; each outcome is replayed, each run is one of them',
  (_, generate, shown, share) => {
    let [full, fewer, counted, saved] = [0, 0, 0, 0]
    for (const seed of [...shown, ...Array.from({ length: COUNT }, (_, i) => SEED + i)]) {
      const program = compiled(generate(seed), seed)
      const [all, some] = [searched(program, true), searched(program, false)]
      saved += movesSaved(program, seed)
      if (all.cut !== null) continue
      expect(endings(some.graph), `seed ${seed}`).toEqual(endings(all.graph))
      expect(lines(some.graph), `races, seed ${seed}`).toEqual(lines(all.graph))
      expect(countExecutions(some.graph), `executions, seed ${seed}`).toBe(countExecutions(all.graph))
      const orders = bruteForce(program)
      if (orders) {
        expect(countExecutions(some.graph), `brute force, seed ${seed}`).toBe(orders.executions)
        expect(endings(some.graph), `brute force, seed ${seed}`).toEqual(orders.endings)
        counted++
      }
      checkRuns(program, seed)
      full += all.graph.head.length
      fewer += some.graph.head.length
    }
    expect(fewer).toBeLessThan(share * full)
    expect(counted).toBeGreaterThan(COUNT / 12)
    if (generate === generateInterleaving) expect(saved).toBeGreaterThan(0)
  },
  3_600_000,
)

/** Moves that the machine has not made. */
function movesSaved(program: Program, seed: number): number {
  const name = `as if no move were put off, seed ${seed}`
  const { made, moves } = expectAsIfAtOnce(program, { deferAfter: 0 }, name)
  expectAsIfAtOnce(program, DEFERRING[seed % DEFERRING.length] as SearchOptions, name)
  return moves - made
}

test('of string functions: what is passed in local work changes nothing: as if each access to what may be shared were an operation', () => {
  let [contested, saved] = [0, 0]
  for (let seed = SEED; seed < SEED + 2 * COUNT; seed++) {
    const program = compiled(generateStrings(seed), seed)
    const [all, some] = [contended(program, true, true), contended(program, false, false)]
    if (all.cut !== null) continue
    expect(endings(some.graph), `seed ${seed}`).toEqual(endings(all.graph))
    expect(lines(some.graph), `races, seed ${seed}`).toEqual(lines(all.graph))
    expect(countExecutions(some.graph), `executions, seed ${seed}`).toBe(countExecutions(all.graph))
    const [reduced, hidden] = [contended(program, true, false), searched(program, false)]
    expect(endings(reduced.graph), `reduced, seed ${seed}`).toEqual(endings(all.graph))
    if (endings(hidden.graph).length < endings(all.graph).length) contested++
    expectAsIfAtOnce(program, { deferAfter: 0, shared: seed % 2 === 0 }, `seed ${seed}`)
    checkRuns(program, seed)
    saved += reduced.graph.head.length - some.graph.head.length
  }
  expect(contested).toBeGreaterThan(COUNT / 4)
  expect(saved).toBeGreaterThan(0)
}, 3_600_000)

/** @param isAll all accesses to what may be shared are operations */
function contended(program: Program, isAll: boolean, full: boolean): Search {
  const contest = contestOf(isAll)
  const { last, advance } = contendedSearch(contest, BOUNDS, (bounds) => {
    const machine = boot(program, ASKED)
    machine.shared = contest
    const { model, close } = machineModel(machine)
    const search = beginSearch(model, bounds, full)
    return { search, races: () => racesOf(search.graph, 200_000), close }
  })
  while (!advance(1000));
  last().close()
  return last().search
}

test('a mutex around what waits for nobody adds no outcome, and none that all wait for ever', () => {
  let tried = 0
  for (let seed = SEED; seed < SEED + 2 * COUNT; seed++) {
    const [plain, guarded] = [false, true].map((isGuarded) =>
      searched(compiled(generateInterleaving(seed, isGuarded), seed), false),
    ) as [Search, Search]
    if (plain.cut !== null || guarded.cut !== null) continue
    const [before, after] = [endings(plain.graph), endings(guarded.graph)]
    expect(before, `seed ${seed}`).toEqual(expect.arrayContaining(after))
    if (guarded.graph.head.length > plain.graph.head.length) tried++
  }
  expect(tried).toBeGreaterThan(COUNT)
}, 3_600_000)

function compiled(source: string, seed: number): Program {
  const { program } = compile(source)
  if (!program) throw new Error(`seed ${seed} does not compile`)
  return program
}

function searched(program: Program, full: boolean): Search {
  const { model, close } = machineModel(boot(program, ASKED))
  const search = beginSearch(model, BOUNDS, full)
  while (!continueSearch(search, 1000));
  close()
  return search
}

function endings(graph: Graph): string[] {
  return graph.endings.map(({ kind, key }) => `${kind} ${key}`).sort()
}

function lines(graph: Graph): string[] {
  const { races, complete } = racesOf(graph, 200_000)
  expect(complete).toBe(true)
  return races.map(({ accesses }) => accesses.map(({ line }) => line).join(' '))
}

/** Each outcome is replayed, and whatever a scheduler makes of the program is among them. */
function checkRuns(program: Program, seed: number): void {
  const explored = explore((asked) => boot(program, asked), BOUNDS)
  while (!explored.advance(1000));
  const { outcomes, deadlocks } = explored.result()
  const ends = [...outcomes, ...deadlocks]
  expectReplayed(program, ends, `seed ${seed}`)
  const told = ends.map(shown)
  for (const policy of POLICIES)
    for (const drawn of [1, 2, 3]) {
      const made = run(program, { policy, seed: drawn, quantum: drawn, cores: drawn })
      expect(told, `seed ${seed}, as ${policy} runs it, ${drawn}`).toContain(shown(made))
    }
}

function shown({ stdout, stderr, status }: Pick<RunResult, 'stdout' | 'stderr' | 'status'>): string {
  return JSON.stringify([stdout, stderr, status])
}

type Orders = { readonly executions: number; readonly endings: string[] }

/** All interleavings one after the other; null: there are too many. Two are one execution when they order dependent steps alike. */
function bruteForce(program: Program): Orders | null {
  const { model, close } = machineModel(boot(program, ASKED))
  const found = { orders: 0, executions: new Set<string>(), endings: new Set<string>() }
  const path: { readonly id: string; readonly operation: Operation }[] = []
  const visit = (before?: Before): void => {
    if (found.orders > ORDERS || path.length > 200) return
    const pending = model.pending(before)
    if (before) expect(pending, 'asked anew').toEqual(model.pending())
    const moves = pending.flatMap(({ operation, choices, task }) =>
      choices.map((choice) => ({ operation, move: { task, choice } })),
    )
    if (moves.length === 0) {
      found.orders++
      const { kind, key } = model.ending() as Ending
      found.endings.add(`${kind} ${key}`)
      found.executions.add(dependences(path))
    }
    for (const { move, operation } of moves) {
      const turn = path.filter((step) => step.operation.task === operation.task).length
      path.push({ id: `${move.task}.${turn}.${move.choice}`, operation })
      const mark = model.mark()
      const blocks = model.step(move)
      visit({ pending, made: { ...operation, blocks } })
      model.undo(mark)
      path.pop()
    }
  }
  visit()
  close()
  return found.orders > ORDERS
    ? null
    : { executions: found.executions.size, endings: [...found.endings].sort() }
}

function dependences(path: readonly { readonly id: string; readonly operation: Operation }[]): string {
  const pairs = path.flatMap((a, i) =>
    path
      .slice(i + 1)
      .filter((b) => a.operation.task === b.operation.task || conflicts(a.operation, b.operation))
      .map((b) => `${a.id}<${b.id}`),
  )
  return [...path.map(({ id }) => id).sort(), ...pairs.sort()].join(' ')
}
