import { expect, it } from 'vitest'
import { boot, compile, type Program } from '@/lib/engine'
import { explore } from '@/lib/engine/explore/program'
import { mapStates } from '@/lib/engine/explore/state-map'
import { waysFound, waysFrom } from './way-to-end'

const BOUNDS = { states: 2_000, work: 20_000_000 }

function program(first: string, second: string): Program {
  const text = `#include <pthread.h>
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static volatile int flag;
static void *work(void *arg) { ${first} return arg; }
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    ${second}
    pthread_join(t, NULL);
    return 0;
}
`
  return compile(text).program as Program
}

const take = (x: string, y: string) =>
  [`lock(&${x})`, `lock(&${y})`, `unlock(&${y})`, `unlock(&${x})`].map((c) => `pthread_mutex_${c};`).join(' ')

it.each([
  ['an end or a deadlock', program(take('a', 'b'), take('b', 'a')), 1, 'deadlock'],
  ['one end', program(take('a', 'b'), take('a', 'b')), 1, 'nothing'],
  ['an end or none', program('if (flag == 0) while (1);', 'flag = 1;'), 1, 'endless'],
] as const)('the search and the map count %s alike', (_, compiled, ends, otherwise) => {
  const bootWith: Parameters<typeof explore>[0] = (asked, memory) =>
    boot(compiled, asked, undefined, {}, memory)
  const run = explore(bootWith, BOUNDS)
  while (!run.advance(500));
  const map = mapStates(bootWith, BOUNDS)
  while (!map.advance(500));
  const drawn = map.result()
  if (!drawn) throw new Error('no map')
  expect(waysFound(run.result())).toEqual({ ends, otherwise })
  expect(waysFrom(drawn, 0)).toEqual({ ends, otherwise })
})
