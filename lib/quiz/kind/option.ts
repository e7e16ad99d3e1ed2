import { z } from 'zod'
import { type Measure, measure, type Workshop } from '../build'
import { type Grade, type Incomplete, oneOf } from '../grade'
import type { AnswerOption, Id, ItemProgram, Locale, Rubric, ShownPart } from '../item'
import type { WrittenOption } from '../written'

// What kinds with options share.

/** Options as written, with what is said of each looked up. */
export function buildOptions(shop: Workshop, written: readonly WrittenOption[]): AnswerOption[] {
  return written.map((option, i) => {
    const { id, text, correct } = option
    return { id, text, correct, ...shop.remedy(['options', i], option) }
  })
}

/** Options that a run decides: the author's choice of the right ones must be the run's. */
export function checkOptions(
  shop: Workshop,
  of: Measure | 'stdout',
  program: ItemProgram,
  options: readonly AnswerOption[],
): void {
  const isShown = shownBy(shop, of, program)
  for (const [i, option] of options.entries())
    if (isShown(option.text.en) !== option.correct || isShown(option.text.ko) !== option.correct)
      shop.complain(
        ['options', i, 'text'],
        `a run of ${program.file} says that this is ${option.correct ? 'wrong' : 'right'}`,
      )
}

function shownBy(shop: Workshop, of: Measure | 'stdout', program: ItemProgram): (option: string) => boolean {
  const request = { ...program, schedule: null }
  if (of === 'stdout') {
    const stdout = shop.replayer.facts(request).stdout.trimEnd()
    return (option) => option === stdout
  }
  const number = measure(shop, of, program)
  return (option) => Number(option.match(/\d+/g)?.at(-1)) === number
}

/** Ids as the hashes hold them. */
export function sortedIds(options: readonly { readonly id: string }[]): string[] {
  return options.map(({ id }) => id).sort()
}

export function rightIds(options: readonly AnswerOption[]): string[] {
  return options.filter((option) => option.correct).map(({ id }) => id)
}

/** What a browser may know of things that have a text. */
export function shownParts(
  parts: readonly { readonly id: string; readonly text: Readonly<Record<Locale, string>> }[],
  locale: Locale,
): ShownPart[] {
  return parts.map(({ id, text }) => ({ id, text: text[locale] }))
}

/** An option as what the learner chose. */
export function chosenOption(option: AnswerOption) {
  const { id, correct, misconception, feedback, scene } = option
  return { option: id, correct, stdout: null, misconception, feedback, scene }
}

/** The text of a thing as it was shown; its id when it is not there any more. */
export function textOf(parts: readonly ShownPart[], id: string): string {
  return parts.find((part) => part.id === id)?.text ?? id
}

// What kinds share of which every right option is to be chosen, and no other.

type OptionSet = { readonly options: readonly AnswerOption[]; readonly rubric: Rubric }

export const setAnswer = { options: z.array(z.string().max(100)).max(50) }

export function validateSet(
  asked: { readonly options: readonly Id[] },
  chosen: readonly string[],
): Incomplete | null {
  if (chosen.length === 0) return 'unanswered'
  const isKnown = chosen.every((id) => asked.options.some((o) => o.id === id))
  const isSet = new Set(chosen).size === chosen.length
  return isKnown && isSet ? null : 'ill-formed'
}

export function scoreSet(item: OptionSet, chosen: readonly string[]): Grade {
  return {
    state: 'scored',
    earned: earnedBy(item, chosen),
    total: item.rubric.points,
    chosen: item.options.filter((o) => chosen.includes(o.id)).map(chosenOption),
  }
}

function earnedBy(item: OptionSet, chosen: readonly string[]): number {
  const right = rightIds(item.options)
  const hits = right.filter((id) => chosen.includes(id)).length
  const misses = chosen.length - hits
  if (hits === right.length && misses === 0) return item.rubric.points
  if (item.rubric.partial !== 'per-option') return 0
  return (item.rubric.points * Math.max(0, hits - misses)) / right.length
}

/** What somebody can expect who chooses at random: the mean over every set of options that is not empty, 0 to 1. */
export function chanceOfSet(item: OptionSet): number {
  const count = 2 ** item.options.length - 1
  let sum = 0
  for (let set = 1; set <= count; set++)
    sum += earnedBy(
      item,
      item.options.filter((_, i) => set & (1 << i)).map(({ id }) => id),
    )
  return sum / count / item.rubric.points
}

/** A plausible set that is not the right one; null where none can be made up. */
export function wrongSet({ options }: OptionSet, roll: () => number): string[] | null {
  const missed = oneOf(
    options.filter((o) => o.correct),
    roll,
  )
  const others = options.filter((o) => !o.correct)
  const extra = roll() < 0.7 ? oneOf(others, roll) : undefined
  const chosen = options.filter((o) => o === extra || (o.correct && (o !== missed || roll() < 0.3)))
  const isRight = chosen.every((o) => o.correct) && chosen.length === rightIds(options).length
  if (chosen.length === 0 || isRight) return others[0] ? [others[0].id] : null
  return chosen.map((o) => o.id)
}
