import { type Posting, SEARCH_KINDS, type SearchIndex, spellingKey } from './search-index'

/** An index as it goes over the wire: columns, so that what is alike stands together and is compressed. */
export type WireIndex = {
  /** Numbers of kinds, a digit an entry. */
  readonly kinds: string
  readonly paths: readonly string[]
  readonly titles: readonly string[]
  readonly notes: readonly string[]
  /** Of each term that is found by more than its title and note: its entry and the other spellings. */
  readonly spellings: readonly (readonly [number, ...string[]])[]
  /** Sorted; each begins with a digit in base 36: how many characters it shares with the one before. */
  readonly tokens: readonly string[]
  /** Of all tokens in order, each list ended by a space: the distances between documents (`encodeGaps`). */
  readonly gaps: string
  /** Of all postings in order, a digit each. Apart from the distances, because like beside like compresses better. */
  readonly levels: string
}

/** The index as plain data for JSON. */
export function encodeIndex({ entries, spellings, postings }: SearchIndex): WireIndex {
  const lists = [...postings]
  return {
    kinds: entries.map(({ kind }) => SEARCH_KINDS.indexOf(kind)).join(''),
    paths: entries.map(({ path }) => path),
    titles: entries.map(({ title }) => title),
    notes: entries.map(({ note }) => note),
    spellings: spellingsByTerm(spellings),
    tokens: lists.map(([token], i) => {
      const shared = sharedLength(lists[i - 1]?.[0] ?? '', token)
      return `${shared.toString(36)}${token.slice(shared)}`
    }),
    gaps: lists.map(([, list]) => `${encodeGaps(list)} `).join(''),
    levels: lists.flatMap(([, list]) => list.map(({ level }) => level)).join(''),
  }
}

/** The index again. `decodeIndex(encodeIndex(index))` finds what `index` finds. */
export function decodeIndex(wire: WireIndex): SearchIndex {
  const entries = wire.paths.map((path, i) => ({
    kind: SEARCH_KINDS[Number(wire.kinds[i])] ?? 'section',
    path,
    title: wire.titles[i] ?? '',
    note: wire.notes[i] ?? '',
  }))
  const lists = wire.gaps.split(' ')
  let read = 0
  const postings = new Map<string, readonly Posting[]>()
  let before = ''
  for (const [i, written] of wire.tokens.entries()) {
    before = before.slice(0, Number.parseInt(written.charAt(0), 36)) + written.slice(1)
    const documents = decodeGaps(lists[i] ?? '')
    const levels = wire.levels.slice(read, read + documents.length)
    postings.set(
      before,
      documents.map((document, at) => ({ document, level: Number(levels[at]) })),
    )
    read += documents.length
  }
  const spellings = wire.spellings.flatMap(([term, ...own]) =>
    own.map((spelling) => [spelling, term] as const),
  )
  return { entries, spellings: new Map(spellings), postings }
}

function spellingsByTerm(spellings: ReadonlyMap<string, number>): [number, ...string[]][] {
  const byTerm = new Map<number, string[]>()
  for (const [spelling, term] of spellings)
    byTerm.set(term, [...(byTerm.get(term) ?? []), spellingKey(spelling)])
  return [...byTerm].map(([term, own]) => [term, ...own])
}

function sharedLength(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length, 35) && a[length] === b[length]) length++
  return length
}

/** Characters that JSON writes as they are: all printable ones of ASCII but space, quote and backslash. */
const DIGITS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter(
  (c) => c !== '"' && c !== '\\',
)
const LOW = 72
const VALUES = new Map(DIGITS.map((character, value) => [character, value]))

/** How far each document is from the one before it. Below `LOW` that is one character; else the digits above `LOW` say how
 *  often `LOW` goes into it, before the rest. */
function encodeGaps(list: readonly Posting[]): string {
  let before = -1
  return list
    .map(({ document }) => {
      const gap = document - before - 1
      before = document
      const [high, low] = [Math.floor(gap / LOW), gap % LOW]
      return `${high === 0 ? '' : highDigits(high)}${DIGITS[low]}`
    })
    .join('')
}

/** In base 20, with the digits above `LOW`, the most telling first. */
function highDigits(high: number): string {
  const base = DIGITS.length - LOW
  return `${high >= base ? highDigits(Math.floor(high / base)) : ''}${DIGITS[LOW + (high % base)]}`
}

function decodeGaps(text: string): number[] {
  const base = DIGITS.length - LOW
  const documents: number[] = []
  let [before, high] = [-1, 0]
  for (const character of text) {
    const digit = VALUES.get(character) ?? 0
    if (digit >= LOW) {
      high = high * base + digit - LOW
      continue
    }
    before += 1 + high * LOW + digit
    documents.push(before)
    high = 0
  }
  return documents
}
