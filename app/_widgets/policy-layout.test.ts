import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { policy as english } from '@/lib/i18n/en/policy'
import { policy as korean } from '@/lib/i18n/ko/policy'
import { policyRunsOf } from '@/lib/player/policy-run'
import { coreSpans, lanesOf, MOST_LANES, scaleOf } from './policy-layout'

const MANY = `#include <pthread.h>
volatile int done[9];
static void *work(void *arg) {
  for (int i = 0; i < 20; i++) done[(long)arg] = i;
  return NULL;
}
int main(void) {
  pthread_t t[8];
  for (long i = 0; i < 8; i++) pthread_create(&t[i], NULL, work, (void *)i);
  for (int i = 0; i < 8; i++) pthread_join(t[i], NULL);
  return 0;
}
`

function runOf(text: string, cores = 1) {
  const { program } = compile(text)
  if (!program) throw new Error('no program')
  const [run] = policyRunsOf(program, { quantum: 4, cores, seed: 0 }, ['rr'])
  if (!run) throw new Error('no run')
  return run
}

describe('what the cores did', () => {
  for (const cores of [1, 2])
    it(`has no two things at once and a switch before each newcomer, on ${cores} cores`, () => {
      const run = runOf(MANY, cores)
      for (let core = 0; core < cores; core++) {
        const spans = coreSpans(run, core)
        expect(spans.length).toBeGreaterThan(1)
        for (const [i, span] of spans.entries()) {
          expect(span.to).toBeGreaterThan(span.from)
          expect(span.from).toBeGreaterThanOrEqual(spans[i - 1]?.to ?? 0)
          const before = spans[i - 1]
          if (before && before.task !== null && span.task !== null) expect(before.task).toBe(span.task)
        }
      }
    })
})

describe('many tasks', () => {
  it('get lanes up to a number, and the rest is counted', () => {
    const { lanes, folded } = lanesOf(runOf(MANY))
    expect(lanes.length).toBeLessThan(MOST_LANES + 1)
    expect(lanes.length + folded).toBe(8)
  })
})

describe('the scale', () => {
  it('reaches the latest end with round numbers that have room', () => {
    const run = runOf(MANY)
    for (const room of [2, 4, 8]) {
      const { end, marks } = scaleOf([run], room)
      expect(end).toBe(run.times.end)
      expect(marks.length).toBeLessThanOrEqual(room + 1)
      expect(marks.length).toBeGreaterThan(1)
    }
  })
})

describe('the words of the chart', () => {
  it('never call blocked what the column calls waiting: ready and not running', () => {
    for (const { waiting, laneNote, lane, rules } of [english, korean]) {
      const drawn = [laneNote, lane, ...Object.values(rules)].join(' ').toLowerCase()
      expect(drawn).not.toContain(waiting.toLowerCase())
      expect(drawn).not.toMatch(/\bwait(s|ed)?\b|대기/)
    }
  })
})
