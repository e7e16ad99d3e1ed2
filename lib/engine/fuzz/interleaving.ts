/** Small programs of two or three tasks, all of whose orders can be looked at; what they did to each other they print at the end. */
import { createDice, type Dice } from '../vm/random-program'

const HEAD = `#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, n = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static sem_t s;
static int x, y, go;
static atomic_int a;
static int fds[2];
static volatile sig_atomic_t caught;

static void on_signal(int number) { caught++; }
`

/** What a thread does; `own` is a variable of its own that is added to the result. */
const ACTIONS: readonly ((dice: Dice) => string)[] = [
  (dice) => `x = ${1 + dice(3)};`,
  () => 'own += x;',
  () => 'x = x + 1;',
  () => 'y = x;',
  () => 'own += 3 * y;',
  () => 'pthread_mutex_lock(&m); x += 2; pthread_mutex_unlock(&m);',
  () =>
    'pthread_mutex_lock(&m); pthread_mutex_lock(&n); y++; pthread_mutex_unlock(&n); pthread_mutex_unlock(&m);',
  () =>
    'pthread_mutex_lock(&n); pthread_mutex_lock(&m); y++; pthread_mutex_unlock(&m); pthread_mutex_unlock(&n);',
  () => 'if (pthread_mutex_trylock(&m) == 0) { own++; pthread_mutex_unlock(&m); }',
  () => 'pthread_mutex_lock(&m); while (!go) pthread_cond_wait(&c, &m); own += x; pthread_mutex_unlock(&m);',
  () => 'pthread_mutex_lock(&m); go = 1; pthread_cond_signal(&c); pthread_mutex_unlock(&m);',
  () => 'sem_wait(&s); own += 5;',
  () => 'sem_post(&s);',
  () => 'atomic_fetch_add(&a, 1);',
  () => 'own += atomic_load_explicit(&a, memory_order_acquire);',
  (dice) => `atomic_store_explicit(&a, ${1 + dice(4)}, memory_order_release);`,
  () => '{ int was = 1; if (atomic_compare_exchange_strong(&a, &was, 7)) own++; else own += was; }',
  () => 'pthread_rwlock_rdlock(&rw); own += x; pthread_rwlock_unlock(&rw);',
  () => 'pthread_rwlock_wrlock(&rw); x++; pthread_rwlock_unlock(&rw);',
  (dice) => `write(fds[1], "${'abc'[dice(3)]}", 1);`,
  () => '{ char got = 0; if (read(fds[0], &got, 1) == 1) own += got; }',
  (dice) => `write(1, "${'pqr'[dice(3)]}", 1);`,
  () => 'kill(getpid(), SIGUSR1);',
  () => 'own += caught;',
]

/** What may wait for others: in a lock it would make them wait, too. */
const WAITS = /_lock|sem_wait|_rdlock|_wrlock|read\(/

/**
 * The same seed gives the same program.
 * @param isGuarded each action that waits for nobody is done under one more mutex, the same for all
 */
export function generateInterleaving(seed: number, isGuarded = false): string {
  const dice = createDice(seed)
  const guarded = (action: string) =>
    isGuarded && !WAITS.test(action)
      ? `pthread_mutex_lock(&guard); ${action} pthread_mutex_unlock(&guard);`
      : action
  const body = () =>
    Array.from({ length: 1 + dice(2) }, () => guarded(ACTIONS[dice(ACTIONS.length)]?.(dice) ?? '')).join(' ')
  const threads = dice(4) === 0 ? 2 : 1
  const names = Array.from({ length: threads }, (_, i) => `task_${i}`)
  const functions = names.map(
    (name) => `static void *${name}(void *arg) { long own = 0; ${body()} return (void *)own; }`,
  )
  return `${HEAD}
${functions.join('\n')}
int main(void) {
  pthread_t t[${threads}];
  long own = 0;
  void *result;
  sem_init(&s, 0, ${dice(2)});
  pipe(fds);
  signal(SIGUSR1, on_signal);
${names.map((name, i) => `  pthread_create(&t[${i}], 0, ${name}, 0);`).join('\n')}
  ${body()}
${names.map((_, i) => `  pthread_join(t[${i}], &result);\n  own = own * 10 + (long)result;`).join('\n')}
  printf(" %ld %d %d %d\\n", own, x, y, a);
  return 0;
}
`
}
