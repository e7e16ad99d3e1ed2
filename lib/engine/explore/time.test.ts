/** Tasks that sleep: when the clock wakes them, and that each outcome is replayed. */
import { expect, test } from 'vitest'
import { type ExploreOptions, replay } from '../index'
import { compiledSource, explored, printed, twoTasks } from './test-program'

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
  for (const { stdout, schedule } of found.outcomes)
    expect(replay(program, {}, schedule), schedule).toMatchObject({ stdout, fits: true })
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
