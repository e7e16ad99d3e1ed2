/**
 * Source texts in one number line: a position is `source.base + offset`, so that a token needs one number to say
 * where it stands. Lines are found on demand.
 */

export type Source = {
  readonly name: string
  /** The text with continuation lines (backslash, newline) already joined. */
  readonly text: string
  readonly base: number
  /** A header of the library: its warnings are not the learner's. */
  readonly system: boolean
  /** Offset of the line behind its last `#include` that stands under no condition: another one goes there; 0: it has none. */
  includesEnd: number
  /** Offsets in `text` where physical lines begin; made when first asked for. */
  lines: Int32Array | null
  readonly splices: readonly number[]
  /** What `#line` has said: from an offset on, lines count differently and the file may have another name. */
  readonly renumbered: { readonly offset: number; readonly difference: number; readonly file: string }[]
}

export type SourceMap = {
  readonly sources: Source[]
  end: number
  /** Last answer of `lineOf`, as a half-open range of positions. */
  cacheStart: number
  cacheEnd: number
  cacheLine: number
}

/** A number line without any source on it. */
export function createSourceMap(): SourceMap {
  return { sources: [], end: 0, cacheStart: 0, cacheEnd: 0, cacheLine: 0 }
}

/** Adds a text to the map. Lines joined by a backslash stay countable through `splices`. */
export function addSource(map: SourceMap, name: string, text: string, system: boolean): Source {
  const splices: number[] = []
  const joined = text.includes('\\\n') || text.includes('\\\r\n') ? joinLines(text, splices) : text
  const source = {
    name,
    text: joined,
    base: map.end,
    system,
    includesEnd: 0,
    lines: null,
    splices,
    renumbered: [],
  }
  map.sources.push(source)
  map.end += joined.length + 1
  return source
}

function joinLines(text: string, splices: number[]): string {
  let joined = ''
  let from = 0
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
    const skip = text.startsWith('\n', at + 1) ? 2 : text.startsWith('\r\n', at + 1) ? 3 : 0
    if (skip === 0) continue
    joined += text.slice(from, at)
    splices.push(joined.length)
    from = at + skip
  }
  return joined + text.slice(from)
}

/** The source that holds a position. */
export function sourceAt(map: SourceMap, position: number): Source {
  let low = 0
  let high = map.sources.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (map.sources[middle]!.base <= position) low = middle
    else high = middle - 1
  }
  return map.sources[low]!
}

/** Line (from 1) of a position in its own source. */
export function lineOf(map: SourceMap, position: number): number {
  if (position >= map.cacheStart && position < map.cacheEnd) return map.cacheLine
  const source = sourceAt(map, position)
  const lines = linesOf(source)
  const index = lineIndex(lines, position - source.base)
  map.cacheStart = source.base + lines[index]!
  map.cacheEnd = source.base + (index + 1 < lines.length ? lines[index + 1]! : source.text.length + 1)
  map.cacheLine = index + 1
  return index + 1
}

/** File, line and column (from 1) of a position. */
export function locate(map: SourceMap, position: number): { file: string; line: number; column: number } {
  const source = sourceAt(map, position)
  const lines = linesOf(source)
  const offset = position - source.base
  const index = lineIndex(lines, offset)
  return { file: source.name, line: index + 1, column: offset - lines[index]! + 1 }
}

/** File and line as `__FILE__`, `__LINE__` and the command line say them, `#line` obeyed. */
export function presumedPlace(map: SourceMap, position: number): { file: string; line: number } {
  const source = sourceAt(map, position)
  const { file, line } = locate(map, position)
  let place = { file, line }
  for (const entry of source.renumbered) {
    if (entry.offset <= position - source.base) place = { file: entry.file, line: line + entry.difference }
  }
  return place
}

function lineIndex(lines: Int32Array, offset: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function linesOf(source: Source): Int32Array {
  if (source.lines !== null) return source.lines
  const { text, splices } = source
  let count = 1 + splices.length
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  const lines = new Int32Array(count)
  lines.set(splices, 1)
  let next = 1 + splices.length
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines[next++] = at + 1
  source.lines = splices.length > 0 ? lines.sort() : lines
  return source.lines
}

/** Characters of the token that starts at a position, for underlining it; at least 1. */
export function tokenLength(map: SourceMap, position: number): number {
  const source = sourceAt(map, position)
  const rest = source.text.slice(position - source.base, position - source.base + 200)
  const match =
    /^(?:[\w$]+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<<=|>>=|\.\.\.|[-+*/%&|^<>=!]=|->|\+\+|--|&&|\|\||<<|>>)/.exec(
      rest,
    )
  return match ? match[0].length : 1
}
