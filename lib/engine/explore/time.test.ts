/** Tasks that sleep: when the clock wakes them, and that each outcome is replayed. */
import { expect, test } from 'vitest'
import { boot, type ExploreOptions, explore } from '../index'
import { compiledSource, expectReplayed, explored, printed, twoTasks } from './test-program'

const nap = (ms: number, letter: string) => `usleep(${ms}000); write(1, "${letter}", 1);`
const WAIT = `struct timespec until; clock_gettime(CLOCK_REALTIME, &until); until.tv_sec++;
  printf("%d\\n", sem_timedwait(&s, &until) != 0);`
const IN_ORDER: ExploreOptions = {}
const ANY_TIME: ExploreOptions = { wakes: 'any time' }
const WHEN_IDLE: ExploreOptions = { wakes: 'when idle' }

test.each([
  [
    'who is ready may run before a sleeper or after it',
    twoTasks('write(1, "x", 1);', nap(100, 'b')),
    IN_ORDER,
    ['bx', 'xb'],
  ],
  ['or only before it', twoTasks('write(1, "x", 1);', nap(100, 'b')), WHEN_IDLE, ['xb']],
  [
    'two sleepers',
    twoTasks(`write(1, "x", 1); ${nap(200, 'a')}`, nap(100, 'b')),
    IN_ORDER,
    ['bxa', 'xab', 'xba'],
  ],
  ['two sleepers, idle', twoTasks(`write(1, "x", 1); ${nap(200, 'a')}`, nap(100, 'b')), WHEN_IDLE, ['xba']],
  [
    'two sleepers, any time',
    twoTasks(`write(1, "x", 1); ${nap(200, 'a')}`, nap(100, 'b')),
    ANY_TIME,
    ['bxa', 'xab', 'xba'],
  ],
  [
    'a timeout may be over before others go on',
    twoTasks(WAIT, 'sem_post(&s);', 'sem_t s;'),
    IN_ORDER,
    ['0\n', '1\n'],
  ],
  ['or only when they wait', twoTasks(WAIT, 'sem_post(&s);', 'sem_t s;'), WHEN_IDLE, ['0\n']],
  ['at any time', twoTasks(WAIT, 'sem_post(&s);', 'sem_t s;'), ANY_TIME, ['0\n', '1\n']],
])('%s', (_, source, options, outcomes) => {
  const program = compiledSource(source)
  const found = explored(program, options)
  expect(found).toMatchObject({ complete: true, wakes: options.wakes ?? 'in order' })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(outcomes)
  expectReplayed(program, found.outcomes)
})

const SEEN = twoTasks(
  'int before = stage; usleep(200000); printf("%d%d\\n", before, stage);',
  'usleep(100000); stage = 1; usleep(50000); stage = 2;',
  'int stage;',
)

test('who sleeps longer may not wake first: what is seen differs by when the others wake', () => {
  const inOrder = printed(SEEN)
  expect(printed(SEEN, WHEN_IDLE)).toEqual(['02\n'])
  expect(printed(SEEN, ANY_TIME)).toEqual(inOrder)
  expect(inOrder).toEqual(['00\n', '01\n', '02\n', '11\n', '12\n', '22\n'])
})

test('a timeout that is due earlier is over, whatever a later sleeper does; but not at any time', () => {
  const wait = `struct timespec until = {1767225600L + 1, 0}; pthread_mutex_lock(&m);
    printf("%d\\n", pthread_cond_timedwait(&c, &m, &until) != 0); pthread_mutex_unlock(&m);`
  const globals =
    'pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; pthread_cond_t c = PTHREAD_COND_INITIALIZER;'
  const source = twoTasks(`${wait}`, 'usleep(2000000); pthread_cond_signal(&c);', globals)
  const asleepFirst = twoTasks(
    `sem_post(&s); ${wait}`,
    'sem_wait(&s); usleep(2000000); pthread_cond_signal(&c);',
    `sem_t s; ${globals}`,
  )
  for (const one of [source, asleepFirst]) {
    expect(printed(one, WHEN_IDLE)).toEqual(['1\n'])
    expect(printed(one, ANY_TIME)).toEqual(['0\n', '1\n'])
  }
})

test('a loop that sleeps for ever has few states, and never ends', () => {
  const found = explored('#include <unistd.h>\nint main(void) { for (;;) usleep(10); }')
  expect(found).toMatchObject({ complete: true, outcomes: [], deadlocks: [] })
  expect(found.endless).not.toBeNull()
  expect(found.states).toBeLessThan(10)
})

test('tasks that only sleep do not disturb each other', () => {
  const sleepers = (n: number) => `#include <pthread.h>
#include <unistd.h>
int x[4];
static void *sleeper(void *arg) { usleep(10); x[(long)arg]++; return 0; }
int main(void) {
  pthread_t t[${n}];
  for (long i = 0; i < ${n}; i++) pthread_create(&t[i], 0, sleeper, (void *)i);
  for (int i = 0; i < ${n}; i++) pthread_join(t[i], 0);
}
`
  const found = explored(sleepers(3), ANY_TIME)
  expect(found).toMatchObject({ complete: true, executions: 1 })
  expect(found.states).toBeLessThan(60)
})

