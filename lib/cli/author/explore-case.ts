import { boundedBufferModel, lostUpdateModel, PETERSON_MODEL, philosophersModel } from './spin-model'

/** Programs whose every order is looked at, small and well known; some with a model of the same for SPIN. */
export type ExploreCase = { readonly name: string; readonly source: string; readonly model?: string }

const HEAD = '#include <pthread.h>\n#include <semaphore.h>\n#include <stdio.h>\n'

/** Threads that all run `task`, with their number as argument, and what is printed in the end. */
function threads(count: number, globals: string, task: string, printed: string, begins = ''): string {
  return `${HEAD}${globals}
static void *task(void *arg) { int me = (int)(long)arg; ${task} return 0; }
int main(void) {
  pthread_t t[${count}];
  ${begins}
  for (long i = 0; i < ${count}; i++) pthread_create(&t[i], 0, task, (void *)i);
  for (int i = 0; i < ${count}; i++) pthread_join(t[i], 0);
  printf("%d\\n", ${printed});
}
`
}

const lostUpdate = (tasks: number, times: number): ExploreCase => ({
  name: `lost update ${tasks}x${times}`,
  source: threads(tasks, 'int count;', `(void)me; ${'count++; '.repeat(times)}`, 'count'),
  model: lostUpdateModel(tasks, times),
})

const philosophers = (count: number): ExploreCase => ({
  name: `philosophers ${count}`,
  source: threads(
    count,
    `pthread_mutex_t fork[${count}];`,
    `pthread_mutex_lock(&fork[me]); pthread_mutex_lock(&fork[(me + 1) % ${count}]);
     pthread_mutex_unlock(&fork[(me + 1) % ${count}]); pthread_mutex_unlock(&fork[me]);`,
    '0',
  ),
  model: philosophersModel(count),
})

const peterson: ExploreCase = {
  name: 'Peterson',
  source: threads(
    2,
    'volatile int wish[2], whose, count;',
    'wish[me] = 1; whose = 1 - me; while (wish[1 - me] && whose == 1 - me) ; count++; wish[me] = 0;',
    'count',
  ),
  model: PETERSON_MODEL,
}

const dekker: ExploreCase = {
  name: 'Dekker',
  source: threads(
    2,
    'volatile int wish[2], whose, count;',
    `wish[me] = 1;
     while (wish[1 - me]) if (whose != me) { wish[me] = 0; while (whose != me) ; wish[me] = 1; }
     count++; whose = 1 - me; wish[me] = 0;`,
    'count',
  ),
}

const boundedBuffer = (times: number): ExploreCase => ({
  name: `buffer 2+2 x${times}`,
  source: threads(
    4,
    'pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; sem_t room, full; int held;',
    `for (int i = 0; i < ${times}; i++) {
       sem_wait(me < 2 ? &room : &full);
       pthread_mutex_lock(&m); held += me < 2 ? 1 : -1; pthread_mutex_unlock(&m);
       sem_post(me < 2 ? &full : &room);
     }`,
    'held',
    'sem_init(&room, 0, 2); sem_init(&full, 0, 0);',
  ),
  model: boundedBufferModel(times),
})

const readersWriters: ExploreCase = {
  name: 'readers 2 writers 2',
  source: threads(
    4,
    'pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER; int page, seen[4];',
    `if (me < 2) { pthread_rwlock_rdlock(&rw); seen[me] = page; } else { pthread_rwlock_wrlock(&rw); page = me; }
     pthread_rwlock_unlock(&rw);`,
    'seen[0] * 10 + seen[1]',
  ),
}

export const EXPLORE_CASES: readonly ExploreCase[] = [
  ...[2, 3].flatMap((tasks) => [1, 2, 3].map((times) => lostUpdate(tasks, times))),
  peterson,
  dekker,
  ...[3, 4, 5, 6].map(philosophers),
  boundedBuffer(1),
  boundedBuffer(2),
  readersWriters,
]
