/** A race is told with what orders the tasks and what does not: counted by hand. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { boot, compile, explore, type Stories } from '../index'

function told(source: Parameters<typeof compile>[0]): Stories & { races: Stories['races'] } {
  const { program } = compile(source)
  if (!program) throw new Error('no program')
  const run = explore((asked) => boot(program, asked), { states: 20_000, work: 60_000_000 })
  while (!run.advance(1_000));
  run.result()
  return run.stories()
}

const lesson = (name: string) => readFileSync(`content/race-and-mutex/${name}.c`, 'utf8')

it('names the three pairs of a lost update, and that creating and joining order the rest', () => {
  const { races } = told(lesson('lost-update'))
  expect(races).toHaveLength(1)
  const [story] = races
  if (!story) return
  const { steps, first, second, orders, pairs } = story
  const say = (i: number) => {
    const { task, line, deed } = steps[i] ?? { task: -1, line: 0, deed: { kind: 'clock' as const } }
    return `${task} ${line} ${deed.kind}${deed.kind === 'call' ? ` ${deed.call}` : ''}`
  }
  expect(pairs.map(({ from, to }) => [say(from), say(to)].sort()).sort()).toEqual([
    ['0 7 read', '1 7 write'],
    ['0 7 write', '1 7 read'],
    ['0 7 write', '1 7 write'],
  ])
  expect(pairs).toContainEqual({ from: first, to: second })
  expect(orders.map(({ from, to }) => [say(from), say(to)])).toEqual([
    ['0 13 call pthread_create', '1 7 read'],
    ['1 0 end', '0 15 call pthread_join'],
  ])
  // From its beginning to its end.
  expect(steps.at(-1)?.deed.kind).toBe('end')
  expect(steps.findLast(({ line }) => line === 16)?.values[0]).toMatch(/^[12]$/)
})

it('tells the shortest order to each end, with what the variables hold', () => {
  const { ends } = told(lesson('lost-update'))
  const counts = ends.map(({ names, steps }) => {
    const touched = steps.filter(({ deed }) => 'name' in deed && deed.name === 'count')
    return [names, touched.map(({ values }) => values[0])]
  })
  // Two orders: one after the other reads 0, writes 1, reads 1, writes 2; both read first.
  expect(counts).toContainEqual([['count'], ['0', '1', '1', '2', '2']])
  expect(counts).toContainEqual([['count'], ['0', '0', '1', '1', '1']])
})

it('sees that a lock orders, and where it is of another variable that it does not', () => {
  expect(told(lesson('locked')).races).toEqual([])
  const [story] = told(lesson('two-locks')).races
  const calls = (story?.orders ?? []).map(({ from, to }) =>
    [from, to].map((i) => {
      const deed = story?.steps[i]?.deed
      return deed?.kind === 'call' ? deed.call : deed?.kind
    }),
  )
  // No unlock of the one lock comes before a lock of the other.
  expect(calls.flat().filter((call) => call?.includes('mutex'))).not.toContain('pthread_mutex_unlock')
  expect(story?.pairs.length).toBe(3)
})

it('knows what was done before an unlock where somebody locks afterwards', () => {
  const [story] = told(`#include <pthread.h>
int guarded, bare;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *other(void *arg) {
  pthread_mutex_lock(&m); guarded++; pthread_mutex_unlock(&m);
  bare = 1;
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
  pthread_mutex_lock(&m); guarded++; pthread_mutex_unlock(&m);
  bare = 2;
  pthread_join(t, 0);
}
`).races
  expect([...(story?.names ?? [])].sort()).toEqual(['bare', 'guarded'])
  expect(story?.pairs).toHaveLength(1)
  const locks = (story?.orders ?? []).filter(({ to }) => {
    const deed = story?.steps[to]?.deed
    return deed?.kind === 'call' && deed.call === 'pthread_mutex_lock'
  })
  // Whoever came second learned of the first by its lock, or did its plain write before that: at most one such link.
  expect(locks.length).toBeLessThanOrEqual(1)
})

it('says of a line in which file it is', () => {
  const files = [
    {
      name: 'main.c',
      text: '#include <pthread.h>\nvoid *add(void *);\nint main(void) {\n  pthread_t t;\n  pthread_create(&t, 0, add, 0);\n  add(0);\n  pthread_join(t, 0);\n  return 0;\n}\n',
    },
    { name: 'add.c', text: 'static int count;\nvoid *add(void *arg) {\n  count++;\n  return arg;\n}\n' },
  ]
  const [story] = told(files).races
  if (!story) throw new Error('there is a race')
  const { steps, first, second } = story
  for (const i of [first, second]) expect(steps[i]).toMatchObject({ file: 1, line: 3 })
  const create = steps.find(({ deed }) => deed.kind === 'call' && deed.call === 'pthread_create')
  expect(create?.line).toBe(5)
  expect(create?.file).toBeUndefined()
})