/** A program of one task with a handler: what the handler does, and what main does. */
function withAlarm(handler: string, main: string): string {
  return `#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static volatile sig_atomic_t flag;
static volatile int x;
static pthread_t t;
static void on(int number) { ${handler} }
static void expire(union sigval value) { ${handler} }
static void *other(void *arg) { x = 1; return 0; }
static const struct itimerspec SOON = {.it_value = {0, 1000000}};
int main(void) {
  signal(SIGALRM, on);
  ${main}
}
`
}

const CREATE = (how: string) => `timer_t timer; struct sigevent event = {${how}};
  timer_create(CLOCK_MONOTONIC, &event, &timer); timer_settime(timer, 0, &SOON, 0);`
const TICK = '{.tv_usec = 1000}'

test.each([
  [
    'an alarm comes between any two operations, and ends a loop that waits for it',
    withAlarm('flag = 1; x = 10;', 'alarm(1); x = 1; x = x + 1; while (!flag); printf("%d", x);'),
    ['10', '11', '2'],
  ],
  [
    'not after a sleeper who is due later',
    withAlarm('', 'signal(SIGALRM, SIG_DFL); alarm(1); write(1, "a", 1); sleep(2); write(1, "b", 1);'),
    ['', 'a'],
  ],
  [
    'nor before one who is due earlier',
    withAlarm('', 'signal(SIGALRM, SIG_DFL); alarm(2); sleep(1); write(1, "a", 1); sleep(2);'),
    ['', 'a'],
  ],
  [
    'an interval that comes once',
    withAlarm(
      'x = x + 5;',
      `struct itimerval once = {.it_value = ${TICK}}; setitimer(ITIMER_REAL, &once, 0); x = x + 1; printf("%d", x);`,
    ),
    ['1', '6'],
  ],
  [
    'a timer that sends a signal',
    withAlarm(
      'x = x + 5;',
      `${CREATE('.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM')} x = x + 1; timer_delete(timer); printf("%d", x);`,
    ),
    ['1', '6'],
  ],
  [
    'a timer that starts a thread',
    withAlarm(
      'x = x + 5;',
      `${CREATE('.sigev_notify = SIGEV_THREAD, .sigev_notify_function = expire')} x = x + 1; printf("%d", x);`,
    ),
    ['1', '5', '6'],
  ],
  [
    'a timer that is read',
    withAlarm(
      '',
      `int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK); timerfd_settime(fd, 0, &SOON, 0); uint64_t n;
      long first = read(fd, &n, 8), second = read(fd, &n, 8); printf("%ld %ld", first, second);`,
    ),
    ['-1 -1', '-1 8', '8 -1'],
  ],
  [
    'any thread may take it',
    withAlarm(
      'flag = pthread_equal(pthread_self(), t) ? 2 : 1;',
      'alarm(1); pthread_create(&t, 0, other, 0); pthread_join(t, 0); printf("%d", flag);',
    ),
    ['0', '1', '2'],
  ],
  [
    'of two processes',
    withAlarm(
      'write(1, "!", 1);',
      'if (fork() == 0) { alarm(1); write(1, "c", 1); return 0; } write(1, "p", 1); wait(0);',
    ),
    ['!cp', '!pc', 'c!p', 'cp', 'cp!', 'p!c', 'pc', 'pc!'],
  ],
])('of an alarm: %s', (_, source, outcomes) => {
  const program = compiledSource(source)
  const found = explored(program)
  expect(found).toMatchObject({ complete: true, deadlocks: [], endless: null })
  expect([...new Set(found.outcomes.map(({ stdout }) => stdout))].sort()).toEqual(outcomes)
  expectReplayed(program, found.outcomes)
})

test('alarms come in the order of the clock, or at any time in any', () => {
  const source = withAlarm(
    '',
    `sigset_t set; sigfillset(&set); sigprocmask(SIG_BLOCK, &set, 0);
    ${CREATE('.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1')} alarm(1); sigpending(&set);
    printf("%d%d", sigismember(&set, SIGALRM), sigismember(&set, SIGUSR1));`,
  )
  expect(printed(source)).toEqual(['00', '01', '11'])
  expect(printed(source, ANY_TIME)).toEqual(['00', '01', '10', '11'])
})

test('a timer that repeats has no end of orders where its expiries are counted: a bound ends the search', () => {
  const source = withAlarm(
    'x = x + 1;',
    `struct itimerval often = {${TICK}, ${TICK}}; setitimer(ITIMER_REAL, &often, 0); while (x < 2); _exit(0);`,
  )
  const program = compiledSource(source)
  const run = explore((asked, memory) => boot(program, asked, undefined, {}, memory), {
    states: 500,
    work: 1e6,
  })
  while (!run.advance(1000));
  expect(run.result()).toMatchObject({
    complete: false,
    cut: 'states',
    endless: null,
    outcomes: [{ status: 0 }],
  })
})

