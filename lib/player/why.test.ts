import { describe, expect, it } from 'vitest'
import { compile, type MachineView, record } from '@/lib/engine'
import { why as en } from '@/lib/i18n/en/why'
import { why as ko } from '@/lib/i18n/ko/why'
import { plainText } from '@/lib/i18n/narration'
import { whyNot } from './why'

const HEAD = `#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, n = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
pthread_barrier_t b;
sem_t s;
`

/** All that is said of a task in a run, in its order, each sentence once. */
function said(body: string, task: number, config: Parameters<typeof record>[1] = {}): string[] {
  const { program, diagnostics } = compile([{ name: 'main.c', text: HEAD + body }])
  if (!program) throw new Error(JSON.stringify(diagnostics))
  const recording = record(program, config)
  const views = Array.from({ length: recording.length + 1 }, (_, i) => recording.view(i))
  return [...new Set(views.flatMap((view) => sentence(view, task)))]
}

function sentence(view: MachineView, task: number): string[] {
  const reason = whyNot(view, task)
  if (!reason) return []
  expect(plainText(ko.say(task, reason))).toMatch(/[가-힣].*\.?/)
  return [plainText(en.say(task, reason))]
}

describe('why a task is not running', () => {
  it('is that others are before it in the run queue', () => {
    const four = `static void *work(void *arg) { for (volatile int i = 0; i < 50; i++); return NULL; }
int main(void) {
  pthread_t t[3];
  for (int i = 0; i < 3; i++) pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < 3; i++) pthread_join(t[i], NULL);
}
`
    const last = said(four, 3, { policy: 'fifo' })
    expect(last).toContain('D could run: 2 tasks are before it in the run queue. A has the core.')
    expect(last).toContain('D is next in the run queue. C has the core.')
    expect(said(four, 0, { policy: 'fifo' })).toContain('A waits until B has ended. pthread_join')
  })

  it('is a lock and who has it, and a circle of such', () => {
    const two = `static void *work(void *arg) {
  pthread_mutex_lock(&n); sleep(1); pthread_mutex_lock(&m); return NULL;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_mutex_lock(&m); sleep(2); pthread_mutex_lock(&n);
}
`
    expect(said(two, 1)).toContain('B waits until A lets go of m. pthread_mutex_lock')
    expect(said(two, 0)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^A sleeps for another (?:2|1\.99) s\. /)]),
    )
    expect(said(two, 0).at(-1)).toBe(
      'A waits until B lets go of n. pthread_mutex_lock They wait for each other in a circle: A and B. None of them goes on.',
    )
  })

  it('is bytes that only it could write itself: the end that was not closed', () => {
    const open = `int main(void) { int p[2]; char x; pipe(p); read(p[0], &x, 1); }`
    expect(said(open, 0).at(-1)).toMatch(
      /^A waits for bytes in pipe.*Only it could write to it itself: nothing is written as long as it waits\. read$/,
    )
    const child = `int main(void) {
  int p[2]; char x; pipe(p);
  if (fork() == 0) { sleep(1); write(p[1], "x", 1); _exit(3); }
  close(p[1]);
  read(p[0], &x, 1);
  sleep(2);
  wait(NULL);
}
`
    expect(said(child, 0)).toEqual(
      expect.arrayContaining([expect.stringMatching(/B could write to it\. read$/)]),
    )
    expect(said(child, 1)).toContain(
      'B has ended with status 3. A has not asked for its status yet: it stays as a zombie.',
    )
    expect(said('int main(void) { if (fork() == 0) { sleep(1); _exit(0); } wait(NULL); }', 0)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^A waits until B has ended\. wait/)]),
    )
  })

  it('is a barrier, a condition, a semaphore', () => {
    const rest = `static void *work(void *arg) {
  pthread_barrier_wait(&b);
  pthread_mutex_lock(&m); pthread_cond_wait(&c, &m); pthread_mutex_unlock(&m);
  sem_wait(&s);
  return NULL;
}
int main(void) {
  pthread_t t;
  sem_init(&s, 0, 0); pthread_barrier_init(&b, NULL, 2);
  pthread_create(&t, NULL, work, NULL);
  sleep(1); pthread_barrier_wait(&b);
  sleep(1); pthread_cond_signal(&c);
  sleep(1); sem_post(&s);
  pthread_join(t, NULL);
}
`
    expect(said(rest, 1)).toEqual(
      expect.arrayContaining([
        'B waits at b until all 2 are there: 1 have come. pthread_barrier_wait',
        'B waits until somebody signals c. pthread_cond_wait',
        'B waits until s is above 0. sem_wait',
      ]),
    )
  })
})
