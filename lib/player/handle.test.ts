import { describe, expect, it } from 'vitest'
import { compile, record } from '@/lib/engine'
import { withHandles } from './handle'

const SOURCE = `#include <pthread.h>
static pthread_t kept[2];
static unsigned long big = 1879048192;
static void *work(void *arg) { return arg; }
int main(void) {
  pthread_t t;
  unsigned long near = 1879048191 - 8000;
  pthread_create(&t, NULL, work, &near);
  pthread_create(&kept[0], NULL, work, &big);
  pthread_join(t, NULL);
  pthread_join(kept[0], NULL);
  return 0;
}
`

describe('the number of a thread', () => {
  const { program } = compile(SOURCE)
  if (!program) throw new Error('no program')
  const recording = record(program, { seed: 0 })
  const moments = Array.from({ length: recording.length }, (_, i) => recording.view(i))
  const both = moments.find(
    ({ tasks }) => tasks.length === 3 && tasks.every(({ state }) => state !== 'zombie' && state !== 'gone'),
  )
  if (!both) throw new Error('the threads are never there together')
  const shown = withHandles(both)
  const locals = shown.tasks[0]?.stack.flatMap((frame) => frame.locals) ?? []
  const globals = shown.processes[0]?.segments.flatMap(({ values }) => values) ?? []

  it('is told as the thread, wherever it is kept', () => {
    expect(locals.find(({ name }) => name === 't')?.value).toBe('→ B')
    expect(globals.find(({ name }) => name === 'kept')?.value).toContain('→ C')
  })

  it('is no other number, though it be near', () => {
    expect(globals.find(({ name }) => name === 'big')?.value).toBe('1879048192')
    expect(locals.find(({ name }) => name === 'near')?.value).toBe(String(1879048191 - 8000))
  })
})
