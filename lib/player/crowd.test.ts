import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { crowdOf, fewProcesses, foldTasks, keptTasks } from './crowd'
import { frameAt } from './frame'
import { openSession } from './session'

const HUNDRED = `#include <pthread.h>
static void *rest(void *arg) {
    return arg;
}
int main(void) {
    pthread_t all[100];
    for (int i = 0; i < 100; i++)
        pthread_create(&all[i], NULL, rest, NULL);
    for (int i = 0; i < 100; i++)
        pthread_join(all[i], NULL);
    return 0;
}
`
const CHILDREN = `#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 12; i++)
        if (fork() == 0) {
            usleep(1000);
            return 0;
        }
    while (wait(NULL) > 0)
        continue;
    return 0;
}
`

function framesOf(text: string) {
  const files = [{ name: 'crowd.c', text }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: ['tasks'] } as const
  const session = openSession(input, compile(files), event)
  return session.stops.map((_, position) => frameAt(session, position))
}

describe('a hundred threads', () => {
  const frames = framesOf(HUNDRED)
  const folded = frames.map((frame) => ({
    frame,
    groups: foldTasks(
      frame.shown.tasks.filter(({ state }) => state !== 'gone'),
      keptTasks(frame),
    ),
  }))

  it('are a few boxes at every step, and nobody is lost', () => {
    expect(Math.max(...frames.map(({ shown }) => shown.tasks.length))).toBe(101)
    for (const { frame, groups } of folded) {
      expect(groups.length).toBeLessThanOrEqual(8)
      const all = groups.flatMap((group) => group.all.map(({ index }) => index))
      const shown = frame.shown.tasks.filter(({ state }) => state !== 'gone').map(({ index }) => index)
      expect(all.sort((a, b) => a - b)).toEqual(shown)
    }
  })

  it('stay where they are from step to step: the first ones, then crowds, then who runs', () => {
    const many = folded.filter(({ groups }) => groups.some(({ all }) => all.length > 1))
    expect(many.length).toBeGreaterThan(100)
    for (const { frame, groups } of many) {
      const firsts = frame.shown.tasks.slice(0, 4).filter(({ state }) => state !== 'gone')
      expect(groups.slice(0, firsts.length).map(({ all }) => all)).toEqual(firsts.map((task) => [task]))
      const others = groups.slice(firsts.length)
      const isKept = others.map(({ first }) => keptTasks(frame).has(first.index))
      expect(isKept).toEqual([...isKept].sort((a, b) => Number(a) - Number(b)))
      const crowds = others.filter((_, i) => !isKept[i]).map(({ first }) => crowdOf(first))
      expect(crowds).toEqual([...crowds].sort())
    }
  })

  it('leave by itself whoever is on a core or has just done something', () => {
    for (const { frame, groups } of folded)
      for (const task of keptTasks(frame)) {
        const group = groups.find(({ all }) => all.some(({ index }) => index === task))
        if (group) expect(group.all.length).toBe(1)
      }
  })
})

it('of twelve children as many are drawn as have room, among them who runs', () => {
  const frames = framesOf(CHILDREN)
  const most = Math.max(
    ...frames.map((frame) => {
      const { view, folded } = fewProcesses(frame.shown, keptTasks(frame))
      const all = frame.shown.processes.filter(({ state }) => state !== 'gone')
      expect(folded === 0 ? all.length : view.processes.length + folded).toBe(all.length)
      for (const task of frame.shown.cores.flatMap((one) => one ?? []))
        expect(view.processes.map(({ pid }) => pid)).toContain(frame.shown.tasks[task]?.pid)
      return folded
    }),
  )
  expect(most).toBeGreaterThan(0)
})
