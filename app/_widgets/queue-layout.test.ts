/** Spans of time say what the machine holds, and add up to what it counts. */
import { describe, expect, it } from 'vitest'
import { compile, type PolicyName, type Recording, record } from '@/lib/engine'
import { type TaskTimes, taskTimesOf } from '@/lib/player/task-time'
import { layQueue } from './queue-layout'

const WORK = `#include <pthread.h>
#include <unistd.h>
volatile int done[4];
static void work(int task, int units) {
  for (int u = 0; u < units; u++) {
    int x = u;
    for (int i = 0; i < 200; i++) x = x * 3 + i;
    done[task] = x;
  }
}
static void *batch(void *arg) {
  work(1, 12);
  return NULL;
}
static void *quick(void *arg) {
  work(2, 4);
  return NULL;
}
static void *typing(void *arg) {
  for (int i = 0; i < 3; i++) {
    work(3, 1);
    usleep(15);
  }
  return NULL;
}
int main(void) {
  pthread_t t[3];
  pthread_create(&t[0], NULL, batch, NULL);
  pthread_create(&t[1], NULL, quick, NULL);
  pthread_create(&t[2], NULL, typing, NULL);
  for (int i = 0; i < 3; i++) pthread_join(t[i], NULL);
  return 0;
}
`
const POLICIES: readonly PolicyName[] = ['fifo', 'rr', 'priority', 'mlfq', 'fair']
const SWITCH = 1500
const DOING = { running: 'running', runnable: 'ready', sleeping: 'waiting' } as const

describe.each(POLICIES)('times under %s', (policy) => {
  const recording = recorded(policy)
  const times = taskTimesOf(recording)

  it('say of every moment what the machine holds', () => {
    for (let i = 0; i <= recording.length; i++) {
      const { tasks, time } = recording.view(i)
      for (const { index, state } of tasks) {
        if (state === 'zombie' || state === 'gone') continue
        const around = times.tasks[index]?.spans.filter(({ from, to }) => from <= time && time <= to) ?? []
        const told = around.map(({ doing }) => doing)
        expect(told, `${index} after ${i}`).toContain(DOING[state as keyof typeof DOING])
      }
    }
  })

  it('add up: ready is waiting and being switched to, and all of it is the turnaround', () => {
    for (const { task, spans, metrics } of times.tasks) {
      const sum = (doing: string) =>
        spans.filter((span) => span.doing === doing).reduce((total, { from, to }) => total + to - from, 0)
      const switches = recording.result.metrics.tasks[task]?.switches ?? 0
      expect(sum('ready'), `task ${task}`).toBe(metrics.waiting + switches * SWITCH)
      expect((spans.at(-1)?.to ?? 0) - (spans[0]?.from ?? 0)).toBe(metrics.turnaround)
      for (const [i, span] of spans.entries()) if (i > 0) expect(span.from).toBe(spans[i - 1]?.to)
    }
  })

  it('are drawn as they are, cut at the moment; nothing behind it while locked', () => {
    for (const now of [0, times.end / 3, times.end]) {
      const { lanes, marks } = layQueue(times, now, false)
      expect(lengthOf(lanes)).toBeCloseTo(lengthOf(times.tasks.map(({ spans }) => ({ bars: spans }))))
      expect(marks.length).toBeLessThanOrEqual(6)
      const locked = layQueue(times, now, true)
      expect(
        locked.lanes.flatMap(({ bars }) => bars).every(({ to, isFuture }) => to <= now && !isFuture),
      ).toBe(true)
    }
  })
})

it('folds tasks beyond eight', () => {
  const times = taskTimesOf(recorded('rr'))
  const [one] = times.tasks
  if (!one) throw new Error('there is no task')
  const many: TaskTimes = { ...times, tasks: Array.from({ length: 11 }, (_, task) => ({ ...one, task })) }
  const { lanes, folded } = layQueue(many, times.end, false)
  expect([lanes.length, folded]).toEqual([8, 3])
})

function lengthOf(lanes: readonly { bars: readonly { from: number; to: number }[] }[]): number {
  return lanes.flatMap(({ bars }) => bars).reduce((sum, { from, to }) => sum + to - from, 0)
}

function recorded(policy: PolicyName): Recording {
  const { program } = compile(WORK)
  if (!program) throw new Error('it does not compile')
  return record(program, { cores: 1, seed: 0, quantum: 2, policy })
}
