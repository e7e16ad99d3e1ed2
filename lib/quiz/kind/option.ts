import { type Measure, measure, type Workshop } from '../build'
import type { AnswerOption, ItemProgram, Locale, ShownPart } from '../item'
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
  of: Measure | 'stdout' | 'outputs',
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

function shownBy(
  shop: Workshop,
  of: Measure | 'stdout' | 'outputs',
  program: ItemProgram,
): (option: string) => boolean {
  const request = { ...program, schedule: null }
  if (of === 'outputs') {
    const outputs = new Set(shop.replayer.outputs(request).map((output) => output.trimEnd()))
    return (option) => outputs.has(option)
  }
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
