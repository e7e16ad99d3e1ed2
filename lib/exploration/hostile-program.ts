/** Programs that mean harm to whoever explores them. */

const THREADS = '#include <pthread.h>\n#include <stdio.h>\n#include <unistd.h>\n'

/** Macros of macros: `depth` levels of ten. */
const bomb = (depth: number) =>
  Array.from({ length: depth }, (_, i) => `#define M${i + 1} ${`M${i} `.repeat(10)}`).join('\n')

/** Each is cut, by a bound of the search, of the program's machine, or of the thread that looks. */
export const HOSTILE = {
  'a loop without end that writes': 'int main(void) { volatile int x = 0; for (;;) x++; }',
  'a fork bomb': '#include <unistd.h>\nint main(void) { for (;;) fork(); }',
  'thousands of threads': `${THREADS}static void *f(void *a) { return a; }
     int main(void) { pthread_t t; for (int i = 0; i < 5000; i++) pthread_create(&t, 0, f, 0); pthread_exit(0); }`,
  'output without end': '#include <stdio.h>\nint main(void) { for (;;) printf("hello\\n"); }',
  'more memory than there is':
    '#include <stdlib.h>\n#include <string.h>\nint main(void) { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }',
  'an explosion of states': `${THREADS}int c[8];
     static void *f(void *a) { for (int i = 0; i < 40; i++) { c[i % 8]++; c[(i + 3) % 8] += i; } return a; }
     int main(void) { pthread_t t[8]; for (int i = 0; i < 8; i++) pthread_create(&t[i], 0, f, 0);
       for (int i = 0; i < 8; i++) pthread_join(t[i], 0); printf("%d\\n", c[0]); }`,
  'more to take back than there is room for':
    'static long f(long n) { char b[2000]; b[n] = 1; return n ? f(n - 1) + b[n] : 0; }\nint main(void) { for (;;) f(300); }',
  'a program that begins itself again and again':
    '#include <unistd.h>\nint main(int c, char **v) { execl("/proc/self/exe", "it", (char *)0); execl(v[0], v[0], (char *)0); return 3; }',
  'many endings': `${THREADS}int c;
     static void *f(void *a) { for (int i = 1; i < 5; i++) c = c * 3 + (int)(long)a; return a; }
     int main(void) { pthread_t t[4]; for (long i = 0; i < 4; i++) pthread_create(&t[i], 0, f, (void *)i);
       for (int i = 0; i < 4; i++) pthread_join(t[i], 0); printf("%d\\n", c); }`,
} as const

/** Sources that are long, or grow long: what they cost, they cost the compiler. A megabyte is more than a page may send. */
export const BULKY: readonly string[] = [
  `${bomb(7)}\nint main(void) { M7 }`,
  `int main(void) { int x = 0; ${'x++; '.repeat(200_000)} return x; }`,
  '('.repeat(1 << 20),
]
