import { describe, expect, it } from 'vitest'
import { compile, type MachineView } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { frameAt } from '@/lib/player/frame'
import { chooseNext, openSession, type Session } from '@/lib/player/session'
import { waitRing } from './wait-ring'

const TWO_LOCKS = `#include <pthread.h>
pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *other(void *arg) {
  pthread_mutex_lock(&b);
  pthread_mutex_lock(&a);
  pthread_mutex_unlock(&a);
  pthread_mutex_unlock(&b);
  return NULL;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, other, NULL);
  pthread_mutex_lock(&a);
  pthread_mutex_lock(&b);
  pthread_mutex_unlock(&b);
  pthread_mutex_unlock(&a);
  pthread_join(t, NULL);
  return 0;
}
`

describe('two locks taken in two orders', () => {
  const session = opened()
  const views = viewsOf(session)
  const taken = views.findIndex(({ syncs: [a, b] }) => a?.owner === 0 && b?.owner === null)
  // The other goes on once main has its first lock, and takes its own first.
  const last = viewsOf(chooseNext(session, taken, 1)).at(-1) as MachineView

  it('are shown with who has them and who waits', () => {
    expect(last.ended?.reason).toBe('deadlock')
    expect(last.syncs.map(({ name, kind, owner, waiters }) => ({ name, kind, owner, waiters }))).toEqual([
      { name: 'a', kind: 'mutex', owner: 0, waiters: [1] },
      { name: 'b', kind: 'mutex', owner: 1, waiters: [0] },
    ])
  })

  it('make a ring of the two tasks', () => {
    expect(waitRing(last)).toEqual([
      { task: 0, waitsFor: 'b', next: 1 },
      { task: 1, waitsFor: 'a', next: 0 },
    ])
  })

  it('make none where one has both at once', () => {
    for (const view of views) expect(waitRing(view)).toBeNull()
  })
})

function opened(): Session {
  const files = [{ name: 'two.c', text: TWO_LOCKS }]
  const input = {
    files,
    config: { cores: 1, seed: 0 },
    schedule: '',
    grain: 'operation',
    locale: 'en',
    parts: [],
  } as const
  return openSession(input, compile(files), event)
}

function viewsOf(session: Session): MachineView[] {
  return session.stops.map((_, p) => frameAt(session, p).view)
}
