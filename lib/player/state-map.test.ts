/** What the map of all states shows is what the explorer reports, folded or not, and every walk stays on it. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boot, compile, explore, mapStates, type StateMap } from '@/lib/engine'
import { countOrders, fatesOf, lastValues, usualEnds } from './state-fate'
import { foldMap, wayBack, waysOn } from './state-fold'
import {
  nextSteps,
  shortestWalk,
  stateOf,
  statesOf,
  switchesOf,
  turnOf,
  walkTo,
  walkToEnd,
} from './state-walk'

const PHILOSOPHERS = `#include <pthread.h>
pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *other(void *arg) {
  pthread_mutex_lock(&b); pthread_mutex_lock(&a);
  pthread_mutex_unlock(&a); pthread_mutex_unlock(&b);
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  pthread_mutex_lock(&a); pthread_mutex_lock(&b);
  pthread_mutex_unlock(&b); pthread_mutex_unlock(&a);
  pthread_join(t, 0);
}
`
const SPIN = `#include <pthread.h>
volatile int ready;
static void *other(void *arg) { ready = 1; return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  while (!ready) ;
  pthread_join(t, 0);
}
`
const NEVER = `#include <pthread.h>
int stop;
static void *other(void *arg) { while (!stop) ; return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  pthread_join(t, 0);
}
`
const lesson = (name: string) => readFileSync(`content/race-and-mutex/${name}.c`, 'utf8')
const BOUNDS = { states: 2_000, work: 60_000_000 }

function mapOf(source: string): StateMap {
  const { program } = compile(source)
  if (!program) throw new Error('no program')
  const run = mapStates((asked) => boot(program, asked), BOUNDS)
  while (!run.advance(1_000));
  const map = run.result()
  if (!map) throw new Error('too many states')
  return map
}

describe('a lost update', () => {
  const map = mapOf(lesson('lost-update'))
  const one = map.ends.findIndex(({ stdout }) => stdout === 'count = 1\n')
  const two = map.ends.findIndex(({ stdout }) => stdout === 'count = 2\n')
  const fates = fatesOf(map, new Set([two]))

  it('wants what comes when nobody is interrupted', () => {
    expect(usualEnds(map)).toEqual(new Set([two]))
  })

  it('has as many states and ends as the explorer reports', () => {
    const { program } = compile(lesson('lost-update'))
    if (!program) throw new Error('no program')
    const run = explore((asked) => boot(program, asked), BOUNDS)
    while (!run.advance(1_000));
    const { outcomes, deadlocks, complete } = run.result()
    expect(complete).toBe(true)
    expect(new Set(map.ends.map(({ stdout }) => stdout))).toEqual(
      new Set(outcomes.map(({ stdout }) => stdout)),
    )
    expect(map.ends.length).toBe(outcomes.length + deadlocks.length)
  })

  it('has 6 orders of the four accesses, and each is wanted or not', () => {
    // Two reads and two writes, each task's read first: 6 orders. Twice they give 2.
    const accesses = (walk: readonly number[]) =>
      walk.flatMap((edge) => {
        const { task, deed, line } = map.edges[edge] as StateMap['edges'][number]
        return line === 7 && 'name' in deed && deed.name === 'count' ? `${deed.kind} ${task}` : []
      })
    const found = new Map<string, number>()
    const visit = (walk: readonly number[]) => {
      const next = nextSteps(map, walk)
      if (next.length === 0) found.set(accesses(walk).join(), map.states[stateOf(map, walk)]?.end ?? -1)
      for (const edge of next) visit([...walk, edge])
    }
    visit([])
    expect(found.size).toBe(6)
    expect([...found.values()].filter((end) => end === two)).toHaveLength(2)
    expect([...found.values()].filter((end) => end === one)).toHaveLength(4)
  })

  it('is decided when the second task reads before the first has written', () => {
    const walk = shortestWalk(map, (end) => end === one)
    if (!walk) throw new Error('nothing leads there')
    expect(switchesOf(map, walk)).toBe(2)
    const turn = turnOf(map, fates, walk)
    const edge = map.edges[walk[turn - 1] ?? -1]
    expect(edge?.deed).toEqual({ kind: 'read', name: 'count' })
    expect(fates[edge?.from ?? -1]).toBe('open')
    expect(fates[edge?.to ?? -1]).toBe('other')
    expect(lastValues(map, stateOf(map, walk))).toEqual(['1'])
  })
})

describe.each([
  ['lost-update.c', lesson('lost-update')],
  ['locked.c', lesson('locked')],
  ['two-locks.c', lesson('two-locks')],
  ['two forks', PHILOSOPHERS],
  ['a spinning loop', SPIN],
  ['a loop that nobody ends', NEVER],
])('the map of %s', (_, source) => {
  const map = mapOf(source)
  const fates = fatesOf(map, usualEnds(map))

  it('becomes no other fate once it is settled', () => {
    for (const { from, to } of map.edges) if (fates[from] !== 'open') expect(fates[to]).toBe(fates[from])
  })

  it('counts as many orders as there are ways', () => {
    let ways = 0
    const visit = (walk: readonly number[]): boolean => {
      const next = nextSteps(map, walk)
      if (next.length === 0) ways++
      return next.every(
        (edge) => !statesOf(map, walk).includes(map.edges[edge]?.to ?? -1) && visit([...walk, edge]),
      )
    }
    const hasEnd = visit([])
    expect(countOrders(map)).toBe(hasEnd ? BigInt(ways) : null)
  })

  it('loses no end and no fate by folding, at any size', () => {
    for (const most of [1_000, 20, 8, 1]) {
      const { nodes, links, level } = foldMap(map, fates, [], most)
      const drawn = new Set(nodes.map(({ state }) => state))
      expect(drawn.has(0)).toBe(true)
      for (const { from, to } of links) expect(drawn.has(from) && drawn.has(to)).toBe(true)
      if (level === 'near') continue
      expect(nodes.length).toBeLessThanOrEqual(most)
      expect(new Set(nodes.map(({ state }) => map.states[state]?.fate))).toEqual(
        new Set(
          map.states.flatMap(({ fate }, state) =>
            drawn.has(state) || fates[state] !== 'open' ? [fate] : [],
          ),
        ),
      )
      const inside = links.reduce((sum, { edges }) => sum + edges.length - 1, 0)
      if (level === 'all') expect(nodes.length + inside).toBe(map.states.length)
      if (level === 'all')
        expect(links.reduce((sum, { edges }) => sum + edges.length, 0)).toBe(map.edges.length)
    }
  })

  it('is walked step by step and by pressing states, and every walk is a way', () => {
    const isWay = (walk: readonly number[]) =>
      walk.every((edge, i) => map.edges[edge]?.from === stateOf(map, walk.slice(0, i)))
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (picks) => {
        const folded = foldMap(map, fates, [], 1_000)
        let walk: readonly number[] = []
        for (const pick of picks) {
          const ways = waysOn(map, folded, walk)
          if (pick % 5 === 0) walk = wayBack(map, folded, walk)
          else if (pick % 5 === 1) {
            const { state } = folded.nodes[pick % folded.nodes.length] ?? { state: 0 }
            walk = walkTo(map, walk, state)
            expect(stateOf(map, walk)).toBe(state)
          } else walk = [...walk, ...(ways[pick % Math.max(1, ways.length)] ?? [])]
          expect(isWay(walk)).toBe(true)
          expect(folded.nodes.some(({ state }) => state === stateOf(map, walk))).toBe(true)
        }
        const ended = walkToEnd(map, walk)
        expect(isWay(ended)).toBe(true)
        if (map.fates[map.states[stateOf(map, walk)]?.fate ?? -1]?.length)
          expect(map.states[stateOf(map, ended)]?.end).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })
})

it('says what can wait for ever', () => {
  const forks = mapOf(PHILOSOPHERS)
  expect(new Set(fatesOf(forks, usualEnds(forks)))).toEqual(new Set(['open', 'wanted', 'stuck']))
  expect(countOrders(mapOf(SPIN))).toBeNull()
})
