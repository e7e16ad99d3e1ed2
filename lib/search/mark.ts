import { initialsOf, isInitials } from './hangul'
import { spansOf } from './search-index'
import { wordsOf } from './token'

/** A piece of a text, and whether it is what was looked for. */
export type Part = { readonly text: string; readonly isMatch: boolean }

/** The places of a text that fit a query, in order and apart.
 *  @param spellings of terms, so that a term is marked under whichever name it was looked for */
export function matchesIn(
  text: string,
  query: string,
  spellings: ReadonlyMap<string, number> = new Map(),
): { readonly start: number; readonly end: number }[] {
  if (isInitials(query)) return initialMatches(text, query.replace(/\s+/g, ''))
  const wanted = wordsOf(query).filter(({ tokens }) => tokens.length > 0)
  const terms = new Set(spansOf(query, spellings).map(({ term }) => term))
  const spans = spansOf(text, spellings).filter(({ term }) => terms.has(term))
  const words = wordsOf(text).filter(({ tokens }) => wanted.some((word) => isSame(tokens, word.tokens)))
  return merge([...spans, ...words])
}

/** The text in pieces; put together they are the text. */
export function markedParts(text: string, query: string, spellings?: ReadonlyMap<string, number>): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const { start, end } of matchesIn(text, query, spellings)) {
    if (start > at) parts.push({ text: text.slice(at, start), isMatch: false })
    parts.push({ text: text.slice(start, end), isMatch: true })
    at = end
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMatch: false })
  return parts
}

/** The line of a text that says most of what a query asks, and not the whole text. */
export function bestLine(text: string, query: string, spellings?: ReadonlyMap<string, number>): string {
  const lines = text.split(/\n|(?<=[.!?])\s+/).filter((line) => line.length > 1)
  let best = { line: lines[0] ?? '', length: 0 }
  for (const line of lines) {
    const words = new Set(matchesIn(line, query, spellings).map(({ start, end }) => line.slice(start, end)))
    const length = [...words].reduce((sum, word) => sum + word.length, 0)
    if (length > best.length) best = { line, length }
  }
  return best.line
}

/** Whether a word of the text is one that was asked for: all pairs of syllables of the shorter one are in the longer. */
function isSame(tokens: readonly string[], wanted: readonly string[]): boolean {
  if (tokens.length === 0 || wanted.length === 0) return false
  const [few, many] = tokens.length < wanted.length ? [tokens, wanted] : [wanted, tokens]
  return few.every((token) => many.includes(token))
}

function initialMatches(text: string, wanted: string): { start: number; end: number }[] {
  const initials = initialsOf(text)
  const found: { start: number; end: number }[] = []
  for (let at = 0; at < text.length; at++) {
    let [end, matched] = [at, 0]
    while (end < text.length && matched < wanted.length) {
      if (initials[end] === wanted[matched]) matched++
      else if (matched === 0 || initials[end] !== ' ') break
      end++
    }
    if (matched < wanted.length) continue
    found.push({ start: at, end })
    at = end
  }
  return found
}

function merge(spans: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ start: span.start, end: span.end })
  }
  return merged
}
