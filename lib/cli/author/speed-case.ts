/** What `sim bench` times: C programs, and how far from gcc -O0 the engine may be in each. */
export type SpeedCase = {
  readonly name: string
  readonly unit: string
  /** Ratio to gcc -O0 that the engine is to stay below. */
  readonly goal: number
  /** C with a function `work(n)` that does `n` units. */
  readonly source: string
  /** Units in the engine and natively, interpreted, and in JSCPP (0: it lacks what the program needs). */
  readonly units: number
  readonly interpreted: number
  readonly jscpp: number
}

const CASES: readonly SpeedCase[] = [
  {
    name: 'loop',
    unit: 'iteration',
    goal: 5,
    source:
      'int work(int n) { int s = 1; for (int i = 0; i < n; i++) { s = s * 3 + i; s ^= i >> 2; } return s; }',
    units: 40_000_000,
    interpreted: 2_000_000,
    jscpp: 20_000,
  },
  {
    name: 'array walk',
    unit: 'element',
    goal: 5,
    source: `int a[4096];
int work(int n) {
  for (int r = 0; r < n / 4096; r++) for (int j = 0; j < 4096; j++) a[j] = a[j] * 3 + j;
  return a[77] ^ a[4095];
}`,
    units: 20_480_000,
    interpreted: 1_024_000,
    jscpp: 20_480,
  },
  {
    name: 'matrix',
    unit: 'product',
    goal: 5,
    source: `int x[64][64], y[64][64], z[64][64];
int work(int n) {
  for (int r = 0; r < n / 262144; r++)
    for (int i = 0; i < 64; i++) for (int j = 0; j < 64; j++) {
      int sum = r;
      for (int k = 0; k < 64; k++) sum += x[i][k] * y[k][j] + k;
      z[i][j] = sum;
    }
  return z[5][7];
}`,
    units: 262_144 * 60,
    interpreted: 262_144 * 2,
    jscpp: 0,
  },
  {
    name: 'pointers',
    unit: 'node',
    goal: 5,
    source: `struct node { struct node *next; long value; } nodes[1000];
int work(int n) {
  for (int i = 0; i < 1000; i++) { nodes[i].next = &nodes[(i * 7 + 1) % 1000]; nodes[i].value = i; }
  long sum = 0;
  struct node *p = nodes;
  for (int i = 0; i < n; i++) { sum += p->value; p = p->next; }
  return (int) sum;
}`,
    units: 20_000_000,
    interpreted: 1_000_000,
    jscpp: 0,
  },
  {
    name: 'calls',
    unit: 'call',
    goal: 5,
    source: `int f(int a, int b) { int c = a + b; return c ^ (a >> 1); }
int work(int n) { int s = 1; for (int i = 0; i < n; i++) s = f(s, i); return s; }`,
    units: 20_000_000,
    interpreted: 1_000_000,
    jscpp: 10_000,
  },
  {
    name: 'fibonacci',
    unit: 'call',
    goal: 5,
    source: `int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
int work(int n) { int r = 0; for (int i = 0; i < n / 21891; i++) r += fib(20); return r; }`,
    units: 21_891 * 600,
    interpreted: 21_891 * 20,
    jscpp: 21_891,
  },
  {
    name: 'by pointer',
    unit: 'comparison',
    goal: 5,
    source: `int less(const int *a, const int *b) { return *a - *b; }
int v[256];
int work(int n) {
  int (*compare)(const int *, const int *) = less;
  int found = 0;
  for (int i = 0; i < 256; i++) v[i] = i * 37 % 256;
  for (int i = 0; i < n; i++) if (compare(&v[i & 255], &v[(i >> 3) & 255]) > 0) found++;
  return found;
}`,
    units: 10_000_000,
    interpreted: 500_000,
    jscpp: 0,
  },
  {
    name: 'double',
    unit: 'iteration',
    goal: 5,
    source: `int work(int n) {
  double x = 0.5;
  for (int i = 0; i < n; i++) x = x * 0.999 + (double) i * 0.001;
  return (int) x;
}`,
    units: 20_000_000,
    interpreted: 1_000_000,
    jscpp: 20_000,
  },
  {
    name: 'system call',
    unit: 'call',
    goal: 10,
    source: `#include <unistd.h>
int work(int n) { int s = 0; for (int i = 0; i < n; i++) s += getppid() != 0; return s; }`,
    units: 1_000_000,
    interpreted: 200_000,
    jscpp: 0,
  },
  {
    name: 'pipe',
    unit: 'round',
    goal: 10,
    source: `#include <unistd.h>
int work(int n) {
  int fd[2], s = 0;
  char c = 7;
  if (pipe(fd) != 0) return -1;
  for (int i = 0; i < n; i++) { write(fd[1], &c, 1); read(fd[0], &c, 1); s += c; }
  return s;
}`,
    units: 200_000,
    interpreted: 50_000,
    jscpp: 0,
  },
]

