import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { comparePicture, compareSessions } from './compare'
import { positionsAt } from './lockstep'
import { openSession, type RunInput } from './session'

const COUNT = `#include <pthread.h>
#include <stdio.h>
int count = 0;
static void *work(void *arg) {
    count++;
    return NULL;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    work(NULL);
    pthread_join(t, NULL);
    printf("count = %d\\n", count);
    return 0;
}
`
const PROCESS = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int x = 1;
int main(void) {
    if (fork() == 0) {
        x = 5;
        return 0;
    }
    wait(NULL);
    printf("x = %d\\n", x);
    return 0;
}
`
const THREAD = `#include <pthread.h>
#include <stdio.h>
int x = 1;
static void *work(void *arg) {
    x = 5;
    return NULL;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    printf("x = %d\\n", x);
    return 0;
}
`

function open(text: string, more: Partial<RunInput> = {}) {
  const files = [{ name: 'main.c', text }]
  const input: RunInput = {
    files,
    config: { seed: 0 },
    schedule: '',
    grain: 'line',
    locale: 'en',
    parts: [],
    ...more,
  }
  return openSession(input, compile(files), event)
}

describe('two orders of one program', () => {
  const good = open(COUNT, { grain: 'operation', schedule: '1.rr.20.0.A3B2' })
  const bad = open(COUNT, { grain: 'operation', schedule: '1.rr.20.0.A2B1A1B1' })
  const comparison = compareSessions(good, bad)

  it('part at the first step that another task takes', () => {
    const { parting, columns, left, right } = comparison
    if (parting?.why !== 'task') throw new Error(`they part by ${parting?.why}`)
    const before = columns.slice(0, parting.column - 1)
    expect(before.length).toBeGreaterThan(0)
    for (const at of before) expect(left.steps[(at.left ?? 0) - 1]).toEqual(right.steps[(at.right ?? 0) - 1])
    expect([parting.left.task, parting.right.task]).toEqual([0, 1])
    expect([left.output, right.output]).toEqual(['count = 2\n', 'count = 1\n'])
  })

  it('hold the same up to there, and other values at the end', () => {
    const { parting, columns, facts } = comparison
    expect(facts.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'variable count',
      'output ',
      'held count',
    ])
    const at = (column: number) => comparePicture(good, bad, comparison, column)
    const before = at((parting?.column ?? 0) - 1)
    expect(before.left.possessions).toEqual(before.right.possessions)
    const end = at(columns.length)
    expect(end.left.possessions[0]?.[0]?.value).toBe('2')
    expect(end.right.possessions[0]?.[0]?.value).toBe('1')
  })

  it('count the steps of the program alone, each by the task that made it', () => {
    const source = COUNT.split('\n').map((line) => line.trim())
    for (const { steps, columns } of [
      { steps: comparison.left.steps, columns: comparison.columns.map(({ left }) => left) },
      { steps: comparison.right.steps, columns: comparison.columns.map(({ right }) => right) },
    ])
      for (const position of columns) {
        if (position === null) continue
        const step = steps[position - 1]
        expect(step?.text).toBe(source[(step?.line ?? 0) - 1])
        expect(step?.text).not.toBe('')
        // main is all that makes, joins and prints.
        if (step?.text.startsWith('pthread') || step?.text.startsWith('printf')) expect(step.task).toBe(0)
      }
  })

  it('do not part from themselves', () => {
    expect(compareSessions(bad, bad).parting).toBeNull()
  })
})

describe('two programs', () => {
  const [process, thread] = [open(PROCESS), open(THREAD)]
  const comparison = compareSessions(process, thread)

  it('stand side by side where the same task runs a line that reads alike', () => {
    const { columns, left, right } = comparison
    const alike = columns.flatMap((at) => {
      const [l, r] = [left.steps[(at.left ?? 0) - 1], right.steps[(at.right ?? 0) - 1]]
      return l && r && l.text === r.text && l.task === r.task ? [l.text] : []
    })
    expect(alike).toContain('x = 5;')
    expect(alike).toContain('printf("x = %d\\n", x);')
    const last = positionsAt(columns, columns.length)
    expect(last).toEqual({ left: left.steps.length, right: right.steps.length })
  })

  it('part where a task sees another value, not where their texts differ', () => {
    const { parting, columns, left } = comparison
    expect(parting).toMatchObject({ why: 'value', task: 0, name: 'x', left: '1', right: '5' })
    const step = left.steps[(columns[(parting?.column ?? 0) - 1]?.left ?? 0) - 1]
    expect(step).toMatchObject({ task: 1, text: 'x = 5;' })
  })

  it('show who has what alone and who together, from the first picture to the last', () => {
    const { facts, columns, parting } = comparison
    const space = facts.find(({ kind }) => kind === 'space')
    expect(space).toMatchObject({ left: [[0], [1]], right: [[0, 1]] })
    const x = facts.findIndex(({ name }) => name === 'x')
    const states = (column: number) =>
      comparePicture(process, thread, comparison, column).left.possessions[x]?.map(({ state }) => state)
    expect(states(0)).toEqual(['there', 'before'])
    const after = comparePicture(process, thread, comparison, parting?.column ?? 0)
    expect(after.left.possessions[x]?.map(({ value }) => value)).toEqual(['1', '5'])
    expect(after.right.possessions[x]).toEqual([{ owners: [0, 1], value: '5', old: '1', state: 'there' }])
    expect(states(columns.length)).toEqual(['there', 'ended'])
  })
})
