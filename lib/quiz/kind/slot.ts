import { z } from 'zod'
import type { Workshop } from '../build'
import { type Chosen, type Grade, type Incomplete, oneOf, pickRemedy } from '../grade'
import { hashText } from '../hash'
import type { Placed, Rubric, SlotSlip } from '../item'
import { partId, remedy, type WrittenRemedy } from '../written'

// What kinds share whose answer puts things into places.

/** Bounded like every answer: so many places, and ids of this length. */
export const slotAnswer = {
  placed: z
    .record(z.string().max(40), z.string().max(200))
    .refine((placed) => Object.keys(placed).length <= 100),
}

/** A wrong place that was foreseen, as it is written: `put` left out stands for every wrong one. */
export const slotSlip = z.strictObject({ at: partId, put: partId.optional(), ...remedy })
type WrittenSlotSlip = {
  readonly at: string
  readonly put?: string | undefined
} & WrittenRemedy

/** An id that tells nothing: those that an author writes follow the author's order, which is often the key. It depends on
 *  what the author wrote and on nothing else, so that it survives every change of a text.
 *  @param side tells things of two lists of one item apart that the author named alike */
export function opaqueId(itemId: string, side: string, written: string): string {
  return hashText(`${itemId} ${side} ${written}`).slice(0, 8)
}

/** What was put where, as a class counts it. */
export function slotParts({ placed }: { readonly placed: Placed }): string[] {
  return Object.entries(placed).map(([at, put]) => `${at}=${put}`)
}

/** What was put where, as xAPI writes a matching. */
export function saidSlots(placed: Placed): string {
  return Object.entries(placed)
    .map(([at, put]) => `${at}[.]${put}`)
    .join('[,]')
}

/** Slips as written, with ids made opaque and remedies looked up. */
export function buildSlotSlips(
  shop: Workshop,
  written: readonly WrittenSlotSlip[],
  placeOf: (id: string) => string,
  thingOf: (id: string) => string,
  placed: Placed,
): SlotSlip[] {
  return written.map((one, i) => {
    const at = placeOf(one.at)
    const put = one.put === undefined ? null : thingOf(one.put)
    if (!(at in placed)) shop.complain(['slips', i, 'at'], `"${one.at}" is no part of this item`)
    if (put !== null && placed[at] === put) shop.complain(['slips', i, 'put'], 'this is where it belongs')
    return { at, put, ...shop.remedy(['slips', i], one) }
  })
}

/** Whether every place has one of the things that there are.
 *  @param isOnce whether a thing can be in one place only */
export function validateSlots(
  places: readonly string[],
  things: readonly string[],
  placed: Placed,
  isOnce = false,
): Incomplete | null {
  const [at, put] = [Object.keys(placed), Object.values(placed)]
  if (!at.every((id) => places.includes(id)) || !put.every((id) => things.includes(id))) return 'ill-formed'
  if (isOnce && new Set(put).size < put.length) return 'ill-formed'
  return at.length < places.length ? 'unanswered' : null
}

type SlotItem = {
  readonly rubric: Rubric
  readonly key: { readonly placed: Placed }
  readonly slips: readonly SlotSlip[]
}

/** What an answer is worth whose every place is filled: an equal share for each that is right, or all or nothing.
 *  @param isSame whether what was put is what belongs there */
export function scoreSlots(
  item: SlotItem,
  placed: Placed,
  isSame: (at: string, put: string) => boolean = (at, put) => item.key.placed[at] === put,
): Grade {
  const total = item.rubric.points
  const chosen = Object.keys(item.key.placed).map((at): Chosen => {
    const put = placed[at] ?? ''
    const correct = isSame(at, put)
    const slip = item.slips.find((s) => s.at === at && (s.put === null || s.put === put))
    return { option: at, correct, stdout: null, ...pickRemedy(correct ? undefined : slip) }
  })
  const right = chosen.filter((one) => one.correct).length
  const share = right === chosen.length ? 1 : item.rubric.partial === 'per-part' ? right / chosen.length : 0
  return { state: 'scored', earned: total * share, total, chosen: remediesFirst(chosen) }
}

/** Wrong parts of which something is to be said come before the others: the first one is the headline. */
function remediesFirst(chosen: readonly Chosen[]): Chosen[] {
  return [...chosen.filter((one) => one.feedback), ...chosen.filter((one) => !one.feedback)]
}

/** The key with one place wrong: a foreseen one where there is one.
 *  @param things what can be put */
export function wrongSlots(
  item: SlotItem,
  things: readonly string[],
  roll: () => number,
  isOnce = false,
): Placed | null {
  const slip = oneOf(item.slips, roll)
  const at = slip?.at ?? oneOf(Object.keys(item.key.placed), roll)
  if (at === undefined) return null
  const put = slip?.put ?? things.find((id) => id !== item.key.placed[at])
  if (put === undefined) return null
  // What was there goes where the other came from, if each can be in one place only.
  const from = isOnce ? Object.keys(item.key.placed).find((id) => item.key.placed[id] === put) : undefined
  const swapped = from === undefined ? {} : { [from]: item.key.placed[at] ?? '' }
  return { ...item.key.placed, ...swapped, [at]: put }
}
