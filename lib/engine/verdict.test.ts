/**
 * What gcc refuses, warns about and takes: small programs with its verdict (testdata/verdict/programs.json, recorded by
 * `record-verdicts`). A lesson that teaches C here must not teach what gcc rejects, nor refuse what it takes.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compile, type Diagnostic, formatGcc } from '.'

type Verdict = {
  readonly source: string
  readonly verdict: 'error' | 'warning' | 'accepted'
  readonly line?: number
  readonly message?: string
}

const RECORD = path.join(path.dirname(fileURLToPath(import.meta.url)), 'testdata/verdict/programs.json')
const verdicts = JSON.parse(readFileSync(RECORD, 'utf8')) as Verdict[]

test('each program is refused, warned about or taken as gcc does it, and on the line where gcc does', () => {
  const wrong = verdicts.flatMap((truth) => {
    const { diagnostics } = compile(truth.source)
    const told = verdictOf(diagnostics)
    const place = told.first?.presumed ?? told.first
    const line = truth.line === undefined || place === undefined || place.line === truth.line
    const isRefused = diagnostics.some(({ code }) => REFUSALS.includes(code))
    if (isRefused || (told.verdict === truth.verdict && line)) return []
    const own = told.first ? formatGcc(told.first) : told.verdict
    return [`${truth.source}\n  gcc: ${truth.line}: ${truth.message ?? truth.verdict}\n  own: ${own}`]
  })
  expect(wrong).toEqual([])
})

test('what gcc takes and this compiler does without is refused by its name, and there is little of it', () => {
  const refused = verdicts
    .filter(({ verdict }) => verdict !== 'error')
    .flatMap(({ source }) => compile(source).diagnostics.filter(({ code }) => REFUSALS.includes(code)))
    .map(({ args }) => args[0])
  expect([...new Set(refused)].sort()).toEqual(['nested function', 'variable-length array in structure'])
})

const REFUSALS: readonly string[] = ['unsupported', 'asm-form']

/** The linker's complaints aside: gcc was asked to compile only. */
function verdictOf(diagnostics: readonly Diagnostic[]): { verdict: Verdict['verdict']; first?: Diagnostic } {
  const said = diagnostics.filter(({ code }) => code !== 'undefined-reference' && code !== 'no-main')
  const error = said.find(({ severity }) => severity === 'error')
  if (error) return { verdict: 'error', first: error }
  const [warning] = said
  return warning ? { verdict: 'warning', first: warning } : { verdict: 'accepted' }
}