/** Programs as a first-year student writes them; none of them asks more of JSCPP or of the interpreter than the others. */
const PLAIN: readonly (readonly [name: string, unit: string, units: number, source: string])[] = [
  [
    'global sum',
    'element',
    20_480_000,
    `#define N 4096
int a[N];
long sum;
int work(int n) {
  int r, i;
  sum = 0;
  for (r = 0; r < n / N; r++) for (i = 0; i < N; i++) { a[i] = a[i] + i; sum += a[i]; }
  return (int) sum;
}`,
  ],
  [
    'all global',
    'element',
    20_480_000,
    `#define N 4096
int a[N], i, r;
long sum;
int work(int n) {
  sum = 0;
  for (r = 0; r < n / N; r++) for (i = 0; i < N; i++) { a[i] = a[i] + i; sum += a[i]; }
  return (int) sum;
}`,
  ],
  [
    'million',
    'element',
    40_000_000,
    `int a[1000000];
long sum;
int work(int n) {
  sum = 0;
  for (int r = 0; r < n / 1000000; r++) for (int i = 0; i < 1000000; i++) { a[i] = a[i] + i; sum += a[i]; }
  return (int) sum;
}`,
  ],
  [
    'columns',
    'element',
    20_000_000,
    `int g[100][100];
int work(int n) {
  int s = 0;
  for (int r = 0; r < n / 10000; r++)
    for (int i = 0; i < 100; i++) for (int j = 0; j < 100; j++) { g[i][j] += i * j; s += g[j][i]; }
  return s;
}`,
  ],
  [
    'longs',
    'element',
    20_000_000,
    `long a[1000];
int work(int n) {
  long s = 0;
  for (int r = 0; r < n / 1000; r++) for (long i = 0; i < 1000; i++) { a[i] = a[i] * 3 + i; s ^= a[i]; }
  return (int) s;
}`,
  ],
  [
    'shorts',
    'element',
    20_000_000,
    `short a[1000];
int work(int n) {
  int s = 0;
  for (int r = 0; r < n / 1000; r++) for (int i = 0; i < 1000; i++) { a[i] += i; s += a[i]; }
  return s;
}`,
  ],
  [
    'bytes',
    'element',
    20_000_000,
    `unsigned char a[1000];
int work(int n) {
  int s = 0;
  for (int r = 0; r < n / 1000; r++) for (int i = 0; i < 1000; i++) { a[i] = a[i] + i; s += a[i]; }
  return s;
}`,
  ],
  [
    'doubles',
    'element',
    20_000_000,
    `double a[1000], s;
int work(int n) {
  s = 0;
  for (int r = 0; r < n / 1000; r++) for (int i = 0; i < 1000; i++) { a[i] = a[i] * 0.5 + i; s += a[i]; }
  return (int) (s / 1000);
}`,
  ],
  [
    'structs',
    'element',
    10_000_000,
    `struct part { int x, y; long w; char tag; } v[500];
int work(int n) {
  for (int i = 0; i < 500; i++) { v[i].x = i; v[i].y = 2 * i; v[i].w = 0; v[i].tag = i; }
  for (int r = 0; r < n / 500; r++) for (int i = 0; i < 500; i++) { v[i].w += v[i].x * v[i].y; v[i].tag++; }
  return (int) v[77].w + v[3].tag;
}`,
  ],
  [
    'string end',
    'character',
    20_000_000,
    `char text[2001];
int length(const char *s) { int n = 0; while (s[n] != 0) n++; return n; }
int work(int n) {
  int s = 0;
  for (int i = 0; i < 2000; i++) text[i] = 'a' + i % 26;
  for (int r = 0; r < n / 2000; r++) s += length(text);
  return s;
}`,
  ],
  [
    'string copy',
    'character',
    20_000_000,
    `char text[2001], copy[2001];
void copy_text(char *to, const char *from) { while ((*to++ = *from++)) ; }
int work(int n) {
  int s = 0;
  for (int i = 0; i < 2000; i++) text[i] = 'a' + i % 26;
  for (int r = 0; r < n / 2000; r++) { copy_text(copy, text); s += copy[r % 2000]; }
  return s;
}`,
  ],
  ['heap list', 'node', 20_000_000, heapList(1000)],
  ['long list', 'node', 20_000_000, heapList(20_000)],
  [
    'tree',
    'node',
    10_000_000,
    `#include <stdlib.h>
struct tree { int key; struct tree *left, *right; } *root;
void put(int key) {
  struct tree **p = &root;
  while (*p) p = key < (*p)->key ? &(*p)->left : &(*p)->right;
  *p = calloc(1, sizeof(struct tree));
  (*p)->key = key;
}
int total(struct tree *t) { return t == NULL ? 0 : t->key + total(t->left) + total(t->right); }
int work(int n) {
  unsigned s = 1;
  int found = 0;
  root = NULL;
  for (int i = 0; i < 1000; i++) { s = s * 1103515245u + 12345u; put((s >> 8) % 10000); }
  for (int i = 0; i < n / 2001; i++) found += total(root);
  return found;
}`,
  ],
  [
    'three args',
    'call',
    20_000_000,
    `int f(int a, int b, int c) { return a * b + c; }
int work(int n) { int s = 1; for (int i = 0; i < n; i++) s = f(s, i, 3); return s; }`,
  ],
  [
    'nested',
    'call',
    20_000_000,
    `int square(int x) { return x * x; }
int f(int a, int b) { return square(a) + square(b); }
int work(int n) { int s = 1; for (int i = 0; i < n / 3; i++) s += f(s, i); return s; }`,
  ],
  [
    'small loops',
    'call',
    5_000_000,
    `int f(int a) { int s = 0; for (int k = 0; k < 5; k++) s += a ^ k; return s; }
int work(int n) { int s = 1; for (int i = 0; i < n; i++) s += f(i); return s; }`,
  ],
  [
    'even, odd',
    'call',
    20_000_000,
    `int odd(int n);
int even(int n) { if (n == 0) return 1; return odd(n - 1); }
int odd(int n) { if (n == 0) return 0; return even(n - 1); }
int work(int n) { int s = 0; for (int i = 0; i < n / 100; i++) s += even(99 + (i & 1)); return s; }`,
  ],
  [
    'own memory',
    'call',
    10_000_000,
    `int walk(int depth, int *out) {
  int v = depth, t[4];
  if (depth == 0) { *out = 1; return 0; }
  t[depth & 3] = depth;
  walk(depth - 1, &v);
  *out = v + t[depth & 3];
  return v;
}
int work(int n) { int s = 0; for (int i = 0; i < n / 20; i++) { int o; walk(19, &o); s += o; } return s; }`,
  ],
  [
    'hanoi',
    'call',
    32_767 * 320,
    `long moves;
void hanoi(int n, int from, int to, int by) {
  if (n == 0) return;
  hanoi(n - 1, from, by, to);
  moves++;
  hanoi(n - 1, by, to, from);
}
int work(int n) { moves = 0; for (int i = 0; i < n / 32767; i++) hanoi(14, 0, 1, 2); return (int) moves; }`,
  ],
  [
    'ring buffer',
    'call',
    20_000_000,
    `int buffer[16], in, out, count;
void put(int v) { buffer[in] = v; in = (in + 1) % 16; count++; }
int get(void) { int v = buffer[out]; out = (out + 1) % 16; count--; return v; }
int work(int n) { int s = 0; for (int i = 0; i < n / 2; i++) { put(i); s += get(); } return s; }`,
  ],
  [
    'by value',
    'call',
    5_000_000,
    `struct pair { int x, y; };
struct pair add(struct pair a, struct pair b) { struct pair r = { a.x + b.x, a.y + b.y }; return r; }
int work(int n) { struct pair s = { 0, 0 }, d = { 1, 2 }; for (int i = 0; i < n; i++) s = add(s, d); return s.x + s.y; }`,
  ],
  [
    'sort by',
    'comparison',
    10_000_000,
    `int a[200];
int compare(const void *x, const void *y) { return *(const int *) x - *(const int *) y; }
void sort(int *v, int n, int (*by)(const void *, const void *)) {
  for (int i = 1; i < n; i++) {
    int k = v[i], j = i - 1;
    while (j >= 0 && by(&v[j], &k) > 0) { v[j + 1] = v[j]; j--; }
    v[j + 1] = k;
  }
}
int work(int n) {
  for (int r = 0; r < n / 10000; r++) { for (int i = 0; i < 200; i++) a[i] = i * 7919 % 1009; sort(a, 200, compare); }
  return a[5];
}`,
  ],
  [
    'table',
    'call',
    10_000_000,
    `int add(int a, int b) { return a + b; }
int sub(int a, int b) { return a - b; }
int mul(int a, int b) { return a * b; }
int (*operations[3])(int, int) = { add, sub, mul };
int work(int n) { int s = 1; for (int i = 0; i < n; i++) s = operations[i % 3](s, i); return s; }`,
  ],
]

