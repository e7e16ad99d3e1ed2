/** Small programs of two or three tasks that use the string functions of the library on buffers that they share. */
import { createDice, type Dice } from '../vm/random-program'

const HEAD = `#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static char a[24] = "ab", b[24] = "7 8";
`

const buffer = (dice: Dice) => 'ab'[dice(2)] ?? 'a'
const text = (dice: Dice) => `"${['', 'x', '12', '4 5'][dice(4)]}"`

/** What a task does; `own` is a number of its own that is added to the result, `mine` a buffer. */
const ACTIONS: readonly ((dice: Dice) => string)[] = [
  (dice) => `strcpy(${buffer(dice)}, ${text(dice)});`,
  (dice) => `strcat(${buffer(dice)}, "z");`,
  (dice) => `strncpy(${buffer(dice)}, ${text(dice)}, 2);`,
  (dice) => `memcpy(${buffer(dice)}, "uvw", ${1 + dice(4)});`,
  (dice) => `memset(${buffer(dice)}, 'q', ${1 + dice(2)});`,
  (dice) => `sprintf(${buffer(dice)}, "%d", ${dice(2) * 10});`,
  (dice) => `snprintf(${buffer(dice)}, 3, "%s", ${text(dice)});`,
  (dice) => `${buffer(dice)}[${dice(2)}] = 'k';`,
  (dice) => `own += strlen(${buffer(dice)});`,
  (dice) => `own += strcmp(${buffer(dice)}, "ab") == 0;`,
  (dice) => `own += strchr(${buffer(dice)}, 'b') != 0;`,
  (dice) => `own += atoi(${buffer(dice)});`,
  (dice) => `own += ${buffer(dice)}[${dice(2)}];`,
  (dice) => `strcpy(mine, ${buffer(dice)}); own += strlen(mine);`,
  (dice) => `strtok(${buffer(dice)}, " ");`,
  (dice) => `printf("%s", ${buffer(dice)});`,
  (dice) => `pthread_mutex_lock(&m); strcat(${buffer(dice)}, "y"); pthread_mutex_unlock(&m);`,
  (dice) => `pthread_mutex_lock(&m); own += strlen(${buffer(dice)}); pthread_mutex_unlock(&m);`,
  (dice) => `write(1, ${buffer(dice)}, 2);`,
]

/** The same seed gives the same program. */
export function generateStrings(seed: number): string {
  const dice = createDice(seed)
  const body = () =>
    Array.from({ length: 1 + dice(2) }, () => ACTIONS[dice(ACTIONS.length)]?.(dice) ?? '').join(' ')
  const threads = dice(5) === 0 ? 2 : 1
  const names = Array.from({ length: threads }, (_, i) => `task_${i}`)
  const functions = names.map(
    (name) =>
      `static void *${name}(void *arg) { long own = 0; char mine[48] = ""; ${body()} return (void *)own; }`,
  )
  return `${HEAD}
${functions.join('\n')}
int main(void) {
  pthread_t t[${threads}];
  long own = 0;
  char mine[48] = "";
  void *result;
${names.map((name, i) => `  pthread_create(&t[${i}], 0, ${name}, 0);`).join('\n')}
  ${body()}
${names.map((_, i) => `  pthread_join(t[${i}], &result);\n  own = own * 10 + (long)result;`).join('\n')}
  printf(" %ld %s %s\\n", own, a, b);
  return 0;
}
`
}
