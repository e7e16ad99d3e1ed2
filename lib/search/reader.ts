import { type Finding, search } from './rank'
import type { Entry, SearchIndex } from './search-index'
import { wordsOf } from './token'

type Language = 'ko' | 'en'

/** In which language's texts a query is looked up: Korean in Korean, an English question in English; a word or two of English
 *  stand in Korean texts, too. */
export function queryLanguage(query: string, reading: Language): Language {
  if (/[가-힣ㄱ-ㅎ]/.test(query)) return 'ko'
  const words = query.trim().split(/\s+/).length
  return reading === 'en' || words >= 4 ? 'en' : 'ko'
}

/** What answers a query, shown in the reader's language whatever the query's is.
 *  @param index of the query's language
 *  @param shown the same content in the reader's */
export function searchFor(index: SearchIndex, shown: SearchIndex, query: string): Finding {
  const finding = search(index, query)
  if (index === shown) return finding
  const inReading = new Map(shown.entries.map((entry) => [identity(entry), entry]))
  const read = (entry: Entry): Entry => inReading.get(identity(entry)) ?? entry
  return {
    ...finding,
    hits: finding.hits.map((hit) => ({ ...read(hit), score: hit.score, also: hit.also.map(read) })),
    terms: finding.terms.map(read),
  }
}

/** Content is the same in both languages: kind and address say which document it is. */
function identity({ kind, path, title }: Entry): string {
  return `${kind} ${path} ${kind === 'program' ? title : ''}`
}

/** The words of a query that say something, for an address: `/learn/fork?find=…`. */
export function wordsToMark(query: string): string {
  const words = wordsOf(query).filter(({ tokens }) => tokens.length > 0)
  return words.map(({ start, end }) => query.normalize('NFC').slice(start, end)).join(' ')
}

/** Where a hit leads, with what is to be marked there. */
export function hitHref(locale: string, { path }: Entry, query: string): string {
  const [page = '', section] = path.split('#')
  const words = wordsToMark(query)
  const find = words === '' ? '' : `?find=${encodeURIComponent(words)}`
  return `/${locale}${page}${find}${section ? `#${section}` : ''}`
}
