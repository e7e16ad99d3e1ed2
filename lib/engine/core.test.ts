/** The engine without its rest gives the very same, or says that it cannot. The tests run in the order they stand in. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compileSources } from './compiler/compile'
import { type Compiled, compile, compileIfComplete, complete } from './core'
import { rowOf } from './kernel/state/call'
import { ABSENT, LIBRARY_INTRINSICS } from './libc/intrinsic'
import { librarySources, readLibraryHeader } from './libc/library'
import { REST } from './rest'
import { run } from './run'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const LESSONS = path.join(HERE, '../../content')
const TESTDATA = path.join(HERE, 'testdata')

/** Programs, right and wrong, each with what must be fetched first (true) or need not (false). */
const SMALL: readonly (readonly [source: string, needsRest: boolean])[] = [
  ['int main(void) { return 0; }', false],
  ['int main(void) { return x; }', true],
  ['int main(void) { puts("said without its header"); return 0; }', true],
  ['int main(void) { return 1 +; }', false],
  ['#include <nothing.h>\nint main(void) { return 0; }', true],
  ['#include <wchar.h>\nint main(void) { return 0; }', true],
  ['#include <math.h>\nint main(void) { return 0; }', true],
  [
    '#if __has_include(<math.h>)\nint main(void) { return 0; }\n#else\nint main(void) { return 1; }\n#endif',
    true,
  ],
  ['double sqrt(double);\nint main(int n, char **a) { return (int)sqrt(n); }', true],
  ['#include <stdio.h>\nint main(void) { printf("%d %s %f\\n", 1, "two", 3.0); return 0; }', false],
  ['int missing(void);\nint main(void) { return missing(); }', true],
  ['#include <pthread.h>\nint main(void) { return (int)pthread_self() == 0; }', false],
  ['#include <string.h>\nint main(void) { return (int)__builtin_strlen("four"); }', false],
  ['int main(int n, char **a) { return __builtin_popcount(n); }', true],
  ['int main(void) { return (int)__builtin_strlen("four"); }', true],
]

const LESSON_PROGRAMS = programsIn(LESSONS)
const ALL = [...SMALL.map(([text]) => text), ...LESSON_PROGRAMS, ...programsIn(TESTDATA)]
/** Digests of what each comes to before the rest is there; null where the rest is needed. */
const alone: (string | null)[] = []
const ranAlone: string[] = []

test('without the rest each unit of the library that is here compiles', () => {
  const units = librarySources()
  expect(units.length).toBeGreaterThan(10)
  const unknown = () => {
    throw new Error('a unit of the library uses a name without declaring it')
  }
  const known = {
    headerOf: unknown,
    isRefused: unknown,
    isRefusedHeader: unknown,
    isBuiltinName: unknown,
    isAttribute: unknown,
    numberFault: unknown,
    specifierFault: unknown,
    runtimeText: unknown,
  }
  const wide = {
    literal: unknown,
    binary: unknown,
    unary: unknown,
    truth: unknown,
    convert: unknown,
    assignment: unknown,
  }
  const rare = { wide, asm: unknown, staticValues: unknown, foldCall: unknown, runtimeBuiltin: unknown }
  for (const unit of units) {
    const options = { isLibrary: true, readHeader: readLibraryHeader, known, rare }
    expect(compileSources([unit], options).diagnostics, unit.name).toEqual([])
  }
})

test('a program asks for the rest exactly when it needs it', () => {
  for (const [source, needsRest] of SMALL) expect(compileIfComplete(source) === null, source).toBe(needsRest)
  expect(() => compile('#include <math.h>\nint main(void) { return 0; }')).toThrow('rest')
})

test('of the programs of the lessons few need the rest, but those that start programs of /bin', () => {
  const programs = LESSON_PROGRAMS.filter((text) => !/\bexec[lv]/.test(text))
  const needy = programs.filter((text) => compileIfComplete(text) === null)
  expect(programs.length).toBeGreaterThan(30)
  // Those of the lessons on signals, sockets, timers and waiting for several descriptors do.
  expect(needy.length).toBeLessThan(programs.length / 3)
})

test('programs compile and run without the rest', () => {
  for (const source of ALL) alone.push(digestOf(compileIfComplete(source)))
  for (const source of LESSON_PROGRAMS) ranAlone.push(hashOfRun(compileIfComplete(source)))
  expect(alone.filter((digest) => digest !== null).length).toBeGreaterThan(100)
  expect(alone.filter((digest) => digest === null).length).toBeGreaterThan(50)
})

test('with the rest nothing is partial, and what was there without it is the same', () => {
  complete(REST)
  for (const [i, source] of ALL.entries()) {
    const digest = digestOf(compileIfComplete(source))
    expect(digest).not.toBeNull()
    expect(alone[i] ?? digest, source).toBe(digest)
  }
  const ran = LESSON_PROGRAMS.map((source) => hashOfRun(compileIfComplete(source)))
  expect(ranAlone.map((hash, i) => hash || ran[i])).toEqual(ran)
})

test('with the rest no intrinsic is missing, nor the row of a system call that the library makes', () => {
  expect(LIBRARY_INTRINSICS.filter((intrinsic) => intrinsic === ABSENT)).toEqual([])
  const names = librarySources().flatMap(({ text }) =>
    [...text.matchAll(/\b(?:__syscall|SYS)\("(\w+)"/g)].map(([, name = '']) => name),
  )
  expect(names.length).toBeGreaterThan(150)
  expect(names.filter((name) => rowOf(name) === null)).toEqual([])
})

/** Of all there is: diagnostics, and each byte of the program. */
function digestOf(compiled: Compiled | null): string | null {
  const plain = (_: string, value: unknown) =>
    value instanceof Map
      ? [...value]
      : ArrayBuffer.isView(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
        : value
  return compiled && createHash('sha256').update(JSON.stringify(compiled, plain)).digest('hex')
}

/** Of all of memory after the run, or when its budget is used up; empty if there is nothing to run. */
function hashOfRun(compiled: Compiled | null): string {
  return compiled?.program ? run(compiled.program, { limits: { steps: 50_000 } }).hash : ''
}

function programsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.c') && !path.basename(name).startsWith('_'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
}
