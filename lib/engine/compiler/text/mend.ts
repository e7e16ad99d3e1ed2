/** What could be done about a diagnostic, and what to write so that it goes: from the hint and the source map, never from
 *  a sentence. */
import { locate, type Source, type SourceMap, sourceAt, tokenLength } from './source'

/** What could be done about a diagnostic. `of`: what stands there and was meant to be `name`. */
export type Hint =
  | { readonly code: 'did-you-mean'; readonly name: string; readonly of: string }
  | { readonly code: 'include-header'; readonly name: string; readonly header: string }
  | { readonly code: 'insert'; readonly text: string }
  | { readonly code: 'previous'; readonly line: number }

/** A replacement in the file of its diagnostic; line and column count from 1, and `length` 0 only inserts. */
export type Mend = {
  readonly line: number
  readonly column: number
  readonly length: number
  readonly text: string
}

/** The text of a file with a mend made in it. */
export function mended(source: string, { line, column, length, text }: Mend): string {
  const start = source.split('\n', line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const at = start + column - 1
  return source.slice(0, at) + text + source.slice(at + length)
}

/** What a hint comes to at a position. Null: only a person can do it, or what would be replaced is not written there, as
 *  where a macro made it. */
export function mendOf(map: SourceMap, hint: Hint, position: number): Mend | null {
  const source = sourceAt(map, position)
  if (source.system) return null
  switch (hint.code) {
    case 'insert':
      return mendAt(map, position, 0, hint.text)
    case 'did-you-mean': {
      const length = tokenLength(map, position)
      const offset = position - source.base
      const isThere = source.text.slice(offset, offset + length) === hint.of
      return isThere ? mendAt(map, position, length, hint.name) : null
    }
    case 'include-header':
      return mendAt(map, source.base + source.includesEnd, 0, `#include <${hint.header}>\n`)
    case 'previous':
      return null
  }
}

function mendAt(map: SourceMap, position: number, length: number, text: string): Mend {
  const { line, column } = locate(map, position)
  return { line, column, length, text }
}

/**
 * Where to insert what is missing between two tokens. Of a token that is written as it is read that is right behind it.
 * Where a macro made it, its position is the macro's use: there, what is missing goes behind all that is written before
 * the next token.
 * @param end right behind the token before, if it is written there as it is read
 * @param next the token that should not have come, in the same source or not
 */
export function insertionPoint(map: SourceMap, end: number, next: number): number {
  const source = sourceAt(map, end)
  if (next <= end || sourceAt(map, next) !== source) return end
  const between = source.text.slice(end - source.base, next - source.base)
  if (isBlank(between)) return end
  return behindCode(source, next)
}

/** Behind what is written before a token, on that line if it is another; at the token where a comment may be in between. */
export function behindCode(source: Source, next: number): number {
  const offset = next - source.base
  const end = source.text.slice(0, offset).trimEnd().length
  const line = source.text.slice(source.text.lastIndexOf('\n', end - 1) + 1, end)
  return line.includes('//') || /^\s*#/.test(line) ? next : source.base + end
}

/** Whether there is nothing but white space, comments and directives. One after another is taken as a whole: a single pattern of
 *  them all would try every way to part them. */
function isBlank(text: string): boolean {
  const blank = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=\n[ \t]*)#[^\n]*/y
  while (blank.lastIndex < text.length) if (!blank.test(text)) return false
  return true
}
