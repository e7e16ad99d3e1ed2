/** The same C program in the engine, natively by gcc -O0, and in JSCPP. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { boot, compile, type Program, resultOf, runFor } from '@/lib/engine'
import type { SpeedCase } from './speed-case'

/** ns a unit; null where the reference is not there. */
export type Speed = Omit<SpeedCase, 'jscpp'> & {
  readonly engine: number
  readonly interpreter: number
  readonly native: number | null
  readonly jscpp: number | null
}

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