/** A list of nodes from malloc, in random order. */
function heapList(nodes: number): string {
  return `#include <stdlib.h>
#define N ${nodes}
struct node { int value; struct node *next; } *head;
void build(void) {
  struct node **v = malloc(N * sizeof *v);
  unsigned s = 7;
  for (int i = 0; i < N; i++) { v[i] = malloc(sizeof(struct node)); v[i]->value = i; }
  for (int i = N - 1; i > 0; i--) {
    s = s * 1103515245u + 12345u;
    int j = (s >> 16) % (i + 1);
    struct node *t = v[i];
    v[i] = v[j];
    v[j] = t;
  }
  for (int i = 0; i < N; i++) v[i]->next = i < N - 1 ? v[i + 1] : NULL;
  head = v[0];
  free(v);
}
int work(int n) {
  long sum = 0;
  if (head == NULL) build();
  for (int r = 0; r < n / N; r++) for (struct node *p = head; p != NULL; p = p->next) sum += p->value;
  return (int) sum;
}`
}

export const SPEED_CASES: readonly SpeedCase[] = [
  ...CASES,
  ...PLAIN.map(([name, unit, units, source]) => ({
    name,
    unit,
    goal: 5,
    source,
    units,
    interpreted: Math.ceil(units / 20),
    jscpp: 0,
  })),
]
