import { z } from 'zod'
import type { KindRow } from '../grade'
import type { AnswerOption, Id, ShownPart } from '../item'
import { option, program } from '../written'
import {
  buildOptions,
  chanceOfSet,
  rightIds,
  scoreSet,
  setAnswer,
  shownParts,
  sortedIds,
  textOf,
  validateSet,
  wrongSet,
} from './option'

const fields = {
  program: program.optional(),
  options: z.array(option).min(3).max(6),
}

declare module '../item' {
  interface Kinds {
    multi: {
      item: { readonly options: readonly AnswerOption[] }
      shown: { readonly options: readonly ShownPart[] }
      asked: { readonly options: readonly Id[] }
      answer: { readonly options: readonly string[] }
      key: { readonly options: readonly string[] }
    }
  }
}

/** Every option that is right, and no other. */
export const multi: KindRow<'multi', typeof fields> = {
  interaction: 'choice',
  isWorkedOut: false,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const shown = written.program ? shop.program(['program'], written.program) : null
      return { program: shown, options: buildOptions(shop, written.options), partial: 'per-option' }
    },
  },
  answer: setAnswer,
  ids: ({ options }) => ({ options: sortedIds(options) }),
  key: ({ options }) => rightIds(options).sort(),
  publish: ({ options }, locale, order) => ({ options: shownParts(order(options), locale) }),
  validate: (asked, { options }) => validateSet(asked, options),
  score: (item, { options }) => scoreSet(item, options),
  reveal: ({ options }) => ({ kind: 'multi', options: rightIds(options) }),
  chance: (item) => chanceOfSet(item),
  right: ({ options }) => ({ kind: 'multi', options: rightIds(options) }),
  wrong(item, roll) {
    const options = wrongSet(item, roll)
    return options && { kind: 'multi', options }
  },
  parts: ({ options }) => options,
  said: ({ options }) => options.join('[,]'),
  texts: ({ options }) => options,
  read: (shown, { options }) => options.map((id) => textOf(shown.options, id)),
}
