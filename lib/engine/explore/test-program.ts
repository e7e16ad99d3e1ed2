/** C programs for the tests of the explorer, and how a test compiles one. */
import { expect } from 'vitest'
import {
  boot,
  compile,
  type Exploration,
  type ExploreOptions,
  explore,
  formatGcc,
  type Program,
  type ProgramOutcome,
  replay,
  type Wakes,
} from '../index'
import { contestOf } from './contest'
import { machineModel } from './machine-model'
import { beginSearch, continueSearch } from './search'

export const TEST_BOUNDS = { states: 60_000, work: 60_000_000 }

/** @throws Error with what gcc would say of a program that does not compile */
export function compiledSource(source: Parameters<typeof compile>[0]): Program {
  const { program, diagnostics } = compile(source)
  if (!program) throw new Error(diagnostics.map(formatGcc).join('\n'))
  return program
}

/** All that a program can do, within `TEST_BOUNDS`. */
export function explored(program: Program | string, options: ExploreOptions = {}): Exploration {
  const made = typeof program === 'string' ? compiledSource(program) : program
  const run = explore((asked, memory) => boot(made, asked, undefined, {}, memory), TEST_BOUNDS, options)
  while (!run.advance(1000));
  return run.result()
}

/** The law of witnesses: each end has a schedule, and a replay of that shows it. */
export function expectReplayed(program: Program, ends: readonly ProgramOutcome[], name?: string): void {
  for (const { schedule, stdout, stderr, status } of ends) {
    const replayed = schedule === null ? null : replay(program, {}, schedule)
    expect(replayed, name ?? `${schedule}`).toMatchObject({ stdout, stderr, status, misfit: null })
  }
}

/** A search: what it found as plain data, and how many moves it took. */
export type Searched = {
  /** Its graph, and the work that it took. */
  readonly found: unknown
  /** Moves of the search, and moves that the machine made for them. */
  readonly moves: number
  readonly made: number
}

export type SearchOptions = {
  /** After so many moves those whose effect is known are put off (deferring-model.ts); Infinity: never. */
  readonly deferAfter: number
  readonly mostLate?: number
  readonly wakes?: Wakes
  readonly full?: boolean
  /** All accesses of the library to what may be shared are operations. */
  readonly shared?: boolean
}

/** Looks at what a program can do. */
export function searchedGraph(
  program: Program,
  { deferAfter, mostLate, wakes = 'in order', full = false, shared = false }: SearchOptions,
): Searched {
  const machine = boot(program, CHOSEN)
  const contest = shared ? contestOf(true) : null
  contest?.begin()
  machine.shared = contest
  const { model, made, close } = machineModel(machine, wakes, false, deferAfter, mostLate)
  const search = beginSearch(model, TEST_BOUNDS, full)
  while (!continueSearch(search, 1000));
  close()
  const { head, to, move, operation, operations, moves, ended, endings } = search.graph
  const numbers = [head, to, move, operation, ended].map(({ data, length }) => [...data.subarray(0, length)])
  const found = {
    numbers,
    operations: renumbered(operations),
    moves,
    endings,
    cut: search.cut,
    work: model.work(),
  }
  return { found, moves: to.length, made: made() }
}

/** Operations by keys that tell the same ones apart: a key says how many were asked for before, among them such as nobody made. */
function renumbered<One extends { readonly key: string }>(operations: readonly One[]): One[] {
  const numbers = new Map<string, string>()
  return operations.map((one) => {
    const key = numbers.get(one.key) ?? String(numbers.size)
    numbers.set(one.key, key)
    return { ...one, key }
  })
}

/** The law of deferring-model.ts: what is found is as if no move were put off. */
export function expectAsIfAtOnce(program: Program, options: SearchOptions, name?: string): Searched {
  const put = searchedGraph(program, options)
  const atOnce = searchedGraph(program, { ...options, deferAfter: Infinity })
  expect(put.found, name).toEqual(atOnce.found)
  expect(atOnce.made, name).toBe(atOnce.moves)
  return put
}

const CHOSEN = { cores: 1, policy: 'rr', quantum: 1, seed: 0 } as const

/** What it can print, sorted. */
export function printed(program: Program | string, options: ExploreOptions = {}): string[] {
  return explored(program, options)
    .outcomes.map(({ stdout }) => stdout)
    .sort()
}

/** A program of two tasks: what the first and the second do, and what they share. */
export function twoTasks(first: string, second: string, globals = ''): string {
  return `#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
${globals}
static void *other(void *arg) { ${second} return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  ${first}
  pthread_join(t, 0);
  return 0;
}
`
}
