import { lowered, runsOf, tokensOf } from './token'

/** What can be found. A lesson and each of its sections are found together and shown as one. */
export const SEARCH_KINDS = ['lesson', 'section', 'term', 'card', 'program'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

/** Something that can be found, as it is written into the index. */
export type SearchDocument = {
  readonly kind: SearchKind
  /** The address after the language: `/learn/LESSON#SECTION`. Two documents may share one; the kind then differs. */
  readonly path: string
  readonly title: string
  /** A second line: of a section its lesson, of a term the other language's word. */
  readonly note: string
  /** Of a term: every spelling in either language. A text that holds one of them is about the term. */
  readonly spellings?: readonly string[]
  /** Texts by weight: a word of a title says more than one of the prose. */
  readonly fields: readonly { readonly text: string; readonly weight: number }[]
}

/** What the index keeps of a document, to show it. */
export type Entry = Pick<SearchDocument, 'kind' | 'path' | 'title' | 'note'>

/** Where a token stands: documents in rising order, each with how much it says of them, 1 to `LEVELS`. */
export type Posting = { readonly document: number; readonly level: number }

export type SearchIndex = {
  readonly entries: readonly Entry[]
  /** Spelling as it is looked up (`spellingKey`) → number of the term's document. */
  readonly spellings: ReadonlyMap<string, number>
  /** By token, in the tokens' order: neighbours share their beginnings, which makes the index small on the wire. */
  readonly postings: ReadonlyMap<string, readonly Posting[]>
}

/** Steps in which the weight of a token in a document is kept: four fit beside a distance into one character. */
export const LEVELS = 4

/** Saturation and length normalisation of BM25, with fields weighted before saturation (Robertson and Zaragoza, The
 *  Probabilistic Relevance Framework, 2009, section 3.6). */
const K1 = 1.4
const B = 0.5

/** What an index may hold, so that it is sent in 40 kB however much content there is. */
const MOST_POSTINGS = 15_400
/** How much rarity counts for what is kept: less than when it is looked up, because a text that is about a common word has to be
 *  found by it, and a word that many texts have costs least to send. */
const KEPT_RARITY = 0.5

/** Builds the index of one language.
 *  @param most of all postings so many are kept: of each document the most telling ones, those by which it is looked for.
 *    What is dropped says little, and an index of half the size finds the same on its first page (Büttcher and Clarke, A
 *    Document-Centric Approach to Static Index Pruning, 2006). */
export function buildSearchIndex(documents: readonly SearchDocument[], most = MOST_POSTINGS): SearchIndex {
  const spellings = spellingsOf(documents)
  const weights = documents.map((document) => weigh(document, spellings))
  const seenIn = new Map<string, number>()
  for (const own of weights) for (const token of own.keys()) seenIn.set(token, (seenIn.get(token) ?? 0) + 1)
  const lengths = weights.map((own) => [...own.values()].reduce((sum, weight) => sum + weight, 0))
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  const told = weights.map((own, document) => {
    const norm = 1 - B + B * ((lengths[document] ?? 0) / mean)
    return [...own].flatMap(([token, weight]): Told[] => {
      const share = weight / (weight + K1 * norm)
      const level = Math.max(1, Math.round(share * LEVELS))
      const documentsWith = seenIn.get(token) ?? 1
      if (isJoint(token, documentsWith, level)) return []
      return [{ token, level, worth: share * rarity(documents.length, documentsWith) ** KEPT_RARITY }]
    })
  })
  const keep = keptOfEach(
    told.map((own) => own.length),
    most,
  )
  const postings = new Map<string, Posting[]>()
  for (const [document, own] of told.entries()) {
    own.sort((a, b) => b.worth - a.worth || (a.token < b.token ? -1 : 1))
    for (const { token, level } of own.slice(0, keep)) {
      const list = postings.get(token)
      if (list) list.push({ document, level })
      else postings.set(token, [{ document, level }])
    }
  }
  const entries = documents.map(({ kind, path, title, note }) => ({ kind, path, title, note }))
  return { entries, spellings, postings: new Map([...postings].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** What a token says of a document. */
type Told = { readonly token: string; readonly level: number; readonly worth: number }

/** Whether a token is the joint of two parts of a Korean word rather than a word: one document has it, and says it in passing.
 *  Such a pair costs more to send than any other, because its spelling is sent for it alone. */
function isJoint(token: string, documentsWith: number, level: number): boolean {
  return token >= '가' && documentsWith === 1 && level === 1
}

/** Of each document so many tokens stay that `most` do in all. */
function keptOfEach(sizes: readonly number[], most: number): number {
  let keep = Math.max(0, ...sizes)
  while (sizes.reduce((sum, size) => sum + Math.min(size, keep), 0) > most) keep--
  return keep
}

/** How much finding a token in a document says, by how many have it. */
export function rarity(documents: number, having: number): number {
  return Math.log(1 + (documents - having + 0.5) / (having + 0.5))
}

/** The token that stands for a term, whatever it was called. */
export function termToken(document: number): string {
  return `#${document.toString(36)}`
}

/** A spelling without case, spaces and hyphens: `Read-Only` is `read only`. */
export function spellingKey(spelling: string): string {
  return lowered(spelling).replace(/[\s\-_/·().]+/g, '')
}

function spellingsOf(documents: readonly SearchDocument[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const [number, { spellings = [] }] of documents.entries())
    for (const spelling of spellings)
      if (!found.has(spellingKey(spelling))) found.set(spellingKey(spelling), number)
  return found
}

/** Tokens of a document, each with the weights of the places where it stands. */
function weigh({ fields }: SearchDocument, spellings: ReadonlyMap<string, number>): Map<string, number> {
  const weights = new Map<string, number>()
  const add = (token: string, weight: number) => weights.set(token, (weights.get(token) ?? 0) + weight)
  for (const { text, weight } of fields) {
    for (const token of tokensOf(text)) add(token, weight)
    for (const { term } of spansOf(text, spellings)) add(termToken(term), weight)
  }
  return weights
}

/** Longest number of words that a spelling has. */
const MOST_WORDS = 5

/** A term's document, and where in a `lowered` text one of its spellings stands. */
export type TermSpan = { readonly term: number; readonly start: number; readonly end: number }

/** Where the spellings of terms stand in a text, the longest ones where they overlap: `copy on write` is no `write`. */
export function spansOf(text: string, spellings: ReadonlyMap<string, number>): TermSpan[] {
  const lower = lowered(text)
  const runs = runsOf(lower)
  const found: TermSpan[] = []
  for (let at = 0; at < runs.length; ) {
    const span = longestAt(lower, runs, at, spellings)
    if (span) found.push({ term: span.term, start: runs[at]?.start ?? 0, end: span.end })
    at += span?.words ?? 1
  }
  return found
}

function longestAt(
  lower: string,
  runs: readonly { readonly run: string; readonly start: number }[],
  at: number,
  spellings: ReadonlyMap<string, number>,
): { term: number; end: number; words: number } | null {
  const first = runs[at]
  for (let words = Math.min(MOST_WORDS, runs.length - at); words > 0; words--) {
    const last = runs[at + words - 1]
    if (!first || !last) continue
    // The last word may carry a particle, or an s.
    for (let cut = 0; cut <= Math.min(3, last.run.length - 1); cut++) {
      const end = last.start + last.run.length - cut
      const term = spellings.get(spellingKey(lower.slice(first.start, end)))
      const isWhole = cut === 0 || last.run >= '가' || (cut <= 2 && /^e?s$/.test(last.run.slice(-cut)))
      if (term !== undefined && isWhole) return { term, end, words }
    }
  }
  return null
}
