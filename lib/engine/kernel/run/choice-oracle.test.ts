/** Somebody chooses: which task goes on, and which of several waiters it wakes. */
import { expect, it } from 'vitest'
import { compile, type Program, type Recording, record, replay } from '../../index'

/** Three threads wait for a condition, in the order of their names; each signal lets one go. */
const WAITERS = `
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static void *wait(void *name) {
  pthread_mutex_lock(&m);
  pthread_cond_wait(&c, &m);
  printf("%s", (char *) name);
  pthread_mutex_unlock(&m);
  return name;
}
int main(void) {
  pthread_t t[3];
  for (int i = 0; i < 3; i++) pthread_create(&t[i], 0, wait, (char *[]){"a", "b", "c"}[i]);
  usleep(1000);
  for (int i = 0; i < 3; i++) pthread_cond_signal(&c);
  for (int i = 0; i < 3; i++) pthread_join(t[i], 0);
}`

function built(): Program {
  const { program } = compile(WAITERS)
  if (!program) throw new Error('the program does not compile')
  return program
}

/** The steps before which the signals are given. */
function signalsOf(recording: Recording): number[] {
  const isSignal = (i: number) =>
    recording.step(i).events.some((event) => event.kind === 'syscall' && event.name === 'pthread_cond_signal')
  return Array.from({ length: recording.length }, (_, i) => i).filter(isSignal)
}

const CONFIG = { seed: 0, policy: 'rr' } as const

it('a signal wakes the waiter that was chosen, and the schedule says which', () => {
  const program = built()
  const recording = record(program, CONFIG)
  expect(recording.result.stdout).toBe('abc')
  const [first = 0] = signalsOf(recording)
  const outputs = [0, 1, 2].map((waiter) => {
    const { result } = recording.choose(first, 0, waiter)
    const again = replay(program, CONFIG, result.schedule)
    expect(again).toMatchObject(result)
    return result.stdout
  })
  expect(outputs).toEqual(['abc', 'bac', 'cab'])
  const { result } = recording.choose(first, 0, 2)
  expect(result.schedule).toContain('^2')
})

it('each of two signals one after another can be given another waiter', () => {
  const program = built()
  const recording = record(program, CONFIG)
  const [first = 0] = signalsOf(recording)
  const chosen = recording.choose(first, 0, 2)
  const second = signalsOf(chosen).find((i) => i > first) ?? 0
  const { result } = chosen.choose(second, 0, 1)
  expect(result.stdout).toBe('cba')
  expect(replay(program, CONFIG, result.schedule)).toMatchObject(result)
})
