import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { lastBreak, lastStepOf, nextBreak, nextStepOf } from './breakpoint'
import { frameAt } from './frame'
import { openSession } from './session'
import { shapeOf } from './shape'

const LOOP = `#include <pthread.h>
int count;
static void *work(void *arg) {
  for (int i = 0; i < 3; i++) {
    count++;
    count += 0;
  }
  return NULL;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  return 0;
}
`
const files = [{ name: 'main.c', text: LOOP }]
const shown = (grain: 'line' | 'operation') => {
  const input = { files, config: { cores: 1 }, schedule: '', grain, locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  return { session, shape: shapeOf(session) }
}
/** All positions at which a run stops, from its beginning on. */
function stops(next: (position: number) => number, end: number): number[] {
  const found: number[] = []
  for (let at = next(0); at < end; at = next(at)) found.push(at)
  return found
}

describe.each(['line', 'operation'] as const)('breakpoints of a run that is shown by the %s', (grain) => {
  const { session, shape } = shown(grain)
  const [COUNT, CREATE] = [5, 12]
  it('stop a task before it runs the line, each time that it comes there', () => {
    const at = stops((position) => nextBreak(shape, position, new Set([COUNT])), shape.length)
    expect(at).toHaveLength(3)
    for (const position of at) expect(frameAt(session, position).view.tasks[1]?.line).toBe(COUNT)
  })

  it('are the same ones backwards, with the beginning after the first', () => {
    const breaks = new Set([COUNT, CREATE])
    const forwards = stops((position) => nextBreak(shape, position, breaks), shape.length)
    const backwards: number[] = []
    for (let at = lastBreak(shape, shape.length, breaks); at > 0; at = lastBreak(shape, at, breaks))
      backwards.push(at)
    expect(backwards.reverse()).toEqual(forwards)
    expect(nextBreak(shape, 0, new Set())).toBe(shape.length)
    expect(lastBreak(shape, shape.length, new Set([1]))).toBe(0)
  })

  it('one task is followed over the steps of the others', () => {
    const at = stops((position) => nextStepOf(shape, position, 1), shape.length)
    expect(at.length).toBeGreaterThan(3)
    expect(at.map((position) => shape.tasks[position - 1])).toEqual(at.map(() => 1))
    expect(lastStepOf(shape, at[2] ?? 0, 1)).toBe(at[1])
    expect(lastStepOf(shape, at[0] ?? 0, 1)).toBe(0)
    expect(nextStepOf(shape, 0, 7)).toBe(shape.length)
  })
})
