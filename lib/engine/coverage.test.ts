/**
 * The table of the language and the library. Each keyword of C11, each header, and each function and function-like macro
 * that C11 (clause 7) or POSIX puts into a header that this machine speaks of (testdata/functions.json) is either used by
 * a program of `testdata`, whose output is on record, or refused by its name. There is no third state: nothing is
 * declared that no program runs, and nothing is missing without a word.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compile, formatGcc } from '.'
import { REFUSED_HEADERS } from './compiler/meaning/refused-name'
import { headerNames, readHeader } from './libc/header'

const TESTDATA = path.join(path.dirname(fileURLToPath(import.meta.url)), 'testdata')

const KEYWORDS =
  `auto break case char const continue default do double else enum extern float for goto if inline int long
register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
_Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Static_assert _Thread_local`.split(
    /\s+/,
  )

/** Used without parentheses: a macro, and a function that is given to another. */
const BARE = new Set(['errno', 'alphasort'])

type Used = { readonly words: ReadonlySet<string>; readonly calls: ReadonlySet<string> }

const functions = Object.entries(
  JSON.parse(readFileSync(path.join(TESTDATA, 'functions.json'), 'utf8')) as Record<string, string>,
).map(([header, names]) => ({ header, names: names.split(' ').filter((name) => name !== '') }))

const used = everythingUsed()

test('each keyword of C11 is in a program, or refused by its name', () => {
  expect(KEYWORDS).toHaveLength(44)
  const neither = KEYWORDS.filter(
    (word) => !used.words.has(word) && !isRefused(`double ${word} x; int main(void) { return 0; }`, word),
  )
  expect(neither).toEqual([])
  const refused = KEYWORDS.filter((word) => isRefused(`double ${word} x; int main(void) { return 0; }`, word))
  expect(refused).toEqual(['_Complex', '_Imaginary'])
})

test('each header can be included, or is refused by its name', () => {
  const neither = functions.filter(({ header }) => {
    const source = `#include <${header}>\nint main(void) { return 0; }`
    return compile(source).program === null && !isRefused(source, `<${header}>`)
  })
  expect(neither.map(({ header }) => header)).toEqual([])
})

test('the README lists each header that is built in, and each that is refused', () => {
  const readme = readFileSync(path.join(TESTDATA, '../README.md'), 'utf8')
  const listed = (title: string) =>
    new RegExp(`^\\*\\*${title}\\*\\*: \`([^\`]*)\``, 'm').exec(readme)?.[1]?.split(/\s+/)
  expect(listed('Built in')).toEqual(headerNames().sort())
  expect(listed('Refused by name')).toEqual([...REFUSED_HEADERS].sort())
})

for (const { header, names } of functions)
  test(`each function of <${header}> is run by a program, or refused by its name`, () => {
    const neither = names.filter((name) => !isRun(name) && !isRefusedFunction(header, name))
    expect(neither).toEqual([])
    const run = names.filter(isRun)
    if (run.length > 0) expect(wordsAbout(header, run)).toBe('')
  })

test('what is refused is not run as well', () => {
  const both = functions.flatMap(({ header, names }) =>
    names.filter((name) => isRun(name) && isRefusedFunction(header, name)),
  )
  expect(both).toEqual([])
})

test('no built-in header declares a function that no program runs', () => {
  const declared = new Set(headerNames().flatMap((name) => declaredIn(readHeader(name) ?? '')))
  expect(declared.size).toBeGreaterThan(700)
  expect([...declared].filter((name) => !isRun(name))).toEqual([])
})

test('a program may have a function of its own by a name that is refused', () => {
  const source = 'static int getwc(int x) { return x + 1; }\nint main(void) { return getwc(1) - 2; }'
  expect(compile(source).diagnostics).toEqual([])
})

function isRun(name: string): boolean {
  return BARE.has(name) ? used.words.has(name) : used.calls.has(name)
}

/** With its header, where there is one, and without. */
function isRefusedFunction(header: string, name: string): boolean {
  const main = `int main(void) { ${name}(0); return 0; }`
  if (!isRefused(main, name)) return false
  return readHeader(header) === null || isRefused(`#define _GNU_SOURCE\n#include <${header}>\n${main}`, name)
}

function isRefused(source: string, name: string): boolean {
  const { program, diagnostics } = compile(source)
  const said = diagnostics.filter(({ code, args }) => code === 'unsupported' && args[0] === name)
  return program === null && said.some((diagnostic) => formatGcc(diagnostic).includes(name))
}

/** What the compiler and the linker say to a program that takes the address of each function that is none of a macro. */
function wordsAbout(header: string, names: readonly string[]): string {
  const uses = names.map((name, i) => `#ifndef ${name}\nvoid *use_${i} = (void *)${name};\n#endif`)
  const source = ['#define _GNU_SOURCE', `#include <${header}>`, ...uses, 'int main(void) { return 0; }']
  return compile(source.join('\n')).diagnostics.map(formatGcc).join('')
}

/**
 * Words and called names of all programs of testdata that have a record beside them (programs.test.ts runs those); a call
 * of what a program defines itself does not count.
 */
function everythingUsed(): Used {
  const words = new Set<string>()
  const calls = new Set<string>()
  const names = readdirSync(TESTDATA, { recursive: true, encoding: 'utf8' })
  const all = new Set(names)
  for (const name of names) {
    if (!name.endsWith('.c') || !all.has(name.replace(/\.c$/, '.json'))) continue
    const code = codeOf(readFileSync(path.join(TESTDATA, name), 'utf8'))
    const own = new Set(
      [...code.matchAll(/^[A-Za-z][\w *]*?\b(\w+)\([^;{}]*\)\s*\{/gm)].map(([, defined]) => defined),
    )
    for (const [, word = '', open] of code.matchAll(/\b([A-Za-z_]\w*)(\s*\()?/g)) {
      words.add(word)
      if (open !== undefined && !own.has(word)) calls.add(word)
    }
  }
  return { words, calls }
}

/** A source without comments, strings and characters. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, ' ')
}

/** Functions that a header declares, but for the library's inner ones (two underscores). */
function declaredIn(header: string): string[] {
  const code = header.replace(/^#.*$/gm, '')
  const prototypes = code.matchAll(/^[a-z][\w ]*?[ *]+((?!__)\w+)\((?!\*)[^;{}]*\)(?: __attribute__.*)?;$/gm)
  return [...prototypes].flatMap(([line, name = '']) => (line.startsWith('typedef') ? [] : [name]))
}
