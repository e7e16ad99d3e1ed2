import { z } from 'zod'
import { type KindRow, oneOf } from '../grade'
import type { MultiItem } from '../item'
import { option, program } from '../written'
import { buildOptions, checkOptions, chosenOption, rightIds, shownParts, sortedIds, textOf } from './option'

const fields = {
  program: program.optional(),
  /** The options are outputs: right are those that some run prints. */
  of: z.literal('outputs').optional(),
  options: z.array(option).min(3).max(6),
}

/** Every option that is right, and no other. */
export const multi: KindRow<'multi', typeof fields> = {
  file: {
    fields,
    build(shop, written) {
      const shown = written.program ? shop.program(['program'], written.program) : null
      const options = buildOptions(shop, written.options)
      if (written.of && shown) checkOptions(shop, written.of, shown, options)
      return { program: shown, options, partial: 'per-option' }
    },
  },
  answer: { options: z.array(z.string().max(100)).max(50) },
  ids: ({ options }) => ({ options: sortedIds(options) }),
  key: ({ options }) => rightIds(options).sort(),
  publish: ({ options }, locale, order) => ({ options: shownParts(order(options), locale) }),
  validate(asked, answer) {
    if (answer.options.length === 0) return 'unanswered'
    const isKnown = answer.options.every((id) => asked.options.some((o) => o.id === id))
    const isSet = new Set(answer.options).size === answer.options.length
    return isKnown && isSet ? null : 'ill-formed'
  },
  score(item, answer) {
    const chosen = item.options.filter((o) => answer.options.includes(o.id))
    return {
      state: 'scored',
      earned: earnedBy(item, answer.options),
      total: item.rubric.points,
      chosen: chosen.map(chosenOption),
    }
  },
  reveal: ({ options }) => ({ kind: 'multi', options: rightIds(options) }),
  chance: (item) => meanShare(item),
  right: ({ options }) => ({ kind: 'multi', options: rightIds(options) }),
  wrong(item, roll) {
    const missed = oneOf(
      item.options.filter((o) => o.correct),
      roll,
    )
    const others = item.options.filter((o) => !o.correct)
    const extra = roll() < 0.7 ? oneOf(others, roll) : undefined
    const chosen = item.options.filter((o) => o === extra || (o.correct && (o !== missed || roll() < 0.3)))
    const isRight = chosen.every((o) => o.correct) && chosen.length === rightIds(item.options).length
    if (chosen.length === 0 || isRight) return others[0] ? { kind: 'multi', options: [others[0].id] } : null
    return { kind: 'multi', options: chosen.map((o) => o.id) }
  },
  parts: ({ options }) => options,
  read: (shown, answer) => answer.options.map((id) => textOf(shown.options, id)),
}

function earnedBy(item: MultiItem, chosen: readonly string[]): number {
  const right = rightIds(item.options)
  const hits = right.filter((id) => chosen.includes(id)).length
  const misses = chosen.length - hits
  if (hits === right.length && misses === 0) return item.rubric.points
  if (item.rubric.partial !== 'per-option') return 0
  return (item.rubric.points * Math.max(0, hits - misses)) / right.length
}

/** The mean over every set of options that is not empty. */
function meanShare(item: MultiItem): number {
  const count = 2 ** item.options.length - 1
  let sum = 0
  for (let set = 1; set <= count; set++)
    sum += earnedBy(
      item,
      item.options.filter((_, i) => set & (1 << i)).map(({ id }) => id),
    )
  return sum / count / item.rubric.points
}
