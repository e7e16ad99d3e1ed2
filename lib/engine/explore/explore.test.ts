/** The explorer on an abstract machine: by hand first, then against brute force on random programs. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countExecutions } from './execution'
import { canReach, endlessStates, fatesOf, turningPoint } from './fate'
import { type Graph, stateCount } from './graph'
import { conflicts, type Ending, type Move, type Operation } from './model'
import { racesOf } from './race'
import { beginSearch, continueSearch } from './search'
import { type TestInstruction, type TestProgram, testModel } from './test-machine'
import { pathsOf, witnessTo, witnessToAny } from './witness'

const BOUNDS = { states: 1_000_000, work: 10_000_000 }

function explored(program: TestProgram, full = true): Graph {
  const search = beginSearch(testModel(program), BOUNDS, full)
  while (!continueSearch(search, 1000));
  expect(search.cut).toBeNull()
  return search.graph
}

const increment: TestInstruction[] = [
  { do: 'load', variable: 'count' },
  { do: 'store', variable: 'count', plus: 1 },
]
const locked: TestInstruction[] = [{ do: 'lock', mutex: 'm' }, ...increment, { do: 'unlock', mutex: 'm' }]
const printer = (others: number[]): TestInstruction[] => [
  ...others.map((other) => ({ do: 'join' as const, other })),
  { do: 'show', variable: 'count' },
]

describe('counted by hand', () => {
  it('two tasks of two accesses each have 6 orders, and the lost update prints 1 or 2', () => {
    const graph = explored([increment, increment, printer([0, 1])])
    expect(outcomes(graph)).toEqual(['exited 1', 'exited 2'])
    expect(bruteForce([increment, increment]).orders).toBe(6)
    // Reads commute: of the 6 orders, 4 differ in more than that.
    expect(countExecutions(explored([increment, increment]))).toBe(4)
  })

  it('with a mutex nothing is lost, and there are the two orders of the critical sections', () => {
    const graph = explored([locked, locked, printer([0, 1])])
    expect(outcomes(graph)).toEqual(['exited 2'])
    expect(countExecutions(graph)).toBe(2)
    expect(racesOf(graph, 100_000)).toEqual({ races: [], complete: true, freed: [] })
  })

  it('the race of the lost update is each pair of a read and a write, or two writes', () => {
    const { races, complete } = racesOf(explored([increment, increment]), 100_000)
    expect(complete).toBe(true)
    expect(races.map(({ accesses }) => accesses.map(({ line }) => line))).toEqual([
      [1, 102],
      [2, 101],
      [2, 102],
    ])
  })

  it('finds by happens-before what never stands side by side: data is written after the flag was read', () => {
    const graph = explored([
      [
        { do: 'store', variable: 'data', plus: 1 },
        { do: 'store', variable: 'flag', plus: 1 },
      ],
      [
        { do: 'until', variable: 'flag', value: 1 },
        { do: 'store', variable: 'data', plus: 2 },
      ],
    ])
    expect(racesOf(graph, 100_000).races.map(({ accesses }) => accesses.map(({ line }) => line))).toEqual([
      [1, 102],
      [2, 101],
    ])
  })

  it('two locks in two orders can deadlock, with one switch; one order cannot', () => {
    const take = (...names: string[]): TestInstruction[] => [
      ...names.map((mutex) => ({ do: 'lock' as const, mutex })),
      ...names.map((mutex) => ({ do: 'unlock' as const, mutex })),
    ]
    const graph = explored([take('a', 'b'), take('b', 'a')])
    expect(outcomes(graph)).toEqual(['deadlock ', 'exited '])
    const stuck = statesOf(graph, 'deadlock ')
    const witness = witnessToAny(graph, pathsOf(graph), stuck)
    expect(witness?.switches).toBe(1)
    expect(witness?.moves.map(({ task }) => task)).toEqual([0, 1])
    // After both first locks nothing else can come.
    const deadlock = new Set([graph.endings.findIndex(({ kind }) => kind === 'deadlock')])
    expect(turningPoint(graph, fatesOf(graph), witness?.states ?? [], deadlock)).toBe(2)
    expect(outcomes(explored([take('a', 'b'), take('a', 'b')]))).toEqual(['exited '])
  })

  it('five philosophers can starve together, and four orders with the last fork first cannot', () => {
    const dine = (first: number, second: number): TestInstruction[] => [
      { do: 'lock', mutex: `f${first}` },
      { do: 'lock', mutex: `f${second}` },
      { do: 'unlock', mutex: `f${second}` },
      { do: 'unlock', mutex: `f${first}` },
    ]
    const table = [0, 1, 2, 3, 4].map((seat) => dine(seat, (seat + 1) % 5))
    expect(outcomes(explored(table))).toContain('deadlock ')
    expect(outcomes(explored([...table.slice(0, 4), dine(0, 4)]))).toEqual(['exited '])
    // One pair of neighbours decides each fork: 2^5 orders of the pairs, less the cycle that has no run.
    expect(countExecutions(explored(table))).toBe(31)
  })

  it('a loop that nobody ends is endless, and one that somebody may end is not', () => {
    const waits: TestInstruction[] = [{ do: 'until', variable: 'go', value: 1 }]
    const never = explored([waits])
    expect(endlessStates(never, fatesOf(never))).toEqual([0])
    const sometime = explored([waits, [{ do: 'store', variable: 'go', plus: 1 }]])
    expect(endlessStates(sometime, fatesOf(sometime))).toEqual([])
    expect(countExecutions(sometime)).toBeNull()
  })

  it.each([true, false])('is cut by a bound, says which, and leaves the model where it began', (full) => {
    const model = testModel([increment, increment, increment])
    const before = model.hash()
    const search = beginSearch(model, { states: 10, work: 1000 }, full)
    while (!continueSearch(search, 3));
    expect(search.cut).toBe('states')
    expect(stateCount(search.graph)).toBe(10)
    expect(model.hash()).toEqual(before)
  })
})

describe('on random programs', () => {
  it('finds the outcomes of all interleavings, and counts the executions that differ', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const all = bruteForce(program)
        fc.pre(all.orders <= 20_000)
        const graph = explored(program)
        expect(outcomes(graph)).toEqual([...all.outcomes].sort())
        expect(countExecutions(graph)).toBe(all.executions)
      }),
      { numRuns: 300, seed: 7 },
    )
  }, 60_000)

  it('finds the same with as few tasks at each state as matter', () => {
    let [all, fewer] = [0, 0]
    fc.assert(
      fc.property(fc.oneof(programs, loops), (program) => {
        const [full, reduced] = [explored(program), explored(program, false)]
        expect(outcomes(reduced)).toEqual(outcomes(full))
        expect(stateCount(reduced)).toBeLessThanOrEqual(stateCount(full))
        all += stateCount(full)
        fewer += stateCount(reduced)
      }),
      { numRuns: 1500, seed: 17 },
    )
    expect(fewer).toBeLessThan(0.8 * all)
  }, 60_000)

  it('counts the same executions with fewer states', () => {
    fc.assert(
      fc.property(programs, (program) => {
        expect(countExecutions(explored(program, false))).toBe(countExecutions(explored(program)))
      }),
      { numRuns: 300, seed: 19 },
    )
  }, 60_000)

  it('every witness leads to its ending, with the fewest switches that there are', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const all = bruteForce(program)
        fc.pre(all.orders <= 5_000)
        const graph = explored(program)
        const paths = pathsOf(graph)
        graph.endings.forEach((ending, number) => {
          const witness = witnessToAny(graph, paths, statesOf(graph, `${ending.kind} ${ending.key}`))
          expect(witness).not.toBeNull()
          expect(replayed(program, witness?.moves ?? [])).toBe(`${ending.kind} ${ending.key}`)
          expect(witness?.switches).toBe(all.switches.get(`${ending.kind} ${ending.key}`))
          const fates = fatesOf(graph)
          for (const state of witness?.states ?? []) expect(canReach(fates, state, number)).toBe(true)
        })
        for (let state = 0; state < stateCount(graph); state++)
          expect(witnessTo(graph, paths, state)?.states.at(-1)).toBe(state)
      }),
      { numRuns: 150, seed: 11 },
    )
  }, 60_000)

  it('finds the races of all interleavings', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const all = bruteForce(program)
        fc.pre(all.orders <= 5_000)
        const { races, complete } = racesOf(explored(program), 1_000_000)
        expect(complete).toBe(true)
        const pairs = races.map(({ accesses: [a, b] }) => `${a.line} ${b.line}`)
        expect(pairs.sort()).toEqual([...all.races].sort())
      }),
      { numRuns: 150, seed: 13 },
    )
  }, 60_000)
})

// ---- all interleavings, one after the other

type All = {
  orders: number
  executions: number
  outcomes: Set<string>
  switches: Map<string, number>
  races: Set<string>
}

type Step = { readonly id: string; readonly operation: Operation }

function bruteForce(program: TestProgram): All {
  const model = testModel(program)
  const all = {
    orders: 0,
    outcomes: new Set<string>(),
    switches: new Map<string, number>(),
    races: new Set<string>(),
  }
  const executions = new Set<string>()
  const path: Step[] = []
  const counts = program.map(() => 0)
  const visit = (last: number, switches: number): void => {
    if (all.orders > 20_000) return
    const steps = model
      .pending()
      .flatMap(({ operation, choices, task }) =>
        choices.map((choice) => ({ operation, move: { task, choice } })),
      )
    if (steps.length === 0) {
      all.orders++
      const { kind, key } = model.ending() as Ending
      const outcome = `${kind} ${key}`
      all.outcomes.add(outcome)
      all.switches.set(outcome, Math.min(switches, all.switches.get(outcome) ?? switches))
      executions.add(dependences(path))
      if (all.orders <= 5_000) for (const race of unordered(path)) all.races.add(race)
      return
    }
    for (const { move, operation } of steps) {
      const { task } = move
      path.push({ id: `${task}.${counts[task]}`, operation })
      counts[task] = (counts[task] ?? 0) + 1
      const mark = model.mark()
      model.step(move)
      visit(task, switches + (last >= 0 && last !== task ? 1 : 0))
      model.undo(mark)
      counts[task] = (counts[task] ?? 0) - 1
      path.pop()
    }
  }
  visit(-1, 0)
  return { ...all, executions: executions.size }
}

/** Two orders are one execution when they order the same pairs of dependent steps alike. */
function dependences(path: readonly Step[]): string {
  const pairs = path.flatMap((a, i) =>
    path
      .slice(i + 1)
      .filter((b) => a.operation.task === b.operation.task || conflicts(a.operation, b.operation))
      .map((b) => `${a.id}<${b.id}`),
  )
  return [...path.map(({ id }) => id).sort(), ...pairs.sort()].join(' ')
}

