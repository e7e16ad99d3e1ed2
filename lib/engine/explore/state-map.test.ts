/** The picture of all orders says what the explorer says, and every way through it can be played. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import {
  boot,
  compile,
  type Exploration,
  explore,
  mapStates,
  type Program,
  replay,
  type StateMap,
  scheduleOfMoves,
} from '../index'
import { taskAt } from '../kernel/state/machine'
import { beginMoves, makeMove } from './machine-step'
import { valuesOf } from './shared-name'
import { sourceLine } from './story'
import { numberOfTid, taskNumbers } from './task-number'

const BOUNDS = { states: 300, work: 20_000_000 }

const programs = ['content/race-and-mutex', 'lib/engine/testdata/explore'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.c'))
    .map((file) => path.join(folder, file)),
)

/** Of each program, as the first test has made it. */
const maps = new Map<string, StateMap | null>()

it.each(programs)('%s: ends as every order of it does, and each way through it can be played', (file) => {
  const { program } = compile(readFileSync(file, 'utf8'))
  if (!program) throw new Error(`${file} does not compile`)
  const run = mapStates((asked) => boot(program, asked), BOUNDS)
  while (!run.advance(100));
  const map = run.result()
  maps.set(file, map)
  if (map === null) {
    // Half a picture would claim that there is no more.
    expect(run.states()).toBeGreaterThanOrEqual(BOUNDS.states)
    return
  }
  const { states, edges, ends, fates } = map
  const found = explored(program)
  const all = [...found.outcomes, ...found.deadlocks].map(({ stdout, status }) => `${stdout} ${status}`)
  expect(ends.map(({ stdout, status }) => `${stdout} ${status}`).sort()).toEqual(all.sort())
  expect(states.length).toBeGreaterThanOrEqual(found.states)
  expect(fates[states[0]?.fate ?? -1]?.length).toBe(ends.length)
  expect(states.some(({ fate }) => fates[fate]?.length === 0)).toBe(found.endless !== null)
  states.forEach(({ end, fate }, state) => {
    const after = edges.filter(({ from }) => from === state)
    expect(after.length === 0).toBe(end >= 0)
    const reached = new Set(end >= 0 ? [end] : after.flatMap(({ to }) => fates[states[to]?.fate ?? -1] ?? []))
    expect(new Set(fates[fate])).toEqual(reached)
  })
  const shown = waysThrough(map).map((way) => {
    const end = ends[states[way.at(-1)?.to ?? 0]?.end ?? -1]
    const moves = way.map(({ move }) => move)
    const schedule = scheduleOfMoves((asked) => boot(program, asked), moves)
    expect(replay(program, {}, schedule)).toMatchObject({ stdout: end?.stdout, status: end?.status })
    return end
  })
  expect(new Set(shown).size).toBe(ends.length)
})

function explored(program: Program): Exploration {
  const run = explore((asked) => boot(program, asked), { states: 60_000, work: 60_000_000 })
  while (!run.advance(1_000));
  return run.result()
}

function mapped(program: Program): StateMap | null {
  const run = mapStates((asked) => boot(program, asked), BOUNDS)
  while (!run.advance(1_000));
  return run.result()
}

/** A shortest way to each state in which a run ends. */
function waysThrough(map: StateMap): StateMap['edges'][number][][] {
  return waysTo(map).filter((_, state) => (map.states[state]?.end ?? -1) >= 0)
}

/** A shortest way to each state. */
function waysTo({ states, edges }: StateMap): StateMap['edges'][number][][] {
  const into = new Map<number, StateMap['edges'][number]>()
  const queue = [0]
  for (const state of queue)
    for (const edge of edges.filter(({ from }) => from === state))
      if (edge.to !== 0 && !into.has(edge.to)) {
        into.set(edge.to, edge)
        queue.push(edge.to)
      }
  return states.map((_, state) => {
    const way = []
    for (let edge = into.get(state); edge; edge = into.get(edge.from)) way.push(edge)
    return way.reverse()
  })
}

/** Moves behind which the search puts off what it knows: a map that has fewer shows nothing of that. */
const MANY_EDGES = 400

it.each(programs)('%s: a state holds what a machine does that has come to it', (file) => {
  const map = maps.get(file)
  if (!map) return
  const program = compile(readFileSync(file, 'utf8')).program as Program
  const { names, states } = map
  const ways = waysTo(map)
  const every = Math.max(1, Math.floor(states.length / 12))
  for (let state = 0; state < states.length; state += every) {
    const machine = boot(program, { cores: 1, policy: 'rr', quantum: 1, seed: 0 })
    const numbers = taskNumbers()
    beginMoves(machine)
    for (const { move } of ways[state] ?? [])
      makeMove(machine, numbers, { task: numberOfTid(numbers, move.tid), choice: move.choice })
    expect(states[state]?.values, `${state}`).toEqual(valuesOf(machine, names))
    const lines = machine.state.live.map((index) => sourceLine(machine, taskAt(machine, index)).line)
    for (const { line } of states[state]?.tasks ?? []) expect(lines, `${state}`).toContain(line)
  }
})

it('has pictures of programs so large that moves are put off', () => {
  expect([...maps.values()].filter((map) => (map?.edges.length ?? 0) > MANY_EDGES).length).toBeGreaterThan(3)
})

it('is the picture of a lost update', () => {
  const { program } = compile(readFileSync('content/race-and-mutex/lost-update.c', 'utf8'))
  const map = mapped(program as Program) as StateMap
  expect(map.names).toEqual(['count'])
  expect(map.states.length).toBe(37)
  expect(map.edges.length).toBe(47)
  const tell = (state: number) =>
    map.edges.filter(({ from }) => from === state).map(({ task, line, deed }) => ({ task, line, deed }))
  expect(tell(0)).toEqual([
    { task: 0, line: 13, deed: { kind: 'call', call: 'pthread_create', object: null } },
  ])
  expect(tell(1)).toEqual([
    { task: 0, line: 7, deed: { kind: 'read', name: 'count' } },
    { task: 1, line: 7, deed: { kind: 'read', name: 'count' } },
  ])
})
