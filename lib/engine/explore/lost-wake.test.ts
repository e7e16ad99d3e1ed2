/** Of a deadlock it is told whose wake-up came before it waited. */
import { expect, test } from 'vitest'
import { explored } from './test-program'

function source(other: string, main: string): string {
  return `#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
volatile int ready, word;
static void *other(void *arg) {
${other}
return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, other, 0);
${main}
  pthread_join(t, 0);
}
`
}

const WAIT = 'pthread_mutex_lock(&m); pthread_cond_wait(&c, &m); pthread_mutex_unlock(&m);'
const SIGNAL = 'pthread_mutex_lock(&m); pthread_cond_signal(&c); pthread_mutex_unlock(&m);'

test.each([
  ['a signal for nobody', source(WAIT, SIGNAL), [9, 'c', 14]],
  ['a broadcast for nobody', source(WAIT, SIGNAL.replace('signal', 'broadcast')), [9, 'c', 14]],
  [
    'a futex that is woken before it is waited for',
    source('syscall(SYS_futex, &word, FUTEX_WAIT, 0, 0);', 'syscall(SYS_futex, &word, FUTEX_WAKE, 1);'),
    [9, 'word', 14],
  ],
  ['nobody signals', source(WAIT, 'ready = 1;'), [9, 'c', null]],
  [
    'a signal that somebody took is not missed by who waits again',
    source(
      `pthread_mutex_lock(&m); ready = 1; pthread_cond_wait(&c, &m); pthread_cond_wait(&c, &m); pthread_mutex_unlock(&m);`,
      'int is = 0; while (!is) { pthread_mutex_lock(&m); is = ready; if (is) pthread_cond_signal(&c); pthread_mutex_unlock(&m); }',
    ),
    [9, 'c', null],
  ],
])('%s', (_, program, [line, object, missed]) => {
  const { deadlocks } = explored(program)
  const told = deadlocks.flatMap(({ tasks }) => tasks).filter((task) => task.call !== 'pthread_join')
  expect(told).toMatchObject([{ line, object, missed: missed === null ? null : { line: missed } }])
})
