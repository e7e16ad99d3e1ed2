import { describe, expect, it } from 'vitest'
import { compile, type PolicyName } from '@/lib/engine'
import { bestOf, meanOf, measuredTasks, waitsOf } from './policy'
import { policyRunsOf } from './policy-run'

const POLICIES: readonly PolicyName[] = ['fifo', 'rr', 'mlfq', 'fair']

/** A long task comes first, then a short one, then one that computes a little and sleeps. */
const WORKLOAD = `#include <pthread.h>
#include <unistd.h>
volatile int done[4];
static void work(int task, int units) {
  for (int u = 0; u < units; u++) {
    int x = u;
    for (int i = 0; i < 800; i++) x = x * 3 + i;
    done[task] = x;
  }
}
static void *batch(void *arg) { work(1, 40); return NULL; }
static void *quick(void *arg) { work(2, 10); return NULL; }
static void *typing(void *arg) {
  for (int i = 0; i < 5; i++) { work(3, 2); usleep(15); }
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

function runs(quantum: number, cores = 1) {
  const { program } = compile(WORKLOAD)
  if (!program) throw new Error('no program')
  return policyRunsOf(program, { quantum, cores, seed: 0 }, POLICIES)
}

describe('one workload under several policies', () => {
  const all = runs(2)
  const of = (policy: PolicyName) => {
    const run = all.find((one) => one.policy === policy)
    if (!run) throw new Error(policy)
    return run
  }

  it('measures what its picture shows, task by task', () => {
    for (const run of all)
      for (const { spans, metrics } of measuredTasks(run)) {
        const sum = (doing: string) =>
          spans.filter((span) => span.doing === doing).reduce((n, { from, to }) => n + to - from, 0)
        const [first, last] = [spans[0], spans.at(-1)]
        expect(metrics.turnaround, run.policy).toBe((last?.to ?? 0) - (first?.from ?? 0))
        const begin = spans.find(({ doing }) => doing === 'running')?.from ?? 0
        expect(metrics.response, run.policy).toBe(begin - (first?.from ?? 0))
        expect(sum('running') + sum('ready') + sum('waiting'), run.policy).toBe(metrics.turnaround)
      }
  })

  it('does the same work under each', () => {
    const work = all.map((run) => Math.round(meanOfRunning(run) / 1000))
    expect(Math.max(...work) - Math.min(...work)).toBeLessThanOrEqual(1)
  })

  it('says of each task how long it waits, and that its own work is the same', () => {
    const rows = waitsOf(all)
    expect(rows.map(({ task }) => task)).toEqual([1, 2, 3])
    for (const {
      task,
      waits,
      runs: [least, most],
    } of rows) {
      const measured = all.map((run) => measuredTasks(run).find((one) => one.task === task)?.metrics)
      expect(waits).toEqual(measured.map((metrics) => metrics?.waiting))
      expect(Math.max(...waits)).toBeGreaterThan(1.2 * Math.min(...waits))
      expect(most - least).toBeLessThanOrEqual(2_000)
    }
  })

  it('takes a core away at the end of a quantum, but not under FIFO', () => {
    expect(of('fifo').expiries).toEqual([])
    expect(of('rr').expiries.length).toBeGreaterThan(10)
    expect(of('rr').switches).toBeGreaterThan(of('fifo').switches)
    expect(bestOf(all, ({ switches }) => switches)).toEqual(['fifo'])
  })

  it('answers sooner under round robin than under FIFO, and the sooner the shorter the quantum', () => {
    expect(meanOf(of('rr'), 'response')).toBeLessThan(meanOf(of('fifo'), 'response') / 2)
    const long = runs(20).find(({ policy }) => policy === 'rr')
    expect(meanOf(of('rr'), 'response')).toBeLessThan(long ? meanOf(long, 'response') : 0)
  })

  it('says on which core each task ran', () => {
    for (const run of runs(2, 2)) {
      const used = run.times.tasks.flatMap(({ spans }) =>
        spans.flatMap(({ doing, core }) => (doing === 'running' ? [core] : [])),
      )
      expect([...new Set(used)].sort(), run.policy).toEqual([0, 1])
      for (const core of [0, 1]) {
        const spans = run.times.tasks
          .flatMap((task) => task.spans)
          .filter((span) => span.doing === 'running' && span.core === core)
          .sort((a, b) => a.from - b.from)
        for (const [i, span] of spans.entries())
          expect(span.from, `${run.policy}, core ${core}`).toBeGreaterThanOrEqual(spans[i - 1]?.to ?? 0)
      }
    }
  })
})

function meanOfRunning(run: ReturnType<typeof runs>[number]): number {
  const tasks = measuredTasks(run)
  return tasks.reduce((sum, { metrics }) => sum + metrics.running, 0) / tasks.length
}
