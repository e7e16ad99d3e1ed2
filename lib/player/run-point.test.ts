import { expect, test } from 'vitest'
import { compile, record } from '@/lib/engine'
import { endPoint, firstPoint, nextPoint, pointBefore, type RunPoint, turnsOfRun } from './run-point'

const source = `#include <pthread.h>
#include <stdio.h>
int count;
void *work(void *arg) {
  for (int i = 0; i < 2; i++) count++;
  return NULL;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, NULL);
  pthread_create(&b, NULL, work, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d\\n", count);
}
`
const PROGRAM = { file: 'count.c', source, config: { cores: 1, policy: 'rr', quantum: 20, seed: 1 } } as const
const replayed = (schedule: string) => {
  const { program } = compile([{ name: PROGRAM.file, text: source }])
  if (!program) throw new Error('it compiles')
  return record(program, PROGRAM.config, schedule, 20_000)
}
function begun(): RunPoint {
  const point = firstPoint(PROGRAM)
  if (!point) throw new Error('there is something to choose')
  return point
}
/** Goes on by a rule until the run is over. */
function walk(choose: (choices: readonly number[], n: number) => number | undefined): RunPoint[] {
  const path = [begun()]
  for (let at = begun(), n = 0; at.choices.length > 0; n++) {
    const next = nextPoint(PROGRAM, at, choose(at.choices, n) ?? -1)
    if (!next) throw new Error(`nothing comes after ${at.schedule}`)
    path.push(next)
    at = next
  }
  return path
}

test('a run goes from choice to choice until its end, and its schedule leads there again', () => {
  const path = walk((choices, n) => choices[n % choices.length])
  expect(path.length).toBeGreaterThan(4)
  const last = path.at(-1)
  expect(last?.choices).toEqual([])
  const again = replayed(last?.schedule ?? '')
  expect([again.length, again.schedule(again.length)]).toEqual([last?.steps, last?.schedule])
  for (const { steps, schedule, choices } of path.slice(0, -1)) {
    expect(choices.length).toBeGreaterThan(1)
    expect(replayed(schedule).choices(steps)).toEqual(choices)
  }
  // The same choices make the same run.
  expect(walk((choices, n) => choices[n % choices.length])).toEqual(path)
})

test('another order leads to another end: with a task that always goes on none is lost, by turns an update is', () => {
  const outputOf = ({ schedule, steps }: RunPoint) =>
    replayed(schedule)
      .view(steps)
      .output.map(({ text }) => text)
      .join('')
  expect(outputOf(walk((choices) => choices[0]).at(-1) as RunPoint)).toBe('4\n')
  expect(outputOf(walk((choices, n) => choices[n % choices.length]).at(-1) as RunPoint)).toMatch(/^[23]\n$/)
})

test('only who may run can be chosen; each choice can be taken back; the rest can be left to the policy', () => {
  const first = begun()
  for (const task of [-1, 7, 0.5]) expect(nextPoint(PROGRAM, first, task)).toBeNull()
  const path = walk((choices, n) => choices[n % choices.length])
  const last = path.at(-1) as RunPoint
  expect(nextPoint(PROGRAM, last, 0)).toBeNull()
  for (const point of [path[0], path[2], path.at(-2)] as RunPoint[])
    expect(pointBefore(PROGRAM, last, point.steps)).toEqual(point)
  const end = endPoint(PROGRAM, first)
  expect(end?.choices).toEqual([])
  expect(replayed(end?.schedule ?? '').length).toBe(end?.steps)
})

test('a program with one task, or none, has nothing to choose', () => {
  expect(firstPoint({ ...PROGRAM, source: 'int main(void) { return 0; }' })).toBeNull()
  expect(firstPoint({ ...PROGRAM, source: 'int main(' })).toBeNull()
})

test('where a run turned is where it left a task that could have gone on, and not where that had to wait', () => {
  // As each runs to its end nobody is left but by the join, and by what the policy does.
  const calm = { ...PROGRAM, config: { ...PROGRAM.config, policy: 'fifo' } } as const
  const waits = replayed('1.fifo.20.1.')
  const switches = Array.from({ length: waits.length - 1 }, (_, i) => i + 1).filter(
    (i) => waits.step(i).task !== waits.step(i - 1).task,
  )
  expect(switches.length).toBeGreaterThan(1)
  expect(turnsOfRun(calm, '1.fifo.20.1.')).toEqual([])
  // The first worker is left once, when it has read `count` of line 5 and not written it.
  const path = walk((choices, n) => (n < 2 ? choices[0] : choices.at(-1)))
  const schedule = path.at(-1)?.schedule ?? ''
  const recording = replayed(schedule)
  const turns = turnsOfRun(PROGRAM, schedule)
  const left: number[] = []
  for (let i = 1; i < recording.length; i++) {
    const { task } = recording.step(i - 1)
    if (recording.step(i).task !== task && recording.choices(i).includes(task)) left.push(task)
  }
  expect(left.length).toBeGreaterThan(0)
  expect(turns?.map(({ task }) => task)).toEqual(left)
  for (const one of turns ?? []) expect(one.line).toSatisfy((line: number) => line >= 4 && line <= 14)
  expect(turnsOfRun(PROGRAM, 'nonsense')).toBe(null)
  expect(turnsOfRun({ ...PROGRAM, source: 'int main( {' }, '1.rr.20.1.')).toBe(null)
})
