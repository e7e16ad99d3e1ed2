/** Sources that are not programs, or hardly: bytes, tokens in a heap, programs with an accident, and what is too much. */
import { createDice, type Dice } from '../vm/random-program'
import { generateProgram } from './program'

export type Noise = { readonly kind: string; readonly source: string }

const TOKENS = (
  'int char long short unsigned signed float double void _Bool struct union enum typedef static extern const volatile ' +
  'if else for while do switch case default break continue return goto sizeof _Alignof _Generic _Static_assert ' +
  '_Thread_local _Atomic inline register auto restrict __attribute__ __asm__ __builtin_va_arg x y main f g S printf ' +
  '( ) [ ] { } ; , . -> ... + - * / % & | ^ ~ ! = == != < > <= >= << >> && || ? : ++ -- += -= *= /= %= &= |= ^= <<= ' +
  ">>= # ## \\ 0 1 42 0x 0xffffffffffffffffff 08 1e 1.5e+ .5f 'a' '' '\\ 'abcdef' \"s\" \"\\x\" \" // /* */ @ $ ` \\u1234 é"
).split(' ')

const DIRECTIVES = [
  '#define M(a, b) a ## b',
  '#define R R R',
  '#define V(...) __VA_ARGS__',
  '#include <stdio.h>',
  '#include "main.c"',
  '#include <nothing.h>',
  '#if 1 /',
  '#if (1 << 63) % 0',
  '#elif',
  '#else',
  '#endif',
  '#undef M',
  '#line 0 "x"',
  '#pragma once',
  '#error no',
  'M(M(1, 2), M)',
  'V(V)(V(V))',
]

const KINDS: readonly (readonly [string, (dice: Dice, seed: number) => string])[] = [
  ['bytes', bytes],
  ['token soup', soup],
  ['program with an accident', accident],
  ['program with an accident', accident],
  ['program that ends too early', (dice, seed) => cut(dice, generateProgram(seed % 50).source)],
  ['nested too deep', deep],
  ['too much', bomb],
]

/**
 * A source from a seed: always the same one. The compiler is to answer with diagnostics, and never to throw or to
 * hang.
 */
export function generateNoise(seed: number): Noise {
  const dice = createDice(seed + 77)
  for (let i = 0; i < 8; i++) dice(2)
  const [kind, write] = KINDS[dice(KINDS.length)] as (typeof KINDS)[number]
  return { kind, source: write(dice, seed) }
}

function bytes(dice: Dice): string {
  const limit = [128, 256, 0x10000][dice(3)] as number
  return Array.from({ length: dice(600) }, () => String.fromCharCode(dice(limit))).join('')
}

function token(dice: Dice): string {
  return TOKENS[dice(TOKENS.length)] as string
}

function soup(dice: Dice): string {
  const parts = ['int main(void) {\n', 'int x;\n', ''].slice(dice(3))
  for (let i = dice(300); i >= 0; i--) {
    if (dice(20) === 0) parts.push(`\n${DIRECTIVES[dice(DIRECTIVES.length)]}\n`)
    else parts.push(token(dice), dice(4) === 0 ? '\n' : ' ')
  }
  return parts.join('')
}

/** A valid program in which a few tokens are gone, doubled, exchanged or others. */
function accident(dice: Dice, seed: number): string {
  const parts = generateProgram(seed % 50).source.split(/(\s+|\b)/)
  for (let i = 1 + dice(5); i > 0; i--) {
    const at = dice(parts.length)
    const other = dice(parts.length)
    const there = parts[at] as string
    const changes = [
      () => parts.splice(at, 1),
      () => parts.splice(at, 0, there),
      () => parts.splice(at, 1, parts[other] as string),
      () => parts.splice(at, 0, ` ${token(dice)} `),
      () => parts.splice(at, dice(40)),
      () => parts.splice(at, 0, ...parts.slice(other, other + dice(60))),
      () => parts.splice(at, 1, String.fromCharCode(dice(0x3000))),
    ]
    changes[dice(changes.length)]?.()
  }
  return parts.join('')
}