/** Pairs of lines of conflicting plain accesses that happens-before leaves unordered in this order, by vector clocks. */
function unordered(path: readonly Step[]): string[] {
  const clocks = new Map<string, Map<number, number>>()
  const clock = (name: string) => clocks.get(name) ?? new Map<number, number>()
  const join = (into: string, from: string) => {
    const merged = new Map(clock(into))
    for (const [task, time] of clock(from)) merged.set(task, Math.max(time, merged.get(task) ?? 0))
    clocks.set(into, merged)
  }
  const seen: { operation: Operation; time: number }[] = []
  const races: string[] = []
  for (const { operation } of path) {
    const { task } = operation
    const me = `task ${task}`
    if (operation.joins !== null) join(me, `task ${operation.joins}`)
    for (const { object, ordering } of operation.orders) if (ordering === 'acquire') join(me, String(object))
    const time = (clock(me).get(task) ?? 0) + 1
    clocks.set(me, new Map(clock(me)).set(task, time))
    for (const before of seen) {
      if (before.operation.task === task || (clock(me).get(before.operation.task) ?? 0) >= before.time)
        continue
      if (isRacing(before.operation, operation))
        races.push([before.operation.line, operation.line].sort((a, b) => a - b).join(' '))
    }
    for (const { object, ordering } of operation.orders) if (ordering === 'release') join(String(object), me)
    if (operation.spawns !== null) join(`task ${operation.spawns}`, me)
    seen.push({ operation, time })
  }
  return races
}

