import { z } from 'zod'
import type { KindRow } from '../grade'
import type { Id, Named, ShownPart, Slotted } from '../item'
import { localized, named, partId, program } from '../written'
import { shownParts, sortedIds, textOf } from './option'
import {
  buildSlotSlips,
  opaqueId,
  saidSlots,
  scoreSlots,
  slotAnswer,
  slotParts,
  slotSlip,
  validateSlots,
  wrongSlots,
} from './slot'

const fields = {
  program: program.optional(),
  pairs: z
    .array(z.strictObject({ id: partId, left: localized, right: localized }))
    .min(3)
    .max(6),
  /** Things on the right that belong to none. */
  extra: z.array(named).max(2).default([]),
  slips: z.array(slotSlip).min(1),
}

declare module '../item' {
  interface Kinds {
    match: Slotted<
      { readonly left: readonly Named[]; readonly right: readonly Named[] },
      { readonly left: readonly ShownPart[]; readonly right: readonly ShownPart[] },
      { readonly left: readonly Id[]; readonly right: readonly Id[] }
    >
  }
}

/** Things of a list, each of which belongs to one of another list. */
export const match: KindRow<'match', typeof fields> = {
  interaction: 'matching',
  isWorkedOut: false,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const { pairs, extra } = written
      const placeOf = (id: string) => opaqueId(shop.id, 'left', id)
      const thingOf = (id: string) => opaqueId(shop.id, 'right', id)
      const left = pairs.map((pair) => ({ id: placeOf(pair.id), text: pair.left }))
      const right = [...pairs.map(({ id, right: text }) => ({ id, text })), ...extra].map(({ id, text }) => ({
        id: thingOf(id),
        text,
      }))
      const placed = Object.fromEntries(pairs.map(({ id }) => [placeOf(id), thingOf(id)]))
      if (new Set(sortedIds(right)).size < right.length) shop.complain(['pairs'], 'two things have one id')
      const slips = buildSlotSlips(shop, written.slips, placeOf, thingOf, placed)
      for (const [i, { put }] of slips.entries())
        if (put !== null && !right.some(({ id }) => id === put))
          shop.complain(['slips', i, 'put'], 'there is no such thing')
      const shown = written.program ? shop.program(['program'], written.program) : null
      return { program: shown, left, right, key: { placed }, slips, partial: 'per-part' }
    },
  },
  answer: slotAnswer,
  ids: ({ left, right }) => ({ left: sortedIds(left), right: sortedIds(right) }),
  key: ({ key }) => key,
  publish: ({ left, right }, locale, inOrder) => ({
    left: shownParts(left, locale),
    right: shownParts(inOrder(right), locale),
  }),
  validate: (asked, { placed }) => validateSlots(sortedIds(asked.left), sortedIds(asked.right), placed, true),
  score: (item, answer) => scoreSlots(item, answer.placed),
  reveal: ({ key }) => ({ kind: 'match', placed: key.placed }),
  // Each is as likely to get its own as any other one.
  chance: ({ right }) => 1 / right.length,
  right: ({ key }) => ({ kind: 'match', placed: key.placed }),
  wrong(item, roll) {
    const placed = wrongSlots(item, sortedIds(item.right), roll, true)
    return placed && { kind: 'match', placed }
  },
  parts: slotParts,
  said: ({ placed }) => saidSlots(placed),
  texts: ({ left, right }) => [...left, ...right],
  read: (shown, { placed }) =>
    shown.left.map(({ id, text }) => `${text} → ${textOf(shown.right, placed[id] ?? '')}`),
}
