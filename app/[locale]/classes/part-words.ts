import type { Item, ItemKind, PublicItem } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { partsOf } from '@/lib/quiz/parts'
import { variantsOf } from '@/lib/quiz/variant'

type Text = { readonly id: string; readonly text: string }

/** A counted part of answers in words: the text of an option, what stands where, or what was typed.
 *  @param part of `partOf` */
export function wordsOfPart(item: PublicItem, part: string): string {
  const texts = new Map(textsOf(item).map(({ id, text }) => [id, text]))
  const whole = texts.get(part)
  if (whole !== undefined) return whole
  if (item.kind === 'numeric')
    return part
      .split(' ')
      .map((one) => texts.get(one) ?? one)
      .join(' ')
  const at = part.indexOf('=')
  if (at < 0 || item.kind === 'predict') return part
  const [place, thing] = [part.slice(0, at), part.slice(at + 1)]
  // Who made whom.
  if (item.kind === 'tree') return `${texts.get(thing) ?? thing} → ${texts.get(place) ?? place}`
  const where = place.split('.').map((one) => texts.get(one) ?? one)
  return `${where.join(' · ')} → ${texts.get(thing) ?? thing}`
}

function textsOf(item: PublicItem): readonly Text[] {
  switch (item.kind) {
    case 'choice':
    case 'multi':
    case 'possible-outputs':
      return item.options
    case 'classify':
      return [...item.pieces, ...item.groups]
    case 'match':
      return [...item.left, ...item.right]
    case 'label':
      return [
        ...item.names,
        ...item.places.map(({ id, address, note }) => ({ id, text: note ?? address ?? id })),
      ]
    case 'state-trace':
      return [...item.rows, ...item.columns, ...item.states]
    case 'tree':
      return item.processes
    case 'order':
      return item.pieces
    case 'numeric':
      return item.units
    default:
      return []
  }
}

/** Kinds with one right answer, part by part. */
const ONE_RIGHT: readonly ItemKind[] = [
  'choice',
  'multi',
  'possible-outputs',
  'classify',
  'match',
  'label',
  'state-trace',
  'tree',
  'predict',
]

/** The counted parts that are right in some variant, or null where an answer can be right in more than one way. */
export function rightParts(item: Item): ReadonlySet<string> | null {
  if (!ONE_RIGHT.includes(item.kind)) return null
  const { right } = rowOf<ItemKind>(item.kind)
  return new Set(variantsOf(item).flatMap((one, variant) => partsOf(right(one), variant)))
}
