import { initialsOf, isInitials } from './hangul'
import {
  type Entry,
  LEVELS,
  rarity,
  type SearchIndex,
  type SearchKind,
  spansOf,
  spellingKey,
  type TermSpan,
  termToken,
} from './search-index'
import { wordsOf } from './token'

/** Something that was found. `also` are sections of the same lesson that fit, too, and less well. */
export type Hit = Entry & { readonly score: number; readonly also: readonly Entry[] }

/** How a query was read: by initial consonants, or by words that were corrected to a term's own spelling. */
export type Finding = {
  readonly hits: readonly Hit[]
  readonly isByInitials: boolean
  /** Terms that the query names, by their documents' titles. */
  readonly terms: readonly Entry[]
}

/** Kinds by how well they answer a question that fits them equally well. */
const TRUST: Readonly<Record<SearchKind, number>> = {
  card: 1,
  section: 1,
  lesson: 0.75,
  term: 0.9,
  program: 0.6,
}
/** How much of its score a further section of a lesson adds to the lesson's best. */
const SUPPORT = 0.25
/** Rare words say more than by their rarity alone: a question has many common ones around the one that it is about. */
const RARE = 1.6
/** Naming a term outweighs so many of its rarest syllables. */
const TERM_WEIGHT = 1.6
/** What is left of the score of a text that has almost nothing of what a query asks for: one that has all of it is meant. */
const PARTLY = 0.5

/** Finds what answers a query, the best first. Pure: the same index and query find the same. */
export function search(index: SearchIndex, query: string): Finding {
  if (isInitials(query)) return { hits: byInitials(index, query), isByInitials: true, terms: [] }
  const spans = spansOf(query, index.spellings)
  const terms = [...new Set(spans.map(({ term }) => term))]
  const scores = scoresOf(index, query, spans)
  preferNames(index, query, scores)
  preferTerm(query, spans, scores)
  const ranked = [...scores]
    .map(([document, score]) => {
      const entry = index.entries[document]
      return entry ? { ...entry, score: score * TRUST[entry.kind] } : null
    })
    .filter((hit) => hit !== null)
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
  return {
    hits: joinLessons(ranked),
    isByInitials: false,
    terms: terms.flatMap((term) => index.entries[term] ?? []),
  }
}

function scoresOf(index: SearchIndex, query: string, spans: readonly TermSpan[]): Map<number, number> {
  const found = new Map<number, { score: number; met: number }>()
  let asked = 0
  for (const word of meaningsOf(index, query, spans)) {
    asked += word.worth
    const met = new Map<number, number>()
    for (const { token, weight, share } of word.tokens) {
      const list = index.postings.get(token) ?? []
      const worth = weight * rarity(index.entries.length, list.length) ** RARE
      for (const { document, level } of list) {
        const own = found.get(document) ?? { score: 0, met: 0 }
        found.set(document, { ...own, score: own.score + (worth * level) / LEVELS })
        met.set(document, Math.min(1, (met.get(document) ?? 0) + share))
      }
    }
    for (const [document, share] of met) {
      const own = found.get(document)
      if (own) own.met += word.worth * share
    }
  }
  return new Map(
    [...found].map(([document, { score, met }]) => [
      document,
      score * (PARTLY + (1 - PARTLY) * (asked === 0 ? 1 : met / asked)),
    ]),
  )
}

/** What a query asks for: its words that say something and stand somewhere, a term being one. */
type Meaning = {
  /** How much it says of what is looked for. */
  readonly worth: number
  /** `share`: how much of the meaning a text has that has the token. */
  readonly tokens: readonly { readonly token: string; readonly weight: number; readonly share: number }[]
}

