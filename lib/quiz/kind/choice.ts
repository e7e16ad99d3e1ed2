import { z } from 'zod'
import { type KindRow, oneOf } from '../grade'
import type { AnswerOption, Id, ShownPart } from '../item'
import { option, program } from '../written'
import { buildOptions, checkOptions, chosenOption, rightIds, shownParts, sortedIds, textOf } from './option'
import { decideByOrders, isVerdict, says, VERDICTS } from './verdict-option'

const fields = {
  program: program.optional(),
  /** What the run decides: the right option's last number, or its text, is that; no wrong option's is. Or what all orders
   *  of the program decide: the right option `says` it. */
  of: z.enum(['stdout', 'status', 'copies', 'threads', ...VERDICTS]).optional(),
  options: z
    .array(option.extend({ says: says.optional() }))
    .min(3)
    .max(4),
}

declare module '../item' {
  interface Kinds {
    choice: {
      item: { readonly options: readonly AnswerOption[] }
      shown: { readonly options: readonly ShownPart[] }
      asked: { readonly options: readonly Id[] }
      answer: { readonly option: string }
      key: { readonly options: readonly string[] }
    }
  }
}

/** One option of several. */
export const choice: KindRow<'choice', typeof fields> = {
  interaction: 'choice',
  isWorkedOut: false,
  isOne: true,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const shown = written.program ? shop.program(['program'], written.program) : null
      const options = buildOptions(shop, written.options)
      if (written.of && shown) {
        if (isVerdict(written.of)) {
          const decided = decideByOrders(shop, written.of, shown, written.options, options)
          return { program: shown, options: decided, partial: 'whole' }
        }
        checkOptions(shop, written.of, shown, options)
      }
      return { program: shown, options, partial: 'whole' }
    },
  },
  answer: { option: z.string().max(100) },
  ids: ({ options }) => ({ options: sortedIds(options) }),
  key: ({ options }) => rightIds(options).sort(),
  publish: ({ options }, locale, order) => ({ options: shownParts(order(options), locale) }),
  validate(asked, answer) {
    if (answer.option === '') return 'unanswered'
    return asked.options.some((o) => o.id === answer.option) ? null : 'ill-formed'
  },
  score(item, answer) {
    const option = item.options.find((o) => o.id === answer.option)
    if (!option) return { state: 'invalid', why: 'ill-formed' }
    const total = item.rubric.points
    return { state: 'scored', earned: option.correct ? total : 0, total, chosen: [chosenOption(option)] }
  },
  reveal: ({ options }) => ({ kind: 'choice', options: rightIds(options) }),
  chance: ({ options }) => 1 / options.length,
  right: ({ options }) => ({ kind: 'choice', option: rightIds(options)[0] ?? '' }),
  wrong(item, roll) {
    const wrong = oneOf(
      item.options.filter((o) => !o.correct),
      roll,
    )
    return wrong ? { kind: 'choice', option: wrong.id } : null
  },
  parts: ({ option }) => [option],
  said: ({ option }) => option,
  texts: ({ options }) => options,
  read: (shown, answer) => [textOf(shown.options, answer.option)],
}
