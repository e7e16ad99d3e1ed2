import { z } from 'zod'
import type { Workshop } from '../build'
import type { AnswerOption, ItemProgram } from '../item'
import type { WrittenOption } from '../written'

// Options of which all orders of a program decide the right one: whether it can deadlock, can race, may never end.

export const VERDICTS = ['deadlock', 'race', 'endless'] as const
export type VerdictOf = (typeof VERDICTS)[number]

/** In which orders it happens; an option that says none of it is wrong whatever the program does. */
export const says = z.enum(['never', 'some', 'every'])
export type Says = z.output<typeof says>

export function isVerdict(of: string): of is VerdictOf {
  return (VERDICTS as readonly string[]).includes(of)
}

/** Marks the option that says what was found of a program's orders: the key is computed, never typed. */
export function decideByOrders(
  shop: Workshop,
  of: VerdictOf,
  program: ItemProgram,
  written: readonly (WrittenOption & { readonly says?: Says | undefined })[],
  options: readonly AnswerOption[],
): AnswerOption[] {
  const verdict = verdictOf(shop, of, program)
  if (written.some(({ correct }) => correct))
    shop.complain(['options'], `all orders of ${program.file} decide what is right: it is not written`)
  const right = written.filter((one) => one.says === verdict).length
  if (right !== 1)
    shop.complain(
      ['options'],
      `what is so in ${program.file} (${verdict}) is said by ${right} options, not by one`,
    )
  return options.map((option, i) => ({ ...option, correct: written[i]?.says === verdict }))
}

function verdictOf(shop: Workshop, of: VerdictOf, program: ItemProgram): Says {
  const found = shop.replayer.orders({ ...program, schedule: null })
  if (!found.complete) shop.complain(['program'], `${program.file} has too many orders to look at them all`)
  const { outcomes, deadlocks, endless, races } = found
  switch (of) {
    case 'deadlock':
      if (deadlocks.length === 0) return 'never'
      return outcomes.length === 0 && endless === null ? 'every' : 'some'
    case 'race':
      return races.length === 0 ? 'never' : 'some'
    case 'endless':
      if (endless === null) return 'never'
      return outcomes.length + deadlocks.length === 0 ? 'every' : 'some'
  }
}
