/** Small programs of two processes, and a thread in some, all of whose orders can be looked at: what they share are mapped
 *  memory, pipes, semaphores, a stream's lock, and what their parent hears of them. */
import { createDice, type Dice } from '../vm/random-program'

const HEAD = `#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct shared {
  int x, y;
  atomic_int a;
  sem_t s;
  pthread_mutex_t m;
} *p;
static int fds[2];
`

/** What a process does; `own` is a variable of its own. */
const ACTIONS: readonly ((dice: Dice) => string)[] = [
  (dice) => `p->x = ${1 + dice(3)};`,
  () => 'own += p->x;',
  () => 'p->x = p->x + 1;',
  () => 'p->y = p->x;',
  () => 'atomic_fetch_add(&p->a, 1);',
  () => 'own += atomic_load(&p->a);',
  () => 'sem_wait(&p->s); own += 5;',
  () => 'sem_post(&p->s);',
  () => 'pthread_mutex_lock(&p->m); p->y += 2; pthread_mutex_unlock(&p->m);',
  (dice) => `write(fds[1], "${'abc'[dice(3)]}", 1);`,
  () => '{ char got = 0; if (read(fds[0], &got, 1) == 1) own += got; }',
  (dice) => `write(1, "${'pqr'[dice(3)]}", 1);`,
  (dice) => `printf("${'uv'[dice(2)]}");`,
  () => 'printf("w"); fflush(stdout);',
]

/** The same seed gives the same program. */
export function generateFamily(seed: number): string {
  const dice = createDice(seed)
  const body = (most: number) =>
    Array.from({ length: 1 + dice(most) }, () => ACTIONS[dice(ACTIONS.length)]?.(dice)).join(' ')
  const hasThread = dice(3) === 0
  const thread = hasThread ? body(1) : ''
  return `${HEAD}
static void *task(void *arg) { long own = 0; ${thread} return (void *)own; }
int main(void) {
  p = mmap(0, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&p->m, &shared);
  sem_init(&p->s, 1, ${dice(2)});
  pipe(fds);
  long own = 0;
  if (fork() == 0) { ${body(2)} fflush(stdout); _exit(own & 127); }
${hasThread ? '  pthread_t t;\n  pthread_create(&t, 0, task, 0);' : ''}
  ${body(hasThread ? 1 : 2)}
${hasThread ? '  void *result;\n  pthread_join(t, &result);\n  own = own * 10 + (long)result;' : ''}
  int status = 0;
  wait(&status);
  printf(" %ld %d %d %d %d\\n", own, WEXITSTATUS(status), p->x, p->y, p->a);
  return 0;
}
`
}
