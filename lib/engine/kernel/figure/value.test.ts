/** A value is told by its type: the same in what a function returns, in loads and stores, in locals and in the picture. */
import { expect, test } from 'vitest'
import { compile, type Recording, record, type TraceEvent } from '../../index'

/** [type, value, as it is told] */
const SCALARS: readonly (readonly [string, string, string])[] = [
  ['_Bool', '7', '1'],
  ['char', "'h'", "'h'"],
  ['char', "'\\n'", "'\\n'"],
  ['signed char', '-5', '-5'],
  ['unsigned char', '200', '200'],
  ['short', '-30000', '-30000'],
  ['unsigned short', '60000', '60000'],
  ['int', '-2147483647', '-2147483647'],
  ['unsigned', '4000000000u', '4000000000'],
  ['long', '5000000000', '5000000000'],
  ['unsigned long', '5000000000UL', '5000000000'],
  ['unsigned long', '9007199254740993UL', '9007199254740993'],
  ['unsigned long', '18446744073709551615UL', '18446744073709551615'],
  ['long long', '-9007199254740993LL', '-9007199254740993'],
  ['size_t', 'sizeof(int)', '4'],
  ['enum color', 'GREEN', 'GREEN'],
  ['enum color', '9', '9'],
  ['float', '1.5f', '1.5'],
  ['double', '-0.1', '-0.1'],
  ['double', '1e300', '1e+300'],
  ['double', '-0.0', '-0'],
  ['char *', '"abc"', '"abc"'],
  ['const char *', '"h\\"i"', '"h\\"i"'],
  ['char *', '0', 'NULL'],
  ['void *', '(void *)0x7f12345678', '0x7f12345678'],
  ['int *', '0', 'NULL'],
  ['callback', 'half', 'half'],
  ['callback', '0', 'NULL'],
  ['struct point', '(struct point){1, -2}', '{x = 1, y = -2}'],
  ['struct label', '(struct label){"ab", 2.5}', '{text = "ab", weight = 2.5}'],
  ['union word', '(union word){ .i = 65 }', "{i = 65, c = 'A'}"],
]

const TYPES = `#include <stddef.h>
enum color { RED, GREEN = 5 };
struct point { short x; long y; };
struct label { char text[4]; double weight; };
union word { int i; char c; };
int half(int n) { return n / 2; }
typedef int (*callback)(int);
`

test.each(SCALARS)('%s %s is told as %s', (type, value, told) => {
  const recording = recorded(`${TYPES}
${type} global;
${type} made(void) { return ${value}; }
${type} same(${type} given) { return given; }
int main(void) {
  ${type} local;
  ${type} other;
  global = made();
  local = global;
  other = same(local);
  return 0;
}`)
  const events = eventsOf(recording)
  expect(valuesOf(events, 'return').slice(0, 2)).toEqual([told, told])
  expect(valuesOf(events, 'store')).toContain(told)
  // A struct is copied, and a copy tells what is written.
  if (!/^(struct|union)/.test(type)) expect(valuesOf(events, 'load')).toContain(told)
  expect(localAt(recording, 'other')).toBe(told)
})

/** Once two threads have been there and gone: [name, value as it is told when main is at its last line]. */
const THREADS: readonly (readonly [string, string])[] = [
  ['first', '→ B'],
  ['kept', '{→ C, ?}'],
  ['worker', '{id = → C, pid = 4242, done = 1}'],
  ['own', '→ A'],
  ['unset', '?'],
  ['same_size', '7'],
  ['parent', '4100'],
]

test('a pthread_t is told as the thread that it names, also when that has ended and is joined', () => {
  const recording = recorded(`#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>
struct worker { pthread_t id; pid_t pid; bool done; };
static pthread_t kept[2];
static pthread_t unset;
static struct worker worker;
static void *work(void *given) { return given; }
static void *other(void *given) { return given; }
int main(void) {
  unsigned long same_size = 7;
  pid_t parent = getppid();
  pthread_t first;
  pthread_t own = pthread_self();
  pthread_create(&first, NULL, work, NULL);
  pthread_create(&kept[0], NULL, other, NULL);
  worker = (struct worker){ kept[0], getpid(), true };
  pthread_join(first, NULL);
  pthread_join(kept[0], NULL);
  return same_size + parent == 0;
}`)
  const view = recording.view(recording.length - 1)
  expect(view.tasks.map(({ state }) => state)).toEqual(['running', 'gone', 'gone'])
  const values = [
    ...(view.tasks[0]?.stack.flatMap(({ locals }) => locals) ?? []),
    ...(view.processes[0]?.segments.flatMap((segment) => segment.values) ?? []),
  ]
  for (const [name, told] of THREADS) expect(values.find((one) => one.name === name)?.value, name).toBe(told)
})

test('a pthread_t is an unsigned long to the compiler, as in the C library', () => {
  const { diagnostics } = compile(`#include <pthread.h>
int is(unsigned long *number) { return *number != 0; }
int main(void) {
  pthread_t self = pthread_self();
  unsigned long number = self + 1;
  unsigned long *at = &self;
  return is(&self) + is(&number) + is(at) + _Generic(self, unsigned long: 1, default: 0) + (self == number);
}`)
  expect(diagnostics).toEqual([])
})

