import { describe, expect, it } from 'vitest'
import { boot, compile, mapStates } from '@/lib/engine'
import { countOrders, fatesOf, usualEnds } from './state-fate'
import { stateOf, statesOf, walkToEnd } from './state-walk'
import { drawTo, placesOf, terrainOf } from './terrain'

/** Two transfers: both lock the same two locks, one of them the other way round. */
const CROSSED = `#include <pthread.h>
int here, there;
pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER, second = PTHREAD_MUTEX_INITIALIZER;
static void *back(void *arg) {
  pthread_mutex_lock(&second);
  there++;
  pthread_mutex_lock(&first);
  here++;
  pthread_mutex_unlock(&first);
  pthread_mutex_unlock(&second);
  return arg;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, back, 0);
  pthread_mutex_lock(&first);
  here++;
  pthread_mutex_lock(&second);
  there++;
  pthread_mutex_unlock(&second);
  pthread_mutex_unlock(&first);
  pthread_join(t, 0);
  return 0;
}
`
const STRAIGHT = CROSSED.replace('lock(&second);\n  there', 'lock(&first);\n  there').replace(
  'lock(&first);\n  here++;\n  pthread_mutex_unlock(&first);\n  pthread_mutex_unlock(&second);\n  return',
  'lock(&second);\n  here++;\n  pthread_mutex_unlock(&second);\n  pthread_mutex_unlock(&first);\n  return',
)
const BRANCHED = `#include <pthread.h>
int seats = 1;
static void *take(void *arg) {
  if (seats > 0) seats--;
  return arg;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, take, 0);
  take(0);
  pthread_join(t, 0);
}
`

function groundOf(text: string) {
  const { program } = compile([{ name: 'two.c', text }])
  if (!program) throw new Error('no program')
  const mapping = mapStates((asked) => boot(program, asked), { states: 2_000, work: 20_000_000 })
  while (!mapping.advance(1_000));
  const map = mapping.result()
  if (!map) throw new Error('too many states')
  const fates = fatesOf(map, usualEnds(map))
  return { map, fates, terrain: terrainOf(map, fates) }
}

describe.each([
  ['two locks in two orders', CROSSED, true],
  ['two locks in one order', STRAIGHT, false],
])('%s', (_, text, canStick) => {
  const { map, fates, terrain } = groundOf(text)
  if (!terrain) throw new Error('no ground')

  it('has a dead end exactly where a deadlock can be met, and holes where both would have a lock', () => {
    const dead = terrain.places.filter(({ height }) => height === null)
    expect(dead.length > 0).toBe(canStick)
    expect(dead.every(({ fate }) => fate === 'stuck')).toBe(true)
    const [a, b] = terrain.steps
    expect(terrain.places.length).toBeLessThan((a + 1) * (b + 1))
    expect(map.ends.some(({ kind }) => kind === 'deadlock')).toBe(canStick)
  })

  it('counts every order that ends, as the map does', () => {
    expect(terrain.orders > 0n).toBe(true)
    if (!canStick) expect(terrain.orders).toBe(countOrders(map))
    else expect(terrain.orders < (countOrders(map) ?? 0n)).toBe(true)
    expect(terrain.places[terrain.placeOf[0] ?? -1]?.height).toBeCloseTo(Math.log2(Number(terrain.orders)))
  })

  it('goes by one step of one task from place to place, or stays where nobody has a choice', () => {
    for (const { from, to, task } of map.edges) {
      const [before, after] = [from, to].map((state) => terrain.places[terrain.placeOf[state] ?? -1]?.made)
      if (!before || !after) throw new Error('a state has no place')
      const moved = [after[0] - before[0], after[1] - before[1]]
      expect([[0, 0], task === terrain.tasks[0] ? [1, 0] : [0, 1]]).toContainEqual(moved)
    }
  })

  it('is drawn on to every place, from the beginning and from any other way', () => {
    const end = walkToEnd(map, [])
    terrain.places.forEach((place, target) => {
      for (const walk of [[], end]) {
        const drawn = drawTo(map, terrain, walk, target)
        expect(placesOf(map, terrain, drawn).at(-1)).toBe(place)
        // Every step of it is one that the map has.
        const states = statesOf(map, drawn)
        drawn.forEach((edge, i) => {
          expect(map.edges[edge]?.from).toBe(states[i])
        })
        expect(drawTo(map, terrain, drawn, terrain.placeOf[stateOf(map, [])] ?? -1)).toEqual([])
      }
    })
  })

  it('says of each place what its states say', () => {
    map.states.forEach((_, state) => {
      const place = terrain.places[terrain.placeOf[state] ?? -1]
      expect([fates[state], 'way']).toContain(place?.fate)
    })
  })
})

it('is none where the number of steps depends on the way', () => {
  expect(groundOf(BRANCHED).terrain).toBeNull()
})
