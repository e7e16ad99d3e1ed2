import 'server-only'
import type { Locale } from '@/lib/quiz/item'
import { bestLine } from '@/lib/search/mark'
import type { Entry } from '@/lib/search/search-index'
import { cards } from './card'
import { catalogLesson } from './catalog'
import { contentFolder } from './folder'
import { glossary } from './glossary'
import { passagesOf } from './passage'

/** Longest part of a text that stands under a hit. */
const LONGEST = 220

/** The sentence of what was found that says most of what was asked. */
export function snippetOf(
  { kind, path, note }: Entry,
  locale: Locale,
  query: string,
  spellings: ReadonlyMap<string, number>,
  root: string = contentFolder(),
): string {
  const [page = '', section = ''] = path.split('#')
  const id = page.split('/').at(-1) ?? ''
  if (kind === 'term') return glossary(root).get(id)?.definition[locale] ?? ''
  if (kind === 'lesson') return catalogLesson(id, root)?.summary[locale] ?? ''
  if (kind === 'program') return note
  const text =
    kind === 'card'
      ? cardText(id, locale, root)
      : (passagesOf(id, locale, root).find((passage) => passage.section === section)?.prose ?? '')
  const line = bestLine(text, query, spellings)
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

function cardText(id: string, locale: Locale, root: string): string {
  const card = cards(locale, root).find((one) => one.id === id || one.id === `${id}.card`)
  return card ? [card.short, ...card.points.map(({ text }) => text)].join('\n') : ''
}
