/**
 * What is wrong with a program, as codes. Sentences are made from them elsewhere: for learners in `lib/i18n`, for the
 * command line in gcc-format.ts.
 */
import type { GCC_WORDS } from './gcc-wording'
import { type Hint, type Mend, mendOf } from './mend'
import { locate, presumedPlace, type SourceMap, sourceAt, tokenLength } from './source'

export type DiagnosticCode = keyof typeof GCC_WORDS

/** What does not keep a program from being compiled. */
type WarningCode = {
  [Code in DiagnosticCode]: (typeof GCC_WORDS)[Code] extends `warning: ${string}` ? Code : never
}[DiagnosticCode]

type Severity = 'error' | 'warning'

const WARNINGS: Readonly<Record<WarningCode, 1>> = {
  'warning-directive': 1,
  'macro-redefined': 1,
  'redeclared-implicit': 1,
  'number-too-large': 1,
  'number-unsigned': 1,
  'escape-range': 1,
  'specifier-ignored': 1,
  'conversion-overflow': 1,
  'integer-overflow': 1,
  'shift-negative': 1,
  'shift-too-far': 1,
  'initialiser-braces': 1,
  'result-ignored': 1,
  deprecated: 1,
  'noreturn-return': 1,
  'builtin-conflict': 1,
  'builtin-not-function': 1,
  'type-missing': 1,
  'attribute-ignored': 1,
  'unnamed-struct': 1,
  'member-missing': 1,
  'semicolon-missing': 1,
  'array-one-element': 1,
  'parameter-names': 1,
  'cast-size': 1,
  'void-dereference': 1,
  'long-character': 1,
  'bad-escape': 1,
  'implicit-int': 1,
  'empty-declaration': 1,
  'initialiser-excess': 1,
  'initialiser-extern': 1,
  'string-too-long': 1,
  'static-undefined': 1,
  'implicit-function': 1,
  'implicit-builtin': 1,
  'pointer-from-integer': 1,
  'integer-from-pointer': 1,
  'incompatible-pointer': 1,
  'discards-qualifier': 1,
  'compare-pointer-integer': 1,
  'compare-pointers': 1,
  'conditional-pointer': 1,
  'division-by-zero': 1,
  'return-value': 1,
  'return-missing': 1,
  'return-local': 1,
}

export type Diagnostic = {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly file: string
  /** From 1; 0 if the linker says it and knows no place. */
  readonly line: number
  readonly column: number
  /** Characters to underline. */
  readonly length: number
  readonly args: readonly string[]
  readonly hint?: Hint
  /** What to write in its file so that it goes, where the compiler knows that. */
  readonly mend?: Mend
  /** What `#line` calls the place, where it calls it something else. */
  readonly presumed?: { readonly file: string; readonly line: number }
}

const MAX_DIAGNOSTICS = 100

export type Reporter = {
  readonly map: SourceMap
  readonly list: Diagnostic[]
  readonly seen: Set<string>
  errors: number
}

/**
 * A reporter of one compilation, to which nothing has been said.
 * @param map where the positions come from
 */
export function createReporter(map: SourceMap): Reporter {
  return { map, list: [], seen: new Set(), errors: 0 }
}

/** Whether so much is wrong that reading on helps nobody. */
export function isHopeless(reporter: Reporter): boolean {
  return reporter.list.length >= MAX_DIAGNOSTICS
}

/** Adds a diagnostic at a position, unless the same one has been said there; warnings in library headers are not said.
 *  @param mendAt where to insert what the hint inserts, if not at the position */
export function report(
  reporter: Reporter,
  code: DiagnosticCode,
  position: number,
  args: readonly string[] = [],
  hint?: Hint,
  mendAt = position,
): void {
  const severity: Severity = code in WARNINGS ? 'warning' : 'error'
  const { map, list, seen } = reporter
  if (severity === 'warning' && sourceAt(map, position).system) return
  if (severity === 'error') reporter.errors++
  const key = `${code}@${position}:${args.join()}`
  if (seen.has(key) || list.length >= MAX_DIAGNOSTICS) return
  seen.add(key)
  const place = locate(map, position)
  const length = tokenLength(map, position)
  const mend = hint && mendOf(map, hint, hint.code === 'insert' ? mendAt : position)
  const isRenumbered = sourceAt(map, position).renumbered.length > 0
  list.push({
    code,
    severity,
    ...place,
    length,
    args,
    ...(hint === undefined ? {} : { hint }),
    ...(mend ? { mend } : {}),
    ...(isRenumbered ? { presumed: presumedPlace(map, position) } : {}),
  })
  if (list.length === MAX_DIAGNOSTICS - 1) report(reporter, 'too-many-errors', position)
}

/** A linker's complaint, which has no column. */
export function linkDiagnostic(code: DiagnosticCode, file: string, line: number, args: string[]): Diagnostic {
  return { code, severity: 'error', file, line, column: 1, length: 1, args }
}
