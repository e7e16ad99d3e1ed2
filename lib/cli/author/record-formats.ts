/**
 * `node lib/cli/run.mjs record-formats`: asks glibc's printf and scanf functions about thousands of drawn cases and writes
 * the answers to lib/engine/testdata/libc, where tests of the engine's own formatting read them. For a developer's Linux machine.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const TARGET = 'lib/engine/testdata/libc'
const CASES = 6000

/** Reads lines `type<TAB>bits<TAB>format`, answers with what snprintf writes. */
const PRINTER = String.raw`#include <stdio.h>
#include <string.h>
#include <stdlib.h>
int main(void) {
  static char line[4096], out[70000];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *bits = strchr(line, '\t') + 1, *format = strchr(bits, '\t') + 1;
    format[-1] = 0;
    unsigned long word = strtoul(bits, 0, 16);
    double d;
    memcpy(&d, &word, 8);
    int width = (int)(word % 23) - 8, precision = (int)(word / 23 % 19) - 3;
    int n = *line == 'd' ? snprintf(out, sizeof out, format, d)
      : *line == 'D' ? snprintf(out, sizeof out, format, width, precision, d)
      : *line == 'L' ? snprintf(out, sizeof out, format, width, precision, word)
      : *line == 's' ? snprintf(out, sizeof out, format, word ? bits : (char *)0)
      : snprintf(out, sizeof out, format, word);
    printf("%d\t%s\n", n, n < 0 ? "" : out);
  }
}
`

/** Reads one text a line, answers with strtod's bits and how much it read, and strtol's in four bases. */
const SCANNER = String.raw`#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <errno.h>
int main(void) {
  static char line[4096];
  int bases[] = {0, 10, 16, 7};
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *end;
    errno = 0;
    double d = strtod(line, &end);
    unsigned long word;
    memcpy(&word, &d, 8);
    printf("%lx %d %d", word, (int)(end - line), errno);
    for (int i = 0; i < 4; i++) {
      errno = 0;
      long value = strtol(line, &end, bases[i]);
      printf(" %ld %d %d", value, (int)(end - line), errno);
      errno = 0;
      unsigned long positive = strtoul(line, &end, bases[i]);
      printf(" %lu %d", positive, errno);
    }
    printf("\n");
  }
}
`

const UNARY =
  'sin cos tan asin acos atan exp exp2 expm1 log log2 log10 log1p sinh cosh tanh asinh acosh atanh cbrt erf erfc tgamma lgamma'.split(
    ' ',
  )
const BINARY = 'pow atan2 hypot fmod remainder'.split(' ')

/** Reads lines `function<TAB>bits<TAB>bits`, answers with the result's bits. */
const CALCULATOR = String.raw`#include <stdio.h>
#include <string.h>
#include <math.h>
int main(void) {
  char name[20];
  unsigned long x, y;
  while (scanf("%19s %lx %lx", name, &x, &y) == 3) {
    double a, b, r = 0;
    memcpy(&a, &x, 8);
    memcpy(&b, &y, 8);
    ${UNARY.map((name) => `if (!strcmp(name, "${name}")) r = ${name}(a);`).join('\n    ')}
    ${BINARY.map((name) => `if (!strcmp(name, "${name}")) r = ${name}(a, b);`).join('\n    ')}
    if (!strcmp(name, "fma")) r = fma(a, b, a * b * -1.0000000000000002);
    memcpy(&x, &r, 8);
    printf("%lx\n", x);
  }
}
`

export function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'formats-'))
  try {
    const formats = formatCases()
    write('formats.txt', formats, ask(folder, PRINTER, formats))
    const numbers = numberCases()
    write('numbers.txt', numbers, ask(folder, SCANNER, numbers))
    const calculations = calculationCases()
    write('calculations.txt', calculations, ask(folder, CALCULATOR, calculations))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function ask(folder: string, source: string, cases: readonly string[]): string[] {
  const file = path.join(folder, 'main.c')
  writeFileSync(file, source)
  execFileSync('gcc', ['-O0', '-w', file, '-o', path.join(folder, 'main'), '-lm'])
  const input = `${cases.join('\n')}\n`
  const options = { input, encoding: 'utf8', maxBuffer: 1 << 28 } as const
  return execFileSync(path.join(folder, 'main'), options).split('\n').slice(0, cases.length)
}

/** Case and answer on a line of their own each: a format has tabs, but no newline. */
function write(name: string, cases: readonly string[], answers: readonly string[]): void {
  const lines = cases.flatMap((text, i) => [text, answers[i] ?? ''])
  writeFileSync(path.join(TARGET, name), `${lines.join('\n')}\n`)
  console.log(`${name}: ${cases.length} cases`)
}

// ---- drawn cases, the same in every call

let state = 12345
/** A number from 0 to n - 1. */
function draw(n: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * n)
}

const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T

function formatCases(): string[] {
  return Array.from({ length: CASES }, () => {
    const flags = Array.from({ length: draw(4) }, () => pick([...'-+ #0'])).join('')
    const width = pick(['', '', String(draw(30)), String(draw(60))])
    const precision = pick(['', '', '.', `.${draw(8)}`, `.${draw(25)}`, `.${draw(60)}`])
    return pick([doubleCase, doubleCase, integerCase, integerCase, starCase, textCase])(
      flags,
      width,
      precision,
    )
  })
}

