import { z } from 'zod'
import type { KindRow } from '../grade'
import type { Id, Named, Place, ShownPart, ShownPlace, Slotted } from '../item'
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
  /** From the top down. */
  places: z
    .array(
      z.strictObject({
        id: partId,
        name: localized,
        address: z.string().max(24).optional(),
        note: localized.optional(),
        /** What is between this box and the next one. */
        below: localized.optional(),
      }),
    )
    .min(3)
    .max(8),
  /** Names that belong nowhere. */
  extra: z.array(named).max(2).default([]),
  slips: z.array(slotSlip).min(1),
}

declare module '../item' {
  interface Kinds {
    label: Slotted<
      { readonly places: readonly Place[]; readonly names: readonly Named[] },
      { readonly places: readonly ShownPlace[]; readonly names: readonly ShownPart[] },
      { readonly places: readonly Id[]; readonly names: readonly Id[] }
    >
  }
}

/** A picture of boxes that are to be named. */
export const label: KindRow<'label', typeof fields> = {
  interaction: 'matching',
  isWorkedOut: false,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const nameId = (id: string) => opaqueId(shop.id, 'name', id)
      const same = (id: string) => id
      const places = written.places.map(({ id, address = null, note = null, below = null }) => ({
        id,
        address,
        note,
        below,
      }))
      const names = [...written.places.map(({ id, name: text }) => ({ id, text })), ...written.extra].map(
        ({ id, text }) => ({ id: nameId(id), text }),
      )
      if (new Set(sortedIds(names)).size < names.length) shop.complain(['places'], 'two things have one id')
      const placed = Object.fromEntries(places.map(({ id }) => [id, nameId(id)]))
      const slips = buildSlotSlips(shop, written.slips, same, nameId, placed)
      for (const [i, { put }] of slips.entries())
        if (put !== null && !names.some(({ id }) => id === put))
          shop.complain(['slips', i, 'put'], 'there is no such name')
      const shown = written.program ? shop.program(['program'], written.program) : null
      return { program: shown, places, names, key: { placed }, slips, partial: 'per-part' }
    },
  },
  answer: slotAnswer,
  ids: ({ places, names }) => ({ places: sortedIds(places), names: sortedIds(names) }),
  key: ({ key }) => key,
  publish: ({ places, names }, locale, inOrder) => ({
    places: places.map(({ id, address, note, below }) => ({
      id,
      address,
      note: note?.[locale] ?? null,
      below: below?.[locale] ?? null,
    })),
    names: shownParts(inOrder(names), locale),
  }),
  validate: (asked, { placed }) =>
    validateSlots(sortedIds(asked.places), sortedIds(asked.names), placed, true),
  score: (item, answer) => scoreSlots(item, answer.placed),
  reveal: ({ key }) => ({ kind: 'label', placed: key.placed }),
  // Each is as likely to get its own as any other one.
  chance: ({ names }) => 1 / names.length,
  right: ({ key }) => ({ kind: 'label', placed: key.placed }),
  wrong(item, roll) {
    const placed = wrongSlots(item, sortedIds(item.names), roll, true)
    return placed && { kind: 'label', placed }
  },
  parts: slotParts,
  said: ({ placed }) => saidSlots(placed),
  texts: ({ names, places }) => [
    ...names,
    ...places.map(({ id, address, note }) => ({ id, text: note ?? address ?? id })),
  ],
  read: (shown, { placed }) =>
    shown.places.map(({ id }, i) => `${i + 1}. ${textOf(shown.names, placed[id] ?? '')}`),
}