function isRacing(a: Operation, b: Operation): boolean {
  return a.accesses.some((x) =>
    b.accesses.some(
      (y) =>
        x.object === y.object &&
        (x.mode !== 'read' || y.mode !== 'read') &&
        (x.order === null || y.order === null),
    ),
  )
}

function replayed(program: TestProgram, moves: readonly Move[]): string {
  const model = testModel(program)
  for (const move of moves) {
    expect(model.pending().find(({ task }) => task === move.task)?.choices).toContain(move.choice)
    model.step(move)
  }
  const { kind, key } = model.ending() as Ending
  return `${kind} ${key}`
}

function outcomes(graph: Graph): string[] {
  return graph.endings.map(({ kind, key }) => `${kind} ${key}`).sort()
}

function statesOf(graph: Graph, outcome: string): number[] {
  const number = graph.endings.findIndex(({ kind, key }) => `${kind} ${key}` === outcome)
  return Array.from({ length: stateCount(graph) }, (_, s) => s).filter((s) => graph.ended.data[s] === number)
}

const name = fc.constantFrom('x', 'y')
const mutex = fc.constantFrom('m', 'n')
const instruction: fc.Arbitrary<TestInstruction> = fc.oneof(
  fc.record({ do: fc.constant('load' as const), variable: name }),
  fc.record({ do: fc.constant('store' as const), variable: name, plus: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ do: fc.constant('add' as const), variable: fc.constant('n') }),
  fc.record({ do: fc.constantFrom('lock' as const, 'unlock' as const), mutex }),
  fc.record({ do: fc.constantFrom('post' as const, 'wait' as const), semaphore: fc.constant('s') }),
  fc.record({ do: fc.constant('show' as const), variable: name }),
  fc.record({ do: fc.constant('print' as const), text: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('assert' as const), value: fc.constantFrom(0, 1) }),
)
const body = fc.array(instruction, { minLength: 1, maxLength: 4 })
/** Two or three tasks; sometimes the first makes the last and waits for it. */
const programs: fc.Arbitrary<TestProgram> = fc
  .tuple(body, body, fc.option(body, { nil: undefined }), fc.boolean())
  .map(([a, b, c, spawns]) => {
    const tasks = c ? [a, b, c] : [a, b]
    const other = tasks.length - 1
    return spawns
      ? [[{ do: 'spawn' as const, other }, ...a, { do: 'join' as const, other }], ...tasks.slice(1)]
      : tasks
  })
/** The same with a loop in it that waits for a value. */
const loops: fc.Arbitrary<TestProgram> = fc
  .tuple(programs, name, fc.integer({ min: 0, max: 2 }), fc.nat(), fc.nat())
  .map(([program, variable, value, task, place]) =>
    program.map((body, i) =>
      i === task % program.length
        ? [
            ...body.slice(0, place % (body.length + 1)),
            { do: 'until' as const, variable, value },
            ...body.slice(place % (body.length + 1)),
          ]
        : body,
    ),
  )
