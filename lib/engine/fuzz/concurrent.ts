/** Programs of threads, processes, pipes and signals, right ones and wrong ones: they may race, deadlock or run away. */
import { createDice, type Dice } from '../vm/random-program'

const HEAD = `#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_spinlock_t spin;
static sem_t sem;
static int counter, racy, ready;
static atomic_int hits;
static volatile sig_atomic_t caught;
static __thread int own;
static int fds[2];
static int *shared;

static void on_signal(int number) { caught += number; }
static void line(const char *what, long value) {
  char text[64];
  int size = snprintf(text, sizeof text, "%s %ld\\n", what, value);
  write(1, text, size);
}
`

type Action = (dice: Dice) => string

const number = (dice: Dice, below: number): string => String(dice(below))

/** What a thread does in its loop; `i` is its turn, `id` its number. */
const ACTIONS: readonly Action[] = [
  (dice) =>
    `pthread_mutex_lock(&m[${dice(2)}]); counter++; pthread_mutex_unlock(&m[0]); pthread_mutex_unlock(&m[1]);`,
  () => 'pthread_mutex_lock(&m[0]); counter += id; pthread_mutex_unlock(&m[0]);',
  () => 'racy++;',
  () => '{ int seen = racy; sched_yield(); racy = seen + 1; }',
  (dice) => `atomic_fetch_add(&hits, ${number(dice, 9)});`,
  () => '__sync_fetch_and_add(&counter, 1);',
  () => 'own += i; if (own > 20) line("own", own);',
  (dice) => `usleep(${number(dice, 3000)});`,
  () => 'if (pthread_mutex_trylock(&m[2]) == 0) { counter--; pthread_mutex_unlock(&m[2]); }',
  () => 'sem_post(&sem);',
  () => 'if (sem_trywait(&sem) == 0) hits++;',
  () => 'pthread_rwlock_rdlock(&rw); own += counter; pthread_rwlock_unlock(&rw);',
  () => 'pthread_rwlock_wrlock(&rw); counter ^= id; pthread_rwlock_unlock(&rw);',
  () => 'pthread_spin_lock(&spin); counter += 2; pthread_spin_unlock(&spin);',
  () => '{ char *p = malloc(100 + id); memset(p, id, 100); racy += p[7]; free(p); }',
  () => 'write(fds[1], &i, sizeof i);',
  () => 'printf("thread %d turn %d\\n", id, i);',
  () => 'pthread_mutex_lock(&m[0]); ready = 1; pthread_cond_broadcast(&c); pthread_mutex_unlock(&m[0]);',
  () =>
    '{ void *p = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); *(int *)p = id; munmap(p, 8192); }',
  () => 'if (i == 2) raise(SIGUSR1);',
]

/** Those after which a program may well block, die or go on for ever. */
const DANGERS: readonly Action[] = [
  () =>
    'pthread_mutex_lock(&m[id & 1]); pthread_mutex_lock(&m[~id & 1]); counter++; pthread_mutex_unlock(&m[0]); pthread_mutex_unlock(&m[1]);',
  () => 'sem_wait(&sem);',
  () =>
    'pthread_mutex_lock(&m[0]); while (!ready) pthread_cond_wait(&c, &m[0]); pthread_mutex_unlock(&m[0]);',
  () => 'pthread_barrier_wait(&barrier);',
  () => 'if (id == 1 && i == 1) pthread_exit(0);',
  () => 'if (id == 2 && i == 3) exit(7);',
  () => 'while (!ready) ;',
  () => 'if (i == 4) *(volatile int *)(long)(id * 4096) = 1;',
  () => 'if (fork() == 0) _exit(id);',
  () => '{ char b[8]; read(fds[0], b, sizeof b); }',
  () => 'pthread_mutex_lock(&m[2]); pthread_mutex_lock(&m[2]);',
  () => 'if (i == 1) abort();',
  () => 'pthread_cancel(pthread_self()); usleep(1);',
  () => 'close(fds[i & 1]);',
]

/** A program from a seed: always the same one. What it does may depend on the schedule. */
export function generateConcurrent(seed: number): string {
  const dice = createDice(seed + 1313)
  for (let i = 0; i < 8; i++) dice(2)
  const writers = [threads, threads, threads, processes, processes, pipeline, runaway]
  return `${HEAD}${writers[dice(writers.length)]?.(dice)}`
}

const SETUP = `  pipe(fds);
  sem_init(&sem, 0, 2);
  pthread_barrier_init(&barrier, 0, 2);
  pthread_spin_init(&spin, 0);
  signal(SIGUSR1, on_signal);
  shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
`

function actions(dice: Dice, indent: string): string {
  const lines = Array.from({ length: 1 + dice(4) }, () => {
    const from = dice(8) === 0 ? DANGERS : ACTIONS
    return `${indent}${from[dice(from.length)]?.(dice)}\n`
  })
  return lines.join('')
}

