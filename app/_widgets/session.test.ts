import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { openSession, shapeOf } from './session'

/** main makes a thread that ends at once, waits for it, and goes on alone. */
const SOURCE = `#include <pthread.h>
static int seen;
static void *work(void *arg) {
  seen = 1;
  return NULL;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  seen = 2;
  seen = 3;
  return 0;
}
`

describe('the outline of a run', () => {
  it('shows a core idle once its task waits or has ended', () => {
    const files = [{ name: 'main.c', text: SOURCE }]
    const input = { files, config: { cores: 2 }, schedule: '', grain: 'line', locale: 'en' } as const
    const session = openSession(input, compile(files), event)
    const { held, tasks } = shapeOf(session)
    const work = 1
    const lastOfWork = tasks.lastIndexOf(work)
    expect(lastOfWork).toBeGreaterThan(0)
    expect(held.slice(lastOfWork + 1).flat()).not.toContain(work)
    expect(held.at(-1)?.filter((task) => task !== null)).toEqual([0])
  })
})
