import { z } from 'zod'
import type { ProgramOutcome } from '@/lib/engine'
import { needProgram, type Workshop } from '../build'
import { comparable, type KindRow } from '../grade'
import type { AnswerOption, Id, ItemProgram, ShownPart } from '../item'
import { optionId, program, remedy } from '../written'
import {
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
  program,
  /** Outputs, without the last line break. Which of them are possible is not written: every order is looked at. */
  options: z
    .array(z.strictObject({ id: optionId, stdout: z.string().trim().min(1), ...remedy }))
    .min(3)
    .max(6),
}

declare module '../item' {
  interface Kinds {
    'possible-outputs': {
      item: {
        readonly program: ItemProgram
        readonly options: readonly AnswerOption[]
        /** How many orders there are, and for each possible option, by its id, a schedule that prints it, where a
         *  replay shows it. Private. */
        readonly key: { readonly orders: number; readonly witnesses: Readonly<Record<string, string>> }
      }
      shown: { readonly options: readonly ShownPart[] }
      asked: { readonly options: readonly Id[] }
      answer: { readonly options: readonly string[] }
      key: {
        readonly options: readonly string[]
        readonly orders: number
        readonly schedules: Readonly<Record<string, string>>
      }
    }
  }
}

/** Every output that some order of execution leads to, and no other. The key is what the explorer found. */
export const possibleOutputs: KindRow<'possible-outputs', typeof fields> = {
  interaction: 'choice',
  isWorkedOut: true,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const shown = needProgram(shop, written.program)
      const { orders, endOf } = allOrders(shop, shown)
      const witnesses: Record<string, string> = {}
      const options = written.options.map((option, i) => {
        const { id, stdout } = option
        const end = endOf(stdout)
        if (end && end.schedule !== null) witnesses[id] = end.schedule
        if (end && option.misconception)
          shop.complain(['options', i], `some order of ${shown.file} prints this: it is no misconception`)
        const said = shop.remedy(['options', i], option)
        return { id, text: { ko: stdout, en: stdout }, correct: end !== null, ...said }
      })
      return { program: shown, options, key: { orders, witnesses }, partial: 'per-option' }
    },
  },
  answer: setAnswer,
  ids: ({ options }) => ({ options: sortedIds(options) }),
  // Not the witnesses: another order that prints the same is another illustration, not another key.
  key: ({ options }) => rightIds(options).sort(),
  publish: ({ options }, locale, order) => ({ options: shownParts(order(options), locale) }),
  validate: (asked, { options }) => validateSet(asked, options),
  score: (item, { options }) => scoreSet(item, options),
  reveal: ({ options, key }) => ({
    kind: 'possible-outputs',
    options: rightIds(options),
    orders: key.orders,
    schedules: key.witnesses,
  }),
  chance: (item) => chanceOfSet(item),
  right: ({ options }) => ({ kind: 'possible-outputs', options: rightIds(options) }),
  wrong(item, roll) {
    const options = wrongSet(item, roll)
    return options && { kind: 'possible-outputs', options }
  },
  parts: ({ options }) => options,
  said: ({ options }) => options.join('[,]'),
  texts: ({ options }) => options,
  read: (shown, { options }) => options.map((id) => textOf(shown.options, id)),
}

/** How many orders a program has, and of those that print an output the one of the fewest switches; null: none does. */
function allOrders(
  shop: Workshop,
  shown: ItemProgram,
): { readonly orders: number; readonly endOf: (stdout: string) => ProgramOutcome | null } {
  const { complete, executions, outcomes, deadlocks } = shop.replayer.orders({ ...shown, schedule: null })
  if (!complete || executions === null)
    shop.complain(['program'], `${shown.file} has too many orders to say of any output that it is impossible`)
  const ends = [...outcomes, ...deadlocks].sort((a, b) => a.switches - b.switches)
  return {
    orders: executions ?? 0,
    endOf: (stdout) => ends.find((end) => comparable(end.stdout) === comparable(stdout)) ?? null,
  }
}
