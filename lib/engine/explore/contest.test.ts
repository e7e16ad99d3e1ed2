/** String functions of the library on memory that several tasks share: each access is an operation that others' are ordered with. */
import { expect, test } from 'vitest'
import { compiledSource, expectReplayed, explored } from './test-program'

const HEAD = `#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
`
const threads = (globals: string, other: string, first: string) => `${HEAD}${globals}
static void *run(void *arg) { ${other} return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  ${first}
  pthread_join(t, 0);
}
`
const BUFFER = 'char buf[16] = "ab";'

test.each([
  [
    'strcpy and strlen',
    threads(BUFFER, 'strcpy(buf, "abcd");', 'printf("%d", (int)strlen(buf));'),
    ['2', '4'],
  ],
  ['strcpy and %s', threads(BUFFER, 'strcpy(buf, "abcd");', 'printf("%s", buf);'), ['ab', 'abcd']],
  [
    'strcat and strcmp',
    threads(BUFFER, 'strcat(buf, "c");', 'printf("%d", strcmp(buf, "ab") == 0);'),
    ['0', '1'],
  ],
  [
    'memcpy and strlen',
    threads(BUFFER, 'memcpy(buf, "abcd", 4);', 'printf("%d", (int)strlen(buf));'),
    ['2', '4'],
  ],
  // The text and its end are two operations, and so are the length and the copy.
  [
    'sprintf and puts',
    threads('char buf[8] = "x";', 'sprintf(buf, "%d", 12);', 'puts(buf);'),
    ['1\n', '12\n', 'x\n'],
  ],
  [
    'printf of %n and a load',
    threads('int n = 7;', 'printf("ab%n", &n);', 'printf("%d", n);'),
    ['7ab', 'ab2', 'ab7'],
  ],
  [
    'strcpy and atoi',
    threads('char buf[8] = "1";', 'strcpy(buf, "23");', 'printf("%d", atoi(buf));'),
    ['1', '23'],
  ],
  [
    'strcpy and a load',
    threads(BUFFER, 'strcpy(buf, "xy");', 'char c = buf[0], d = buf[1]; printf("%c%c", c, d);'),
    ['ab', 'ay', 'xy'],
  ],
  [
    'two of strtok, which knows one place',
    threads(
      'char a[] = "1 2", b[] = "3 4";',
      'strtok(b, " ");',
      'strtok(a, " "); printf("%s", strtok(0, " "));',
    ),
    ['2', '4'],
  ],
  [
    'the stack of another thread',
    `${HEAD}
static void *run(void *arg) { strcpy(arg, "abcd"); return 0; }
int main(void) {
  char own[16] = "ab";
  pthread_t t;
  pthread_create(&t, 0, run, own);
  printf("%s", own);
  pthread_join(t, 0);
}
`,
    ['ab', 'abcd'],
  ],
  [
    'memory that processes share',
    `${HEAD}
int main(void) {
  char *p = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  strcpy(p, "ab");
  if (fork() == 0) {
    strcpy(p, "abcd");
    _exit(0);
  }
  printf("%d", (int)strlen(p));
  wait(0);
}
`,
    ['2', '4'],
  ],
])('%s', (_, source, outcomes) => {
  const program = compiledSource(source)
  const found = explored(program)
  expect(found.complete).toBe(true)
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(outcomes)
  expect(found.races.length).toBeGreaterThan(0)
  for (const { accesses } of found.races) for (const { line } of accesses) expect(line).toBeGreaterThan(0)
  expectReplayed(program, found.outcomes)
})

test('what a lock orders is ordered, and races with nothing', () => {
  const locked = (text: string) => `pthread_mutex_lock(&m); ${text} pthread_mutex_unlock(&m);`
  const program = compiledSource(
    threads(
      `pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; char buf[16] = "ab"; int n;`,
      locked('strcat(buf, "c"); strcat(buf, "d");'),
      locked('n = strlen(buf); printf("%d%s", n, buf);'),
    ),
  )
  const found = explored(program)
  expect(found).toMatchObject({ complete: true, races: [], executions: 2 })
  expect(found.outcomes.map(({ stdout }) => stdout).sort()).toEqual(['2ab', '4abcd'])
  expectReplayed(program, found.outcomes)
})

