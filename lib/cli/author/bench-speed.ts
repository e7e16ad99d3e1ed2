/** The same C program in the engine, natively by gcc -O0, and in JSCPP. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { boot, compile, type Program, resultOf, runFor } from '@/lib/engine'

type SpeedCase = {
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

/** ns a unit; null where the reference is not there. */
export type Speed = Omit<SpeedCase, 'jscpp'> & {
  readonly engine: number
  readonly interpreter: number
  readonly native: number | null
  readonly jscpp: number | null
}

export const SPEED_CASES: readonly SpeedCase[] = [
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

/** Runs of each; the least time counts. */
const REPEATS = 5

export function measureSpeed(speed: SpeedCase): Speed {
  const native = hasGcc() ? runNative(speed) : null
  const engine = runEngine(speed, speed.units, Number.NaN)
  if (native !== null && native.result !== engine.result)
    throw new Error(`${speed.name}: gcc's program gives ${native.result}, the engine's ${engine.result}`)
  return {
    ...speed,
    engine: engine.ns,
    interpreter: runEngine(speed, speed.interpreted, Number.POSITIVE_INFINITY).ns,
    native: native?.ns ?? null,
    jscpp: speed.jscpp > 0 ? runJscpp(speed) : null,
  }
}

function userNanoseconds(): number {
  return process.cpuUsage().user * 1000
}

/** `heatLimit`: NaN for the engine's own policy, Infinity to stay in the interpreter. */
function runEngine(speed: SpeedCase, units: number, heatLimit: number): { ns: number; result: string } {
  const { program, diagnostics } = compile(
    `#include <stdio.h>\n${speed.source}\nint main(void) { printf("%d", work(${units})); return 0; }\n`,
  )
  if (!program) throw new Error(`${speed.name} does not compile: ${diagnostics[0]?.code}`)
  let best = Number.POSITIVE_INFINITY
  let result = ''
  for (let i = 0; i < REPEATS; i++) {
    const run = runOnce(program, heatLimit)
    result = run.result
    best = Math.min(best, run.taken / units)
  }
  return { ns: best, result }
}

/** Booting is left out, as it is natively. What the engine spends until it has generated code counts. */
function runOnce(program: Program, heatLimit: number): { taken: number; result: string } {
  const machine = boot(program, { limits: { steps: 1e12, memory: 16 << 20 } })
  if (!Number.isNaN(heatLimit)) machine.cpu.heatLimit = heatLimit
  const start = userNanoseconds()
  runFor(machine)
  return { taken: userNanoseconds() - start, result: resultOf(machine).stdout }
}

let gccFound: boolean | null = null

export function hasGcc(): boolean {
  gccFound ??= spawnSync('gcc', ['--version']).status === 0
  return gccFound
}

const NATIVE_MAIN = `
#include <stdio.h>
#include <time.h>
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}
int main(void) {
  double best = 1e18;
  int result = 0;
  for (int i = 0; i < REPEATS; i++) {
    double start = now();
    int got = work(UNITS);
    double taken = now() - start;
    if (taken < best) best = taken;
    if (i == 0) result = got;
  }
  printf("%.4f %d", best / UNITS, result);
  return 0;
}
`

function runNative(speed: SpeedCase): { ns: number; result: string } | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
  try {
    const source = path.join(folder, 'main.c')
    const binary = path.join(folder, 'main')
    writeFileSync(source, speed.source + NATIVE_MAIN)
    const flags = ['-O0', '-std=gnu11', `-DUNITS=${speed.units}`, `-DREPEATS=${REPEATS}`, '-w']
    if (spawnSync('gcc', [...flags, '-o', binary, source]).status !== 0) return null
    const [ns = '', result = ''] = spawnSync(binary).stdout.toString().split(' ')
    return { ns: Number(ns), result }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

type Jscpp = { run: (code: string, input: string, config: object) => unknown }

function runJscpp(speed: SpeedCase): number | null {
  let jscpp: Jscpp
  try {
    jscpp = createRequire(import.meta.url)('JSCPP') as Jscpp
  } catch {
    return null
  }
  const code = (units: number) => `#include <iostream>\nusing namespace std;\n${speed.source}
int main() { cout << work(${units}); return 0; }`
  const time = (units: number) => {
    const start = userNanoseconds()
    jscpp.run(code(units), '', { stdio: { write: () => {} } })
    return userNanoseconds() - start
  }
  try {
    // Parsing is left out by the difference of two lengths.
    const short = Math.min(time(0), time(0))
    return (time(speed.jscpp) - short) / speed.jscpp
  } catch {
    return null
  }
}
