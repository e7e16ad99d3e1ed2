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
  groups: z.array(named).min(2).max(4),
  /** `in`: the group that it belongs to. */
  pieces: z
    .array(z.strictObject({ id: partId, text: localized, in: partId }))
    .min(3)
    .max(10),
  slips: z.array(slotSlip).min(1),
}

declare module '../item' {
  interface Kinds {
    classify: Slotted<
      { readonly pieces: readonly Named[]; readonly groups: readonly Named[] },
      { readonly pieces: readonly ShownPart[]; readonly groups: readonly ShownPart[] },
      { readonly pieces: readonly Id[]; readonly groups: readonly Id[] }
    >
  }
}

/** Things that are sorted into groups: each belongs to one. */
export const classify: KindRow<'classify', typeof fields> = {
  interaction: 'matching',
  isWorkedOut: false,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const placeOf = (id: string) => opaqueId(shop.id, 'piece', id)
      const pieces = written.pieces.map(({ id, text }) => ({ id: placeOf(id), text }))
      const groups = written.groups.map(({ id, text }) => ({ id, text }))
      const placed = Object.fromEntries(written.pieces.map((piece) => [placeOf(piece.id), piece.in]))
      for (const [i, piece] of written.pieces.entries())
        if (!groups.some(({ id }) => id === piece.in))
          shop.complain(['pieces', i, 'in'], `there is no group "${piece.in}"`)
      for (const [i, { id }] of groups.entries())
        if (!Object.values(placed).includes(id)) shop.complain(['groups', i], 'nothing belongs here')
      if (Object.keys(placed).length < pieces.length) shop.complain(['pieces'], 'two pieces have one id')
      const slips = buildSlotSlips(shop, written.slips, placeOf, (id) => id, placed)
      const shown = written.program ? shop.program(['program'], written.program) : null
      return { program: shown, pieces, groups, key: { placed }, slips, partial: 'per-part' }
    },
  },
  answer: slotAnswer,
  ids: ({ pieces, groups }) => ({ pieces: sortedIds(pieces), groups: sortedIds(groups) }),
  key: ({ key }) => key,
  publish: ({ pieces, groups }, locale, order) => ({
    pieces: shownParts(order(pieces), locale),
    groups: shownParts(groups, locale),
  }),
  validate: (asked, answer) => validateSlots(sortedIds(asked.pieces), sortedIds(asked.groups), answer.placed),
  score: (item, answer) => scoreSlots(item, answer.placed),
  reveal: ({ key }) => ({ kind: 'classify', placed: key.placed }),
  chance: ({ groups }) => 1 / groups.length,
  right: ({ key }) => ({ kind: 'classify', placed: key.placed }),
  wrong(item, roll) {
    const placed = wrongSlots(item, sortedIds(item.groups), roll)
    return placed && { kind: 'classify', placed }
  },
  parts: slotParts,
  said: ({ placed }) => saidSlots(placed),
  texts: ({ pieces, groups }) => [...pieces, ...groups],
  read: (shown, { placed }) =>
    shown.pieces.map(({ id, text }) => `${text} → ${textOf(shown.groups, placed[id] ?? '')}`),
}