function threads(dice: Dice): string {
  const count = 1 + dice(4)
  const turns = 1 + dice(8)
  const end = ['pthread_join(t[i], 0);', 'pthread_join(t[i], 0);', 'pthread_detach(t[i]);'][dice(3)]
  return `static void *work(void *argument) {
  int id = (int)(long)argument;
  for (int i = 0; i < ${turns}; i++) {
${actions(dice, '    ')}  }
  return argument;
}
int main(void) {
${SETUP}  pthread_t t[${count}];
  for (long i = 0; i < ${count}; i++) pthread_create(&t[i], 0, work, (void *)(i + 1));
  for (int i = 0; i < ${count}; i++) ${end}
  printf("%d %d %d %d\\n", counter, racy, atomic_load(&hits), (int)caught);
  ${['return 0;', 'pthread_exit(0);', 'return counter & 63;'][dice(3)]}
}
`
}

function processes(dice: Dice): string {
  const depth = 1 + dice(3)
  const leaving = ['exit(depth);', '_exit(id);', 'abort();', 'return depth;', 'raise(SIGTERM); return 1;'][
    dice(5)
  ]
  return `static int tree(int depth, int id) {
  for (int i = 0; i < ${1 + dice(2)} && depth > 0; i++) {
    pid_t pid = fork();
    if (pid < 0) { line("fork", errno); return 1; }
    if (pid == 0) { counter += depth; ${dice(2) === 0 ? 'id = id * 2 + i + 1;' : ''} tree(depth - 1, id + 1); ${leaving} }
    ${['kill(pid, SIGUSR1);', '', '', 'kill(pid, SIGKILL);', 'kill(pid, SIGSTOP); kill(pid, SIGCONT);'][dice(5)]}
${actions(dice, '    ')}    int status = 0;
    ${['waitpid(pid, &status, 0);', 'wait(&status);', 'while (waitpid(pid, &status, WNOHANG) == 0) sched_yield();', ''][dice(4)]}
    printf("%d: status %x counter %d\\n", id, status, counter);
    __sync_fetch_and_add(shared, 1);
  }
  return 0;
}
int main(void) {
${SETUP}  ${dice(3) === 0 ? 'signal(SIGCHLD, on_signal);' : ''}
  int r = tree(${depth}, 1);
  printf("end %d %d\\n", *shared, counter);
  return r;
}
`
}

function pipeline(dice: Dice): string {
  const size = [1, 7, 100, 5000, 70_000][dice(5)]
  const rounds = 1 + dice(5)
  return `static char data[${size}];
int main(void) {
${SETUP}  int back[2];
  pipe(back);
  ${dice(4) === 0 ? 'fcntl(fds[1], F_SETFL, O_NONBLOCK);' : ''}
  ${dice(4) === 0 ? 'signal(SIGPIPE, SIG_IGN);' : ''}
  if (fork() == 0) {
    ${dice(4) === 0 ? '' : 'close(fds[1]);'}
    char part[${1 + dice(300)}];
    long sum = 0, n;
    while ((n = read(fds[0], part, sizeof part)) > 0) for (long i = 0; i < n; i++) sum += part[i];
    write(back[1], &sum, sizeof sum);
    ${['exit(0);', 'return 3;', '_exit(1);', 'close(fds[0]); pause();'][dice(4)]}
  }
  close(${['fds[0]', 'back[1]', 'fds[1]'][dice(3)]});
  memset(data, ${dice(100)}, sizeof data);
  long total = 0, got = -1;
  for (int i = 0; i < ${rounds}; i++) total += write(fds[1], data, sizeof data);
  close(fds[1]);
  ${dice(5) === 0 ? '' : 'close(back[1]);'}
  read(back[0], &got, sizeof got);
  printf("%ld %ld %d\\n", total, got, errno);
  return wait(0) > 0;
}
`
}

/** Each would go on for ever: a budget must end it. */
function runaway(dice: Dice): string {
  const body = [
    'for (;;) fork();',
    'for (;;) ;',
    'for (;;) { char *p = malloc(1 << 16); if (p) memset(p, 1, 1 << 16); }',
    'for (;;) puts("again and again");',
    'for (;;) write(1, "x", 1);',
    'for (;;) sched_yield();',
    'for (;;) { if (fork() == 0) { fork(); pause(); } }',
    'for (;;) pipe(fds);',
    'for (;;) usleep(1000);',
    'for (;;) raise(SIGUSR1);',
    'for (;;) { if (fork() == 0) _exit(0); }',
    'for (;;) open("/tmp/x", O_CREAT | O_RDWR, 0600);',
    'int fd = open("/tmp/x", O_CREAT | O_RDWR, 0600); for (;;) write(fd, m, sizeof m);',
    'for (;;) { char *p = mmap(0, 1 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); if (p != MAP_FAILED) p[0] = 1; }',
    'for (long i = 0;; i++) { pthread_t t; pthread_create(&t, 0, (void *(*)(void *))main, 0); }',
    'return main() + counter++;',
    'char big[3000]; big[counter & 2047] = 1; counter++; return main() + big[7];',
    'alarm(1); for (;;) pause();',
    'char *p = 0; for (;;) p = realloc(p, counter += 5000);',
    'for (;;) { char name[32]; sprintf(name, "/tmp/f%d", counter++); close(open(name, O_CREAT | O_WRONLY, 0600)); }',
  ][dice(20)]
  return `int main(void) {
  ${dice(2) === 0 ? 'signal(SIGUSR1, on_signal);' : ''}
  ${body}
}
`
}
