import { plain } from '@/app/_ui/inline'
import { concepts } from '@/lib/content/concept'
import { conceptOf, type Item, type Locale } from '@/lib/quiz/item'

/** Characters of a question that tell it from another one about the same, in most cases. */
const TOLD = 40

/** What each of the items of a review is called in its list, by ids: a card by its question, a question by its concept; of several
 *  about one concept each by how it begins, too. */
export function titlesOf(items: readonly Item[], locale: Locale): ReadonlyMap<string, string> {
  const asked = items.filter(({ kind }) => kind !== 'card')
  return new Map(
    items.map(({ id, kind, stem }) => {
      const text = plain(stem[locale])
      if (kind === 'card') return [id, text]
      const concept = conceptOf(id)
      const name = concepts().get(concept)?.name[locale] ?? ''
      const others = asked.filter((one) => one.id !== id && conceptOf(one.id) === concept)
      const told = others.map((one) => plain(one.stem[locale]))
      return [id, others.length === 0 ? name : `${name}: ${begin(text, told)}`]
    }),
  )
}

/** The first words of a text, as many as tell it from others. */
function begin(text: string, others: readonly string[]): string {
  for (let at = text.lastIndexOf(' ', TOLD); at > 0; at = text.indexOf(' ', at + 1))
    if (text.length > TOLD && !others.some((one) => one.startsWith(text.slice(0, at))))
      return `${text.slice(0, at)}…`
  return text
}