function cut(dice: Dice, source: string): string {
  return source.slice(0, dice(source.length))
}

function deep(dice: Dice): string {
  const count = [100, 3000, 100_000][dice(3)] as number
  const [open, close] = [
    ['(', ')'],
    ['{', '}'],
    ['[', ']'],
    ['if (1) ', ';'],
    ['-', ''],
    ['- -', ''],
    ['*', ''],
    ['&x, ', ''],
    ['sizeof ', ''],
    ['(int)', ''],
    ['1 ? 1 : ', ''],
    ['x = ', ''],
    ['1 + ', ''],
    ['do ', 'while (0);'],
    ['f(', ')'],
    ['struct { ', ' x; }'],
    ['(*', ')(void)'],
    ['else ', ''],
    ['case 1: ', ''],
    ['#if 1\n', '\n#endif'],
    ['!', ''],
    ['"s" ', ''],
    ['_Generic(1, default: ', ')'],
    ['({ ', '; })'],
    ['(int[]){', '}'],
  ][dice(25)] as [string, string]
  const head = ['int x = ', 'int main(void) { int x; ', 'int ', 'int x[] = ', ''][dice(5)]
  return `${head}${open.repeat(count)}1${close.repeat(dice(2) * count)};\n}`
}

/** Little text that asks for a lot. */
function bomb(dice: Dice): string {
  const doubling = Array.from({ length: 40 }, (_, i) => `#define A${i + 1} A${i} A${i}`).join('\n')
  const nesting = Array.from({ length: 40 }, (_, i) => `#define B${i + 1}(x) B${i}(B${i}(x))`).join('\n')
  const records = Array.from(
    { length: 40 },
    (_, i) => `struct s${i + 1} { struct s${i} a[99], b[99]; };`,
  ).join('\n')
  return [
    `#define A0 1 +\n${doubling}\nint x = A40 1;`,
    `#define B0(x) x\n${nesting}\nint x = B40(1);`,
    `struct s0 { int x; };\n${records}\nstruct s41 x; int main(void) { struct s40 y; return sizeof y; }`,
    'int a[0x7fffffff][0x7fffffff]; int main(void) { return a[1][1]; }',
    'char a[0x7fffffff] = {1}; int main(void) { return a[7]; }',
    'int a[] = {[0x7fffffff] = 1}; int main(void) { return a[7]; }',
    'int main(void) { char a[100000000] = {0}; return a[7]; }',
    'int main(void) { int n = 1 << 30; int a[n]; a[0] = 1; return a[0]; }',
    '#include "main.c"\n#include "main.c"\nint x;',
    `int ${'x'.repeat(200_000)};`,
    `int x = ${'9'.repeat(200_000)};`,
    `double x = ${'9'.repeat(3000)}e-2999;`,
    `char *s = "${'\\x41'.repeat(50_000)}";`,
    `int main(void) { switch (1) { ${Array.from({ length: 20_000 }, (_, i) => `case ${i}:`).join(' ')} ; } }`,
    `int main(void) { ${'int x; { '.repeat(300)}${'}'.repeat(300)} }`,
    `int f(${Array.from({ length: 3000 }, (_, i) => `int a${i}`).join(', ')}) { return a7; } int main(void) { return 0; }`,
    `int main(void) { ${Array.from({ length: 3000 }, (_, i) => `int a${i} = ${i};`).join(' ')} return a2999; }`,
    `int main(void) { int x = 1; return ${'x + (x * '.repeat(200)}x${')'.repeat(200)}; }`,
    'struct s { struct s x; } y; enum e { A = B, B = A }; typedef t t; t t(t);',
    'int main(void) { switch (0) { case 0 ... 0x7fffffff: ; } return 0; }',
  ][dice(20)] as string
}
