import type { Note } from '@/lib/anki/package'
import { cardItems, loadCard } from '@/lib/content/card'
import { loadItem } from '@/lib/content/quiz'
import type { Locale } from '@/lib/i18n/locale'
import type { Reviewed } from '@/lib/progress/agenda'
import { dayOf } from '@/lib/progress/day'
import type { Item } from '@/lib/quiz/item'

/** Something under review as a note for Anki: an interview card, or a question with options. Of other kinds of question the
 *  form is what asks, and a note could not.
 *  @returns null for those, and for what content does not have any more */
export function noteOf(review: Reviewed, locale: Locale): Note | null {
  const { itemId, dueAt, lastAt, stability, difficulty, reps, lapses } = review
  const sides = cardSides(itemId, locale) ?? choiceSides(loadItem(itemId), locale)
  if (!sides) return null
  const days = { dueDay: dayOf(dueAt), lastDay: dayOf(lastAt) }
  return { id: `${locale} ${itemId}`, ...sides, ...days, stability, difficulty, reps, lapses }
}

type Sides = Pick<Note, 'front' | 'back'>

function cardSides(id: string, locale: Locale): Sides | null {
  const card = cardItems().some((one) => one.id === id) ? loadCard(id, locale) : null
  if (!card) return null
  const points = card.points.map(({ text }) => text)
  return { front: html(card.question), back: `${html(card.short)}${list(points)}` }
}

function choiceSides(item: Item | null, locale: Locale): Sides | null {
  if (item?.kind !== 'choice') return null
  const { stem, program, options, explanation } = item
  const source = program ? `<pre>${escaped(program.source)}</pre>` : ''
  const right = options.filter(({ correct }) => correct)
  const texts = (of: typeof options) => list(of.map(({ text }) => text[locale]))
  return {
    front: `${html(stem[locale])}${source}${texts(options)}`,
    back: `${texts(right)}${html(explanation[locale])}`,
  }
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `<ul>${texts.map((text) => `<li>${html(text)}</li>`).join('')}</ul>`
}

/** A text of content with its two marks, `code` and **emphasis**, as `app/_ui/inline.tsx` shows it. */
function html(text: string): string {
  return escaped(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/\n/g, '<br>')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