test('a bit-field is told by itself, not by what lies around it', () => {
  const events = eventsOf(
    recorded(`enum color { RED, GREEN };
struct flags { unsigned a : 3; int b : 5; enum color c : 2; unsigned long d : 40; } flags;
int main(void) {
  flags.a = 5;
  flags.b = -7;
  flags.c = GREEN;
  flags.d = 0xffffffffff;
  return flags.b;
}`),
  )
  // An assignment to a bit-field reads what it is in first.
  expect(valuesOf(events, 'store')).toEqual(['5', '-7', 'GREEN', '1099511627775'])
  expect(valuesOf(events, 'load').at(-1)).toBe('-7')
})

test('what a pointer reaches is told by its type, however it is reached', () => {
  const events = eventsOf(
    recorded(`#include <stdlib.h>
struct node { struct node *next; const char *name; unsigned long count; };
int main(void) {
  struct node *list = malloc(sizeof *list);
  list->next = malloc(sizeof *list);
  list->next->name = "second";
  list->next->count = 1ul << 40;
  char *text = malloc(4);
  text[2] = 'x';
  return 0;
}`),
  )
  const stores = valuesOf(events, 'store')
  expect(stores).toEqual([expect.stringMatching(/^0x/), '"second"', '1099511627776', "'x'"])
})

test('a function that returns nothing returns no value', () => {
  const events = eventsOf(
    recorded('int n; void f(void) { n = 3; }\nint main(void) {\n  f();\n  return 0;\n}'),
  )
  expect(events.filter(({ kind }) => kind === 'return')).toEqual([
    { kind: 'return', function: 'f', value: null },
  ])
})

test('an array is told element by element, a text as a text', () => {
  const recording = recorded(`int main(void) {
  int numbers[3] = {1, -2, 3};
  char text[8] = "abc";
  double halves[2] = {0.5, 1.5};
  unsigned char bytes[2] = {200, 7};
  return numbers[0];
}`)
  expect(localAt(recording, 'numbers')).toBe('{1, -2, 3}')
  expect(localAt(recording, 'text')).toBe('"abc"')
  expect(localAt(recording, 'halves')).toBe('{0.5, 1.5}')
  expect(localAt(recording, 'bytes')).toBe('{200, 7}')
})

test('a local has no value before something has written it, whatever the stack holds there', () => {
  const recording = recorded(`int seven(void) { int a = 7, b = 8, c = 9; return a + b - c; }
int main(void) {
  seven();
  int unset;
  int set = 1;
  int later;
  int list[2];
  for (int i = 0; i < 2; i++) {
    if (i == 1)
      later = i;
    set++;
  }
  list[0] = 1;
  unset = 2;
  return unset + later + list[0];
}`)
  const shown = (name: string, line: number) => localAt(recording, name, line)
  expect(shown('set', 5)).toBe('?')
  expect(shown('set', 9)).toBe('2')
  expect(shown('list', 13)).toBe('?')
  expect(shown('list', 14)).toMatch(/^\{1, /)
  expect(shown('later', 13)).toBe('1')
  expect(shown('unset', 14)).toBe('?')
  expect(shown('unset', 15)).toBe('2')
})

test.each([
  ['own', 3, '?'],
  ['own', 4, '20'],
  ['p', 4, '?'],
  ['other', 9, '?'],
  ['other', 10, '0'],
  ['t', 8, '→ B'],
  ['i', 6, /^[0-3]$/],
  ['status', 9, '?'],
])('%s before line %i runs is %s', (name, line, value) => {
  const recording = recorded(`#include <pthread.h>
static void *work(void *p) { return p; } int add(int n) {
  int own = 20;
  int *p = &own, other;
  pthread_t t;
  for (int i = 0; i < n; i++)
    own += i; pthread_create(&t, NULL, work, NULL);
  int status; pthread_join(t, NULL);
  other = 0;
  return own + *p + other + (status = 1);
}
int main(void) { return add(3); }`)
  expect(localAt(recording, name, line)).toEqual(
    typeof value === 'string' ? value : expect.stringMatching(value),
  )
})

test('a parameter has its value from the call on', () => {
  const recording = recorded(
    'int twice(int n) {\n  return 2 * n;\n}\nint main(void) {\n  return twice(21);\n}',
  )
  expect(localAt(recording, 'n', 2)).toBe('21')
})

function recorded(source: string): Recording {
  const { program, diagnostics } = compile(source)
  if (!program) throw new Error(`${diagnostics[0]?.line}: ${diagnostics[0]?.code}`)
  return record(program)
}

function eventsOf(recording: Recording): TraceEvent[] {
  return Array.from({ length: recording.length }, (_, i) => recording.step(i)).flatMap(({ events }) => events)
}

function valuesOf(events: readonly TraceEvent[], kind: 'load' | 'store' | 'return'): (string | null)[] {
  return events.flatMap((event) => (event.kind === kind ? [event.value] : []))
}

/** The value of a local of the innermost frame: when `line` is about to run for the last time, else at the end. */
function localAt(recording: Recording, name: string, line?: number): string | undefined {
  for (let i = recording.length - 1; i >= 0; i--) {
    const frame = recording.view(i).tasks[0]?.stack.find(({ isLibrary }) => !isLibrary)
    const local = frame?.locals.find((candidate) => candidate.name === name)
    if (local && (line === undefined || frame?.line === line)) return local.value
  }
  return undefined
}
