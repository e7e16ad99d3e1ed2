import { z } from 'zod'
import type { Workshop } from '../build'
import { type Chosen, type KindRow, oneOf, pickRemedy } from '../grade'
import type { Id, ItemOf, Named, Remedy, ShownPart } from '../item'
import { mulberry32, shuffled } from '../order'
import { localized, partId, program, remedy } from '../written'
import { shownParts, sortedIds, textOf } from './option'
import { opaqueId } from './slot'

const fields = {
  program: program.optional(),
  /** In a right order. */
  pieces: z
    .array(
      z.strictObject({
        id: partId,
        text: localized,
        /** The pieces that must come before it; left out: the one that is written before it. */
        after: z.array(partId).optional(),
        /** It is in no right order. */
        extra: z.boolean().default(false),
      }),
    )
    .min(3)
    .max(9),
  slips: z.array(z.strictObject({ first: partId, next: partId.optional(), ...remedy })).min(1),
}
type Written = z.output<z.ZodObject<typeof fields>>
type OrderItem = ItemOf<'order'>

declare module '../item' {
  interface Kinds {
    order: {
      item: {
        readonly pieces: readonly Named[]
        /** Private. `order`: a right one. `before`: pairs of which the first comes before the second, whichever right order
         *  it is. A piece that is in no right order is not in `order`. `count`: how many right orders there are. */
        readonly key: {
          readonly order: readonly string[]
          readonly before: readonly (readonly [first: string, next: string])[]
          readonly count: number
        }
        /** `first` stands before `next` where it must not, or stands at all where `next` is null. */
        readonly slips: readonly (Remedy & { readonly first: string; readonly next: string | null })[]
      }
      /** `unused`: how many pieces are left over. */
      shown: { readonly pieces: readonly ShownPart[]; readonly unused: number }
      asked: { readonly pieces: readonly Id[] }
      answer: { readonly order: readonly string[] }
      key: { readonly order: readonly string[]; readonly count: number }
    }
  }
}

/** Pieces that are put into an order. Several orders can be right: what counts is which piece must come before which. */
export const order: KindRow<'order', typeof fields> = {
  interaction: 'sequencing',
  isWorkedOut: true,
  file: {
    fields,
    build(shop, written) {
      const idOf = (id: string) => opaqueId(shop.id, 'piece', id)
      const pieces = written.pieces.map(({ id, text }) => ({ id: idOf(id), text }))
      if (new Set(sortedIds(pieces)).size < pieces.length) shop.complain(['pieces'], 'two pieces have one id')
      const right = written.pieces.filter((piece) => !piece.extra).map(({ id }) => id)
      const before = closure(pairsOf(shop, written))
      const key = {
        order: right.map(idOf),
        before: before.map(([first, next]) => [idOf(first), idOf(next)] as const),
        count: countOrders(right, before),
      }
      const slips = written.slips.map((one, i) => {
        const isExtra = written.pieces.some(({ id, extra }) => id === one.first && extra)
        const isAgainst = before.some(([first, next]) => first === one.next && next === one.first)
        if (!(one.next === undefined ? isExtra : isAgainst)) shop.complain(['slips', i], 'this is not wrong')
        const next = one.next === undefined ? null : idOf(one.next)
        return { first: idOf(one.first), next, ...shop.remedy(['slips', i], one) }
      })
      const shown = written.program ? shop.program(['program'], written.program) : null
      return { program: shown, pieces, key, slips, partial: 'per-part' }
    },
  },
  answer: { order: z.array(z.string().max(40)).max(20) },
  ids: ({ pieces, key }) => ({ pieces: sortedIds(pieces), unused: pieces.length - key.order.length }),
  key: ({ key }) => ({ before: [...key.before].sort(), order: [...key.order].sort() }),
  publish: ({ pieces, key }, locale, inOrder) => ({
    pieces: shownParts(inOrder(pieces), locale),
    unused: pieces.length - key.order.length,
  }),
  validate(asked, answer) {
    if (answer.order.length === 0) return 'unanswered'
    const isKnown = answer.order.every((id) => asked.pieces.some((piece) => piece.id === id))
    return isKnown && new Set(answer.order).size === answer.order.length ? null : 'ill-formed'
  },
  score(item, answer) {
    const kept = keptOf(item, answer.order)
    const total = item.rubric.points
    const isRight = kept.length === item.key.order.length && answer.order.length === kept.length
    const share = isRight ? 1 : item.rubric.partial === 'per-part' ? partOf(item, answer.order, kept) : 0
    return { state: 'scored', earned: total * share, total, chosen: chosenOf(item, answer.order, kept) }
  },
  reveal: ({ key }) => ({ kind: 'order', order: key.order, count: key.count }),
  chance: meanShare,
  right: ({ key }) => ({ kind: 'order', order: key.order }),
  wrong(item, roll) {
    const { first, next } = oneOf(item.slips, roll) ?? { first: item.key.order[1] ?? '', next: null }
    const others = item.key.order.filter((id) => id !== first)
    const at = next === null ? 0 : others.indexOf(next)
    const put = [...others.slice(0, at), first, ...others.slice(at)]
    return { kind: 'order', order: put.slice(0, item.key.order.length) }
  },
  parts: ({ order }) => order.map((id, i) => `${i + 1}=${id}`),
  said: ({ order }) => order.join('[,]'),
  texts: ({ pieces }) => pieces,
  read: (shown, answer) => answer.order.map((id, i) => `${i + 1}. ${textOf(shown.pieces, id)}`),
}