type Make = (flags: string, width: string, precision: string) => string

const doubleCase: Make = (flags, width, precision) =>
  `d\t${doubleBits()}\t${pick(['', '<', 'a '])}%${flags}${width}${precision}${pick([...'efgaEFGAfgg'])}|`

const integerCase: Make = (flags, width, precision) => {
  const length = pick(['hh', 'h', '', 'l', 'll', 'z', 'j', 't'])
  return `i\t${integerBits()}\t%${flags}${width}${precision}${length}${pick([...'diuoxX'])}|`
}

const starCase: Make = (flags) =>
  draw(2) === 0
    ? `D\t${doubleBits()}\t%${flags}*.*${pick([...'efgaEFGA'])}|`
    : `L\t${integerBits()}\t%${flags}*.*l${pick([...'diuoxX'])}|`

const textCase: Make = (flags, width, precision) =>
  pick([
    () => `s\t${pick(['0', integerBits()])}\t%${flags}${width}${precision}s|`,
    () => `i\t${(33 + draw(90)).toString(16)}\t%${flags}${width}c|`,
    () => `i\t${pick(['0', integerBits()])}\t%${flags.replace('0', '')}${width}p|`,
    () => `i\t${integerBits()}\t%%%${width}ld%%${pick(['', '%y', '% k', '%10q|'])}`,
  ])()

function integerBits(): string {
  const bits = BigInt(draw(2 ** 32)) | (BigInt(draw(2 ** 32)) << 32n)
  const value = pick([
    0n,
    1n,
    BigInt(draw(100)),
    BigInt.asUintN(64, -BigInt(draw(100))),
    bits,
    bits >> BigInt(draw(64)),
    1n << 63n,
    0x7fffffffn,
    0x80000000n,
  ])
  return value.toString(16)
}

function doubleBits(): string {
  const word = new Float64Array(1)
  word[0] = pick<() => number>([
    () => draw(1000),
    () => draw(100000) / 8,
    () => (draw(2_000_001) - 1_000_000) / 100,
    () => (draw(2 ** 30) + 0.5) / 10 ** draw(12),
    () => draw(2 ** 30) * 2 ** (draw(600) - 300),
    () => 10 ** (draw(40) - 20),
    () =>
      pick([
        0,
        -0,
        Infinity,
        -Infinity,
        NaN,
        0.5,
        1.5,
        2.5,
        0.125,
        1e21,
        1e22,
        123456789.125,
        5e-324,
        1.7976931348623157e308,
        9.9999995,
        0.00001234,
        999999.5,
      ]),
  ])()
  const halves = new BigUint64Array(word.buffer)
  return draw(5) === 0
    ? ((BigInt(draw(2 ** 32)) << 32n) | BigInt(draw(2 ** 32))).toString(16)
    : (halves[0] as bigint).toString(16)
}

function numberCases(): string[] {
  return Array.from({ length: 2000 }, () => {
    const digits = (set: string, n: number) => Array.from({ length: n }, () => pick([...set])).join('')
    const sign = pick(['', '', '-', '+', ' ', '  -', '+-'])
    const body = pick([
      () => digits('0123456789', draw(22)),
      () => `${digits('0123456789', draw(20))}.${digits('0123456789', draw(25))}`,
      () => `${digits('0123456789', 1 + draw(18))}${pick(['e', 'E', 'e-', 'e+'])}${draw(330)}`,
      () => `.${digits('0123456789', 1 + draw(18))}e${draw(20) - 320}`,
      () => `0x${digits('0123456789abcdefABCDEF', draw(18))}`,
      () =>
        `0x${digits('0123456789abcdef', draw(16))}.${digits('0123456789abcdef', draw(16))}p${draw(2200) - 1100}`,
      () => `0${digits('01234567', draw(24))}`,
      () =>
        pick([
          'inf',
          'INFINITY',
          'infi',
          'nan',
          'NaN(12)',
          'nan(',
          '',
          'x',
          '0x',
          '0xg',
          '.',
          'e5',
          '1e',
          '1e+',
          '1.e2',
          '--1',
          '9223372036854775807',
          '9223372036854775808',
          '18446744073709551615',
          '18446744073709551616',
          '1.7976931348623159e308',
          '2.2250738585072011e-308',
          '4.9e-324',
          '2.4e-324',
        ]),
    ])()
    return `${sign}${body}${pick(['', '', 'z', ' 7', '.5'])}`
  })
}

function calculationCases(): string[] {
  return [...UNARY, ...BINARY, 'fma'].flatMap((name) =>
    Array.from({ length: 150 }, () => `${name}\t${bitsOf(operand())}\t${bitsOf(operand())}`),
  )
}

function operand(): number {
  return pick<() => number>([
    () => draw(2001) / 1000 - 1,
    () => (draw(2 ** 32) / 2 ** 31 - 1) * 10 ** draw(3),
    () => draw(200) / 4 - 10,
    () => draw(30),
    () => (draw(2 ** 32) / 2 ** 31) * 2 ** (draw(60) - 30),
    () => pick([0, -0, 1, -1, 0.5, 2, 10, 1e-5, 1e-300, 1e22, 700.5, Infinity, -Infinity, NaN]),
  ])()
}

function bitsOf(value: number): string {
  const word = new Float64Array([value])
  return (new BigUint64Array(word.buffer)[0] as bigint).toString(16)
}
