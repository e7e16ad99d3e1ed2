import 'server-only'
import type { Locale } from '@/lib/quiz/item'
import { glossary } from './glossary'

/** Names by which a text may call a term, in one language. */
type Named = { readonly id: string; readonly names: readonly string[] }

/** A text with the first mention of each term of the glossary emphasized, as content emphasizes: the words that an answer is
 *  listened to for. What is code or emphasized already stays as it is.
 *  @param terms those of the glossary, unless others are given */
export function markTerms(text: string, locale: Locale, terms: readonly Named[] = namesIn(locale)): string {
  const first = terms.flatMap(({ names }) => firstOf(names, text, locale) ?? [])
  // Of two that overlap the longer one is meant.
  const kept = first
    .sort((a, b) => b.end - b.start - (a.end - a.start))
    .filter((one, i, all) => !all.slice(0, i).some(({ start, end }) => one.start < end && start < one.end))
    .sort((a, b) => a.start - b.start)
  let [marked, at] = ['', 0]
  for (const { start, end } of kept) {
    marked += `${text.slice(at, start)}**${text.slice(start, end)}**`
    at = end
  }
  return marked + text.slice(at)
}

type Range = { readonly start: number; readonly end: number }

const MARKED = /`[^`]+`|\*\*[^*]+\*\*/g

function firstOf(names: readonly string[], text: string, locale: Locale): Range | null {
  const taken = [...text.matchAll(MARKED)].map(rangeOf)
  const found = names.flatMap((name) => [...text.matchAll(wordOf(name, locale))].map(rangeOf))
  const free = found.filter(({ start, end }) => !taken.some((one) => start < one.end && one.start < end))
  return free.sort((a, b) => a.start - b.start || b.end - a.end)[0] ?? null
}

function rangeOf(hit: RegExpMatchArray): Range {
  return { start: hit.index ?? 0, end: (hit.index ?? 0) + hit[0].length }
}

/** A name as it stands in a text: no part of a longer word but for the endings of Korean, and of English the plural. */
function wordOf(name: string, locale: Locale): RegExp {
  const letters = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  return locale === 'ko'
    ? new RegExp(`(?<![가-힣A-Za-z0-9_])${letters}(?![A-Za-z0-9_])`, 'g')
    : new RegExp(`(?<![\\w-])${letters}(?:s|es)?(?![\\w-])`, 'gi')
}

/** The terms by their own names in a language, and by the short form that a name has in brackets. */
function namesIn(locale: Locale): Named[] {
  return [...glossary().values()].map(({ id, name }) => {
    const [, whole = name[locale], short] = name[locale].match(/^(.*?)\s*\(([^)]*)\)$/) ?? []
    return {
      id,
      names: short === undefined ? [whole] : [`${whole}(${short})`, `${whole} (${short})`, whole, short],
    }
  })
}