type Pair = readonly [first: string, next: string]

/** Which piece must come before which, as it is written. */
function pairsOf(shop: Workshop, { pieces }: Written): Pair[] {
  const right = pieces.filter((piece) => !piece.extra)
  return right.flatMap((piece, i) => {
    const previous = right[i - 1]?.id
    const after = piece.after ?? (previous === undefined ? [] : [previous])
    for (const id of after)
      if (!right.slice(0, i).some((one) => one.id === id))
        shop.complain(['pieces', pieces.indexOf(piece), 'after'], `"${id}" is not written before this piece`)
    return after.map((id): Pair => [id, piece.id])
  })
}

/** With what follows from them. The pairs come in the order of their second pieces, so that one pass is enough. */
function closure(pairs: readonly Pair[]): Pair[] {
  const all: Pair[] = []
  const has = (first: string, next: string) => all.some(([a, b]) => a === first && b === next)
  for (const [first, next] of pairs)
    for (const one of [first, ...all.filter(([, b]) => b === first).map(([a]) => a)])
      if (!has(one, next)) all.push([one, next])
  return all
}

/** How many orders keep every pair: counted by the sets that can stand first. */
function countOrders(pieces: readonly string[], before: readonly Pair[]): number {
  const counts = new Array<number>(1 << pieces.length).fill(0)
  counts[0] = 1
  for (let set = 1; set < counts.length; set++)
    for (const [i, piece] of pieces.entries()) {
      if (!(set & (1 << i))) continue
      const rest = set & ~(1 << i)
      const isLast = !before.some(([first, next]) => first === piece && rest & (1 << pieces.indexOf(next)))
      if (isLast) counts[set] = (counts[set] ?? 0) + (counts[rest] ?? 0)
    }
  return counts.at(-1) ?? 0
}

/** The most pieces of an answer that can stay where they are, so that moving the others makes it right. Of several such
 *  sets the one that keeps what comes first. */
function keptOf({ key }: OrderItem, answer: readonly string[]): string[] {
  const used = answer.filter((id) => key.order.includes(id))
  const isAgainst = (first: string, next: string) => key.before.some(([a, b]) => a === next && b === first)
  const longest = (at: number, kept: readonly string[]): readonly string[] => {
    const piece = used[at]
    if (piece === undefined) return kept
    const without = longest(at + 1, kept)
    if (kept.some((one) => isAgainst(one, piece))) return without
    const taken = longest(at + 1, [...kept, piece])
    return taken.length >= without.length ? taken : without
  }
  return [...longest(0, [])]
}

/** Never all points, and none for one piece alone: a single piece is always in order. */
function partOf({ key }: OrderItem, answer: readonly string[], kept: readonly string[]): number {
  if (kept.length < 2) return 0
  return kept.length / Math.max(key.order.length + 1, answer.length)
}

/** Every piece that was put, whether it can stay, and what is said of one that cannot; what is foreseen first. */
function chosenOf({ slips }: OrderItem, answer: readonly string[], kept: readonly string[]): Chosen[] {
  const has = (first: string, next: string | null) => {
    const at = answer.indexOf(first)
    return at >= 0 && (next === null || answer.indexOf(next) > at)
  }
  const met = slips.filter(({ first, next }) => has(first, next))
  const chosen = answer.map((id): Chosen => {
    const correct = kept.includes(id)
    const slip = correct ? undefined : met.find(({ first, next }) => first === id || next === id)
    return { option: id, correct, stdout: null, ...pickRemedy(slip) }
  })
  return [...chosen.filter((one) => one.feedback), ...chosen.filter((one) => !one.feedback)]
}

/** Over a sample of orders that is always the same. */
function meanShare(item: OrderItem): number {
  const roll = mulberry32(1)
  const ids = sortedIds(item.pieces)
  let sum = 0
  for (let i = 0; i < 200; i++) {
    const answer = shuffled(ids, Math.floor(roll() * 0x7fff_ffff), item.id).slice(0, item.key.order.length)
    const kept = keptOf(item, answer)
    sum += kept.length === item.key.order.length ? 1 : partOf(item, answer, kept)
  }
  return sum / 200
}