test('of memory that is not shared nothing is an operation, and of what all only read neither', () => {
  const source = (body: string) =>
    threads(
      `char name[] = "name"; char *text = "text"; char out[2][64];`,
      `char own[64]; ${body} sprintf(out[1], "%s", own);`,
      `char own[64]; ${body} sprintf(out[0], "%s", own);`,
    )
  const strings = 'strcpy(own, name); strcat(own, text); own[0] = strlen(name) + strlen(own);'
  const copies = source(strings)
  const [plain, used] = [explored(source('own[0] = 0;')), explored(copies)]
  expect(used).toMatchObject({ complete: true, races: [], executions: plain.executions })
})

/** What glibc guards, or has for each thread ("MT-Safe" in its man pages), is no memory of the program. Executions are those of its locks. */
test.each([
  ['rand', 'int r = rand(); (void)r;', 2],
  ['srandom and random', 'srandom(3); long r = random(); (void)r;', 6],
  ['strerror', 'char *s = strerror(ENOENT); if (strlen(s) < 3) exit(1);', 1],
  ['strerror of no such number', 'char *s = strerror(999); if (strlen(s) < 3) exit(1);', 1],
  ['strerror_r', 'char s[64]; if (strlen(strerror_r(EPERM, s, sizeof s)) < 3) exit(1);', 1],
  ['strsignal', 'if (strlen(strsignal(SIGINT)) < 3) exit(1);', 1],
  ['inet_ntoa', 'struct in_addr a = {1}; if (strlen(inet_ntoa(a)) != 7) exit(1);', 1],
  ['nl_langinfo', 'if (strlen(nl_langinfo(DAY_1)) != 6) exit(1);', 1],
  ['dlerror', 'dlopen("no", RTLD_NOW); if (strlen(dlerror()) < 3) exit(1);', 1],
  ['getenv', 'if (getenv("NONE")) exit(1);', 1],
  ['localtime_r', 'time_t when = 0; struct tm own; if (localtime_r(&when, &own)->tm_year != 70) exit(1);', 1],
  ['malloc', 'char *p = malloc(9); sprintf(p, "%d", 12); free(p);', 1],
  ['qsort', 'int a[] = {2, 1}; qsort(a, 2, sizeof *a, order); if (a[0] != 1) exit(1);', 1],
  ['atexit', 'atexit(atEnd);', 1],
  ['mkstemp', 'char p[] = "/tmp/XXXXXX"; if (mkstemp(p) < 0) exit(1);', 4],
  ['fgets', 'char s[8]; if (fgets(s, sizeof s, stdin)) exit(1);', 2],
  ['error', 'error(0, 0, "no");', 40],
  ['a name of', 'char s[16]; pthread_setname_np(first, "one"); pthread_getname_np(first, s, sizeof s);', 1],
])('two threads call %s without a race', (_, body, executions) => {
  const headers =
    '#define _GNU_SOURCE\n' +
    ['errno', 'error', 'signal', 'arpa/inet', 'langinfo', 'dlfcn', 'time']
      .map((name) => `#include <${name}.h>\n`)
      .join('')
  const own =
    'static int order(const void *a, const void *b) { return *(int *)a - *(int *)b; }\nstatic void atEnd(void) {}\nstatic pthread_t first;\n__attribute__((constructor)) static void begin(void) { first = pthread_self(); }'
  const found = explored(headers + threads(own, body, body))
  expect(found).toMatchObject({ complete: true, races: [], executions })
  expect(new Set(found.outcomes.map(({ status }) => status))).toEqual(new Set([0]))
})
