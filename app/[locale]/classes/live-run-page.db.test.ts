/** The page of a run that a class steers, as who teaches it and who learns in it are shown it. */
import type { ReactNode } from 'react'
import { prerender } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { askRun, stepRun } from '@/lib/classroom/live-run-store'
import { stepLive } from '@/lib/classroom/live-store'
import { account, joins, newClass } from '@/lib/classroom/test-class'
import { messages } from '@/lib/i18n/messages'
import LivePage from './[classId]/live/page'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  useRouter: () => ({}),
}))
const SOURCE = `#include <pthread.h>
int count;
void *work(void *arg) { count++; return NULL; }
int main(void) {
  pthread_t a;
  pthread_create(&a, NULL, work, NULL);
  pthread_join(a, NULL);
  return count;
}
`
vi.mock('@/lib/content/quiz', () => ({
  loadItem: (id: string) =>
    id === 'run.two' && {
      kind: 'choice',
      options: [],
      program: {
        file: 'steered.c',
        source: SOURCE,
        config: { cores: 1, policy: 'rr', quantum: 20, seed: 1 },
      },
    },
}))

const m = messages('en').liveRun

async function shownTo(viewer: Viewer, classId: string): Promise<string> {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  return request(browser, async () => {
    const page: ReactNode = await LivePage({
      params: Promise.resolve({ locale: 'en', classId }),
      searchParams: Promise.resolve({}),
    })
    const { prelude } = await prerender(page, {
      onError: (error) => {
        throw error
      },
    })
    return new Response(prelude).text()
  })
}

test('in front stands the run and what goes on by the votes, on a phone what can be chosen; when it is over, how it went', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  const run = await askRun(teacher, id, 'run.two')
  if (!run.ok) throw new Error(run.code)
  const [front, phone] = [await shownTo(teacher, id), await shownTo(learner, id)]
  for (const words of ['steered.c', m.toEnd, m.title, 'class="sim"']) expect(front).toContain(words)
  expect(phone.match(/class="live-option"/g)?.length).toBeGreaterThan(1)
  for (const words of ['class="sim"', m.toEnd, m.back]) expect(phone).not.toContain(words)

  expect(await stepRun(teacher, id, run.id, { round: 1, to: 'end' })).toEqual({ ok: true })
  expect(await shownTo(teacher, id)).toContain(m.over)
  expect(await shownTo(learner, id)).toContain(m.overPhone)
  await stepLive(teacher, id, run.id, null)
  for (const viewer of [teacher, learner]) {
    const after = await shownTo(viewer, id)
    expect(after).toContain(m.again)
    expect(after).toContain('steered.c')
  }
})
