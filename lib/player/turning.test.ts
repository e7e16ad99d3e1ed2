/** Where a run turned, by the map of its program, is where the explorer says; and the order that it gives has the fewest switches. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BootWith, boot, compile, explore, mapStates, type Program, type StateMap } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { openSession, type Session } from './session'
import { shortestWalk, switchesOf } from './state-walk'
import { orderOf, turnAt, turnOfRun } from './turning'

const LOST = `#include <pthread.h>
#include <stdio.h>
int count;
static void *work(void *arg) { count++; return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, work, 0);
  count++;
  pthread_join(t, 0);
  printf("%d\\n", count);
}
`
const STUCK = `#include <pthread.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, n = PTHREAD_MUTEX_INITIALIZER;
static void *other(void *arg) {
  pthread_mutex_lock(&n); pthread_mutex_lock(&m);
  pthread_mutex_unlock(&m); pthread_mutex_unlock(&n);
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  pthread_mutex_lock(&m); pthread_mutex_lock(&n);
  pthread_mutex_unlock(&n); pthread_mutex_unlock(&m);
  pthread_join(t, 0);
}
`

/** Visible operations that have been made at a position. */
function madeAt({ recording, stops }: Session, position: number): number {
  let made = 0
  for (let i = 0; i < (stops[position] ?? 0); i++) made += recording.step(i).visible
  return made
}

describe.each([
  ['a lost update', LOST, 2],
  ['two writers', readFileSync('content/race-and-mutex/transfer.c', 'utf8'), 4],
  ['two locks', STUCK, 2],
])('%s', (_, text, count) => {
  const files = [{ name: 'a.c', text }]
  const compiled = compile(files)
  const bootWith: BootWith = (asked, memory) =>
    boot(compiled.program as Program, asked, undefined, {}, memory)
  const bounds = { states: 5_000, work: 10_000_000 }
  const run = explore(bootWith, bounds)
  while (!run.advance(1_000));
  const { outcomes, deadlocks, config } = run.result()
  const all = mapStates(bootWith, bounds)
  while (!all.advance(1_000));
  const map = all.result()!
  const ends = [
    ...outcomes.map((end) => ({ ...end, deadlock: false })),
    ...deadlocks.map((end) => ({ ...end, deadlock: true })),
  ]
  const played = (schedule: string) =>
    openSession({ files, config, schedule, grain: 'operation', locale: 'en', parts: [] }, compiled, event)
  const isEnd = ({ stdout, deadlock }: (typeof ends)[number], end: number) =>
    map.ends[end]?.stdout === stdout && (map.ends[end]?.kind === 'deadlock') === deadlock

  it('turns where the explorer says, counted as the player counts, after the fewest switches that there are', () => {
    expect(ends).toHaveLength(count)
    for (const end of ends) {
      const { stdout, deadlock, schedule, turned } = end
      const session = played(schedule!)
      const told = turnOfRun(session, map, { stdout, status: null, deadlock })
      expect(told).toEqual({ turn: turnAt(session, turned), switches: end.switches })
      const { operation, step } = told.turn!
      const { steps, tasks } = orderOf(session)
      // The first picture in which that operation has been made: neither the one before it, nor what its task computes behind it.
      expect(madeAt(session, step - 1)).toBeLessThan(operation)
      expect(madeAt(session, step)).toBeGreaterThanOrEqual(operation)
      expect(step).toBeLessThanOrEqual(steps)
      expect(tasks.filter((task, i) => i > 0 && task !== tasks[i - 1])).toHaveLength(end.switches)
      const walk = shortestWalk(map, (one) => isEnd(end, one))!
      expect(end.switches).toBe(switchesOf(map, walk))
    }
  })

  it('of an order that ends otherwise the turn is where what is asked could come no more', () => {
    const [wanted, other] = ends as [(typeof ends)[0], (typeof ends)[0]]
    const session = played(other.schedule!)
    const { stdout, deadlock } = wanted
    // What is lost last is lost where the end that came instead is certain.
    expect(turnOfRun(session, map, { stdout, status: null, deadlock }).turn).toEqual(
      turnAt(session, other.turned),
    )
  })

  it('without a map, or of another end than the run had, nothing is said', () => {
    const session = played(ends[0]!.schedule!)
    const asked = { stdout: null, status: null, deadlock: null }
    expect(turnOfRun(session, null, asked)).toEqual({ turn: null, switches: null })
    const elsewhere = { ...map, ends: map.ends.map((end) => ({ ...end, stdout: 'elsewhere' })) }
    expect(turnOfRun(session, elsewhere, asked)).toEqual({ turn: null, switches: null })
  })
})

describe('a run that spins, each time in one of two ways', () => {
  const step = { task: 1, line: 1, deed: null }
  const map = {
    states: [
      { end: -1, fate: 0 },
      { end: 0, fate: 0 },
    ],
    edges: [
      { ...step, from: 0, to: 0 },
      { ...step, from: 0, to: 0 },
      { ...step, from: 0, to: 1 },
    ],
    ends: [{ kind: 'exited', stdout: '', status: 0 }],
    fates: [[0]],
  } as unknown as StateMap
  const spun = (operations: number) => {
    const recording = {
      length: operations,
      step: () => ({ task: 1, visible: 1 }),
      view: () => ({ output: [] }),
    }
    return { recording, stops: [0, operations] } as unknown as Session
  }
  const asked = { stdout: null, status: null, deadlock: null }

  it('is followed to its end', () => {
    expect(turnOfRun(spun(3), map, asked)).toEqual({ turn: null, switches: 0 })
  })

  it('is given up where it has made too many steps', () => {
    expect(turnOfRun(spun(5_001), map, asked)).toEqual({ turn: null, switches: null })
  })
})
