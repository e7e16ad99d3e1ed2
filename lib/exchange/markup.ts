import type { Item, ItemOf, Localized } from '@/lib/quiz/item'

// Texts of content, with their two marks, as other systems hold them. What is written here is HTML and XML alike.

/** A text between tags. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A sentence of content with its two marks, `code` in backticks and **emphasis**, as HTML. */
export function inline(text: string): string {
  return escapeText(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll('\n', '<br/>')
}

/** The same without its marks. */
export function plain(text: string): string {
  return text.replace(/`|\*\*/g, '')
}

/** The program of an item; nothing where it has none. */
export function programOf({ program }: Item): string {
  return program ? `<pre><code>${escapeText(program.source)}</code></pre>` : ''
}

/** A thing that is put somewhere, or where it is put. */
export type Thing = { readonly id: string; readonly text: Localized }

/** Two lists of things and what belongs to what: what the kinds whose answer pairs things have in common.
 *  `isOnce`: each of the right ones belongs to one of the left ones at most. */
export type Sides = {
  readonly left: readonly Thing[]
  readonly right: readonly Thing[]
  readonly isOnce: boolean
}

/** The two lists of an item. */
export function sidesOf(item: ItemOf<'match' | 'classify' | 'label' | 'tree'>): Sides {
  switch (item.kind) {
    case 'match':
      return { left: item.left, right: item.right, isOnce: true }
    case 'classify':
      return { left: item.pieces, right: item.groups, isOnce: false }
    case 'label': {
      const places = item.places.flatMap(({ id, address, note }, i) =>
        id in item.key.placed ? [{ id, text: placeName(i, address, note) }] : [],
      )
      return { left: places, right: item.names, isOnce: true }
    }
    case 'tree': {
      const { root, processes } = item
      return { left: processes.filter(({ id }) => id !== root), right: processes, isOnce: false }
    }
  }
}

function placeName(i: number, address: string | null, note: Localized | null): Localized {
  const named = (locale: keyof Localized) =>
    [`${i + 1}.`, address && `\`${address}\``, note?.[locale]].filter(Boolean).join(' ')
  return { ko: named('ko'), en: named('en') }
}
