import { expect, test } from 'vitest'
import type { MachineView } from '@/lib/engine'
import { compile, record } from '@/lib/engine'
import { reachedBy } from './reach'

const HEAD = '#include <pthread.h>\n#include <sys/wait.h>\n#include <unistd.h>\n'

/** The machine where a line of the program is about to run for the first time. */
function at(text: string, marked: string): MachineView {
  const source = HEAD + text
  const line = source.split('\n').findIndex((one) => one.includes(marked)) + 1
  const { program } = compile([{ name: 'x.c', text: source }])
  if (!program) throw new Error('no program')
  const recording = record(program, { cores: 1, policy: 'rr', seed: 0 })
  const steps = Array.from({ length: recording.length }, (_, i) => recording.step(i))
  return recording.view(steps.findIndex((step) => step.file === 0 && step.line === line))
}

const holders = (view: MachineView, name: string) =>
  reachedBy(view, [name])[0]?.places.map(({ value, by }) => [value, by.map(({ task }) => task)])

const FORKED = `int x = 1;
int main(void) {
  if (fork() == 0) {
    x = 5;
    _exit(0);
  }
  wait(NULL);
  return 0;
}
`

test('after fork each process has a place of its own, with vfork both have one', () => {
  expect(holders(at(FORKED, '_exit'), 'x')).toEqual([
    ['1', [0]],
    ['5', [1]],
  ])
  expect(holders(at(FORKED.replace('fork()', 'vfork()'), '_exit'), 'x')).toEqual([['5', [0, 1]]])
})

test('threads have a global together and locals apart, and a local hides the global of its name', () => {
  const threads = (inWork: string) => `int total = 1;
static void *work(void *arg) {
  int own = 2${inWork};
  total = 7;
  return arg;
}
int main(void) {
  int own = 3;
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  return own;
}
`
  const together = at(threads(''), 'return arg')
  expect(holders(together, 'total')).toEqual([['7', [0, 1]]])
  expect(holders(together, 'own')).toEqual([
    ['3', [0]],
    ['2', [1]],
  ])
  expect(holders(at(threads(', total = 0'), 'return arg'), 'total')).toEqual([
    ['1', [0]],
    ['7', [1]],
  ])
  expect(reachedBy(together, ['nobody'])).toEqual([])
})