test.each([
  [
    'between any two operations of a task that can go on',
    withAlarm(
      'x = x + 5;',
      `signal(SIGVTALRM, on); struct itimerval once = {.it_value = ${TICK}}; setitimer(ITIMER_VIRTUAL, &once, 0);
      x = x + 1; printf("%d", x);`,
    ),
    ['1', '6'],
  ],
  [
    'ends a loop that waits for it',
    withAlarm(
      'flag = 1;',
      `signal(SIGPROF, on); struct itimerval once = {.it_value = ${TICK}}; setitimer(ITIMER_PROF, &once, 0);
      while (!flag); printf("%d", flag);`,
    ),
    ['1'],
  ],
  [
    'the first that is due comes first, and the clock says nothing of them',
    withAlarm(
      '',
      `sigset_t set; sigfillset(&set); sigprocmask(SIG_BLOCK, &set, 0);
      struct itimerval once = {.it_value = ${TICK}}, later = {.it_value = {1, 0}};
      setitimer(ITIMER_PROF, &once, 0); setitimer(ITIMER_VIRTUAL, &later, 0); alarm(1); sigpending(&set);
      printf("%d%d%d", sigismember(&set, SIGPROF), sigismember(&set, SIGVTALRM), sigismember(&set, SIGALRM));`,
    ),
    ['000', '001', '100', '101', '110', '111'],
  ],
  [
    'how much has passed can be read when the timer is no more',
    withAlarm(
      '',
      `timer_t timer; struct sigevent event = {.sigev_notify = SIGEV_NONE}; struct timespec used;
      timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer); timer_settime(timer, 0, &SOON, 0);
      x = 1; timer_delete(timer); clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used); printf("%d", used.tv_nsec >= 1000000);`,
    ),
    ['0', '1'],
  ],
  [
    'and what children have had of it',
    withAlarm(
      '',
      `signal(SIGVTALRM, SIG_IGN); struct tms all;
      if (fork() == 0) { struct itimerval late = {.it_value = {9, 0}}; setitimer(ITIMER_VIRTUAL, &late, 0); x = 1; _exit(0); }
      wait(0); times(&all); printf("%d", (int)(all.tms_cutime / sysconf(_SC_CLK_TCK)));`,
    ),
    ['0', '9'],
  ],
  [
    'of another process only while that one can go on',
    withAlarm(
      'write(1, "!", 1);',
      `timer_t timer; struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
      timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer);
      if (fork() == 0) { write(1, "c", 1); return 0; }
      timer_settime(timer, 0, &SOON, 0); wait(0); write(1, "p", 1); timer_delete(timer); `,
    ),
    ['!cp', 'c!p', 'cp', 'cp!'],
  ],
])('a timer of processor time: %s', (_, source, outcomes) => {
  const program = compiledSource(source)
  const found = explored(program)
  expect([...new Set(found.outcomes.map(({ stdout }) => stdout))].sort()).toEqual(outcomes)
  expect(found).toMatchObject({ complete: true, deadlocks: [], endless: null })
  expectReplayed(program, found.outcomes)
})

/** Local work of some milliseconds. */
const WORK = 'for (int i = 0; i < 2000000; i++);'

test.each([
  [
    'a microsecond of processor time',
    withAlarm(
      'x = x + 5;',
      `signal(SIGVTALRM, on); struct itimerval once = {.it_value = {.tv_usec = 1}}; setitimer(ITIMER_VIRTUAL, &once, 0);
      x = x + 1; for (int i = 0; i < 500; i++); x = x * 2; printf("%d", x);`,
    ),
    ['12', '2', '7'],
  ],
  [
    'a millisecond of processor time before much local work',
    withAlarm(
      'x = x + 5;',
      `signal(SIGVTALRM, on); struct itimerval once = {.it_value = ${TICK}}; setitimer(ITIMER_VIRTUAL, &once, 0);
      x = x + 1; ${WORK} x = x * 2; printf("%d", x);`,
    ),
    ['12', '2', '7'],
  ],
  [
    'a millisecond before much local work',
    withAlarm(
      'x = x + 5;',
      `struct itimerval once = {.it_value = ${TICK}}; setitimer(ITIMER_REAL, &once, 0);
      x = x + 1; ${WORK} x = x * 2; printf("%d", x);`,
    ),
    ['12', '2', '7'],
  ],
])('a timer that a replay would let run out by itself: %s', (_, source, outcomes) => {
  const program = compiledSource(source)
  const found = explored(program)
  expect([...new Set(found.outcomes.map(({ stdout }) => stdout))].sort()).toEqual(outcomes)
  expectReplayed(program, found.outcomes)
})