function meaningsOf(index: SearchIndex, query: string, spans: readonly TermSpan[]): Meaning[] {
  const worthOf = (tokens: readonly string[]) =>
    Math.max(
      0,
      ...tokens.map((token) => {
        const { length } = index.postings.get(token) ?? []
        return length === 0 ? 0 : rarity(index.entries.length, length)
      }),
    )
  const ofWord = (tokens: readonly string[]) =>
    // A long word is not more important for having more pairs of syllables.
    tokens.map((token) => ({ token, weight: 1 / Math.sqrt(tokens.length), share: 1 / tokens.length }))
  const words = wordsOf(query).filter(({ tokens }) => tokens.length > 0)
  const inside = (span: TermSpan) => words.filter(({ start }) => start >= span.start && start < span.end)
  const seen = new Set<number>()
  const named = spans.map((span): Meaning => {
    const tokens = inside(span).flatMap((word) => ofWord(word.tokens))
    const isFirst = !seen.has(span.term)
    seen.add(span.term)
    const term = { token: termToken(span.term), weight: isFirst ? TERM_WEIGHT : 0, share: 1 }
    return { worth: worthOf([term.token, ...tokens.map(({ token }) => token)]), tokens: [term, ...tokens] }
  })
  const taken = new Set(spans.flatMap(inside))
  const plain = words
    .filter((word) => !taken.has(word))
    .map(({ tokens }): Meaning => ({ worth: worthOf(tokens), tokens: ofWord(tokens) }))
  return [...named, ...plain]
}

/** Who types a name, or its beginning, wants what is called so. */
function preferNames(index: SearchIndex, query: string, scores: Map<number, number>): void {
  const wanted = spellingKey(query)
  if (wanted === '') return
  const best = Math.max(1, ...scores.values())
  for (const [document, { title }] of index.entries.entries()) {
    const name = spellingKey(title)
    if (name === wanted) scores.set(document, (scores.get(document) ?? 0) + 2 * best)
    else if (wanted.length <= 12 && name.startsWith(wanted))
      scores.set(document, (scores.get(document) ?? 0) + best)
  }
}

/** Who types a term and nothing else, with a particle perhaps, wants the term. */
function preferTerm(query: string, spans: readonly TermSpan[], scores: Map<number, number>): void {
  const only = spans[0]?.term
  if (only === undefined || spans.some(({ term }) => term !== only)) return
  const isOutside = (at: number) => spans.every(({ start, end }) => at < start || at >= end)
  if (wordsOf(query).some(({ start, tokens }) => tokens.length > 0 && isOutside(start))) return
  scores.set(only, (scores.get(only) ?? 0) + 2 * Math.max(1, ...scores.values()))
}

/** Titles by their initial consonants: those that begin so first, then those with a word that does, then the rest. */
function byInitials(index: SearchIndex, query: string): Hit[] {
  const wanted = query.replace(/\s+/g, '')
  const found = index.entries.flatMap((entry) => {
    const initials = initialsOf(entry.title)
    const tight = initials.replace(/\s+/g, '')
    const at = tight.indexOf(wanted)
    if (at < 0) return []
    const isWord = initials.split(/\s+/).some((word) => word.startsWith(wanted))
    const score = (at === 0 ? 3 : isWord ? 2 : 1) + TRUST[entry.kind] / 10 + (entry.kind === 'term' ? 1 : 0)
    return [{ ...entry, score }]
  })
  return joinLessons(found.sort((a, b) => b.score - a.score || a.title.length - b.title.length))
}

/** One hit a lesson: its best section, or the lesson itself, takes the others in. */
function joinLessons(ranked: readonly (Entry & { readonly score: number })[]): Hit[] {
  const hits: (Entry & { score: number; also: Entry[] })[] = []
  const lessons = new Map<string, (typeof hits)[number]>()
  for (const hit of ranked) {
    const page = hit.path.split('#', 1)[0] ?? ''
    const isOfLesson = hit.kind === 'section' || hit.kind === 'lesson'
    const first = isOfLesson ? lessons.get(page) : undefined
    if (first) {
      const { kind, path, title, note } = hit
      // A page with more than one passage about it says more about it.
      if (first.also.length < 2) first.score += SUPPORT * hit.score
      first.also.push({ kind, path, title, note })
      continue
    }
    const added = { ...hit, also: [] }
    if (isOfLesson) lessons.set(page, added)
    hits.push(added)
  }
  return hits.sort((a, b) => b.score - a.score)
}
