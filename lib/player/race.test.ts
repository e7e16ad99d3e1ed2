import { describe, expect, it } from 'vitest'
import { boot, compile, explore, type RaceStory } from '@/lib/engine'
import { racePicture, shortestOther } from './race'

const RACE = `#include <pthread.h>
#include <stdio.h>
int count;
static void *work(void *arg) { count++; return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, work, 0);
  work(0);
  pthread_join(t, 0);
  printf("%d\\n", count);
}
`

function explored(source: string) {
  const { program } = compile(source)
  if (!program) throw new Error('no program')
  const run = explore((asked) => boot(program, asked), { states: 5_000, work: 20_000_000 })
  while (!run.advance(1_000));
  return { found: run.result(), stories: run.stories() }
}

describe('the picture of a race', () => {
  const { found, stories } = explored(RACE)
  const story = stories.races[0]
  if (!story) throw new Error('no race was found')
  const picture = racePicture(story)

  it('shows every step that an arrow or a pair is about, in order, and counts the others', () => {
    const shown = picture.rows.flatMap((row) => (row.kind === 'step' ? [row.step] : []))
    const about = [...picture.orders, ...picture.pairs].flatMap(({ from, to }) => [from, to])
    expect(shown).toEqual([...new Set(about)].sort((a, b) => a - b))
    const folded = picture.rows.reduce((sum, row) => sum + (row.kind === 'fold' ? row.steps : 0), 0)
    const [first, last] = [shown[0] ?? 0, shown.at(-1) ?? 0]
    expect(shown.length + folded).toBe(last - first + 1)
  })

  it('has the two tasks and the three pairs of a lost update', () => {
    expect(picture.tasks).toEqual([0, 1])
    expect(picture.pairs).toHaveLength(3)
    expect(picture.pairs[0]).toEqual({ from: story.first, to: story.second })
  })

  it('stands beside the order that loses an update', () => {
    const index = shortestOther(found.outcomes, found.deadlocks)
    expect(found.outcomes[index ?? -1]?.stdout).toBe('1\n')
  })
})

describe('the end that is compared with the usual one', () => {
  const end = (switches: number, length = 5) => ({ switches, length })

  it('is that of the fewest switches among the others, a deadlock too', () => {
    expect(shortestOther([end(3), end(1), end(2)], [])).toBe(2)
    expect(shortestOther([end(1)], [end(4), end(2)])).toBe(2)
    expect(shortestOther([end(2, 9), end(1), end(2, 4)], [])).toBe(2)
  })

  it('is none where all orders end alike', () => {
    expect(shortestOther([end(2)], [])).toBeNull()
    expect(shortestOther([], [])).toBeNull()
  })
})

describe('the picture of a race of which a third task is part', () => {
  const step = (task: number) => ({
    task,
    line: 1,
    deed: { kind: 'write', name: 'x', value: '1' },
    values: [],
  })
  const story = {
    steps: [step(0), step(1), step(2)],
    first: 0,
    second: 2,
    orders: [],
    pairs: [
      { from: 0, to: 2 },
      { from: 1, to: 2 },
    ],
  } as unknown as RaceStory

  it('has the lanes of the two accesses side by side, so that none stands between them', () => {
    expect(racePicture(story).tasks).toEqual([0, 2, 1])
    expect(racePicture({ ...story, first: 1, second: 2 }).tasks).toEqual([0, 1, 2])
  })
})
