import 'server-only'
import type { AnswerOption, Item, ItemKind, Locale, Remedy, Slip } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { variantsOf } from '@/lib/quiz/variant'

/** The rules of item writing that a program can check (Haladyna, Downing and Rodriguez 2002, adapted).
 *  Each finding is a sentence about one item, or about the course when `id` is null. */
export type Lint = { readonly id: string | null; readonly message: string }

const LOCALES: readonly Locale[] = ['ko', 'en']
const ALL_OR_NONE =
  /모두 정답|정답 없음|정답이 없|위의 모두|모두 옳|모두 맞|all of the above|none of the above/i
const NEGATIVE_STEM =
  /않은 것|아닌 것|틀린 것|옳지 않|맞지 않|잘못된 것|which .*\b(not|never)\b|\bexcept\b|incorrect|false\?/i
const EMPTY_STEM = /^다음 중 (옳은|맞는|올바른) 것은|which of the following (is|are) (true|correct)/i
const ABSOLUTE = /항상|언제나|절대|반드시|\balways\b|\bnever\b/i

/** Feedback that judges a whole answer. */
const JUDGES_ALL = /^(아니요|No)[.,]/
/** True when an item asks for more than what was read: it is about a program or has to be worked out. */
export function isAboveRecall(kind: ItemKind, hasProgram: boolean): boolean {
  return hasProgram || rowOf<ItemKind>(kind).isWorkedOut
}

/** Everything wrong with the way these items and their variants are written. Works on items as built. */
export function lintItems(items: readonly Item[]): Lint[] {
  const all = items.flatMap(variantsOf)
  return [...all.flatMap(lintItem), ...lintCourse(all)]
}

function lintItem(item: Item): Lint[] {
  const messages: string[] = []
  for (const locale of LOCALES) {
    const stem = item.stem[locale]
    if (NEGATIVE_STEM.test(stem)) messages.push(`${locale}: the stem asks for what is not so`)
    if (EMPTY_STEM.test(stem)) messages.push(`${locale}: the stem cannot be answered without the options`)
    if (!/[?？.。]$/.test(stem.trim())) messages.push(`${locale}: the stem is no sentence`)
  }
  if ('options' in item) messages.push(...lintOptions(item.options))
  if (item.kind === 'choice' && item.options.filter((o) => o.correct).length !== 1)
    messages.push('a choice has one right option')
  if ('options' in item && item.kind !== 'choice' && new Set(item.options.map((o) => o.correct)).size !== 2)
    messages.push('of several options some are right and some wrong')
  if (item.kind === 'predict')
    for (const slip of item.slips)
      if (!slip.misconception || !slip.feedback || !slip.scene)
        messages.push(`the slip ${JSON.stringify(slip.stdout)} lacks a misconception, feedback or scene`)
  if (item.kind === 'schedule') messages.push(...lintOrders(item.slips))
  if (item.kind === 'mend') messages.push(...lintMends(item.slips))
  if (item.kind !== 'predict' && item.kind !== 'schedule' && item.kind !== 'mend' && 'slips' in item)
    messages.push(...lintSlips(item.slips))
  if (!rowOf<ItemKind>(item.kind).isOne) messages.push(...lintParts(remediesOf(item)))
  const which = item.variant ? `variant ${item.variant}: ` : ''
  return messages.map((message) => ({ id: item.id, message: `${which}${message}` }))
}

/** An order that misses the wanted outcome shows no belief, so it may not be counted as a misconception. */
function lintOrders(slips: readonly Slip[]): string[] {
  return slips.flatMap((slip) => {
    const stdout = JSON.stringify(slip.stdout)
    if (slip.misconception) return [`the slip ${stdout} of a schedule names a misconception`]
    return slip.feedback && slip.scene ? [] : [`the slip ${stdout} lacks feedback or scene`]
  })
}

/** A mend that only seems to be one may come of a belief or of none; what it goes wrong with is played from the learner's own
 *  program, so it needs no scene. */
function lintMends(slips: readonly Remedy[]): string[] {
  return slips.flatMap((slip, i) => (slip.feedback ? [] : [`refused program ${i + 1} lacks feedback`]))
}

/** What was foreseen in kinds whose wrong answers are many: each says which belief leads there. */
function lintSlips(slips: readonly Remedy[]): string[] {
  return slips.flatMap((slip, i) =>
    slip.misconception && slip.feedback ? [] : [`slip ${i + 1} lacks a misconception or feedback`],
  )
}

function remediesOf(item: Item): readonly Remedy[] {
  if ('options' in item) return item.options
  return 'slips' in item ? item.slips : []
}

function lintParts(remedies: readonly Remedy[]): string[] {
  return LOCALES.flatMap((locale) =>
    remedies.some(({ feedback }) => feedback && JUDGES_ALL.test(feedback[locale]))
      ? [`${locale}: feedback about a part begins as if the whole answer were wrong`]
      : [],
  )
}

function lintOptions(options: readonly AnswerOption[]): string[] {
  const messages = options
    .filter((option) => !option.correct && !(option.misconception && option.feedback && option.scene))
    .map((option) => `option ${option.id} lacks a misconception, feedback or scene`)
  for (const locale of LOCALES) {
    const texts = options.map((option) => option.text[locale])
    if (texts.some((text) => ALL_OR_NONE.test(text))) messages.push(`${locale}: an option is "all" or "none"`)
    if (new Set(texts).size < texts.length) messages.push(`${locale}: two options read the same`)
    if (new Set(texts.map(shapeOf)).size > 1) messages.push(`${locale}: the options do not end alike`)
    const lengths = texts.map((text) => text.length)
    if (Math.max(...lengths) > 3 * Math.min(...lengths) + 6)
      messages.push(`${locale}: one option is more than three times as long as another`)
    const [right, wrong] = [options.filter((o) => o.correct), options.filter((o) => !o.correct)]
    const isAbsolute = (option: AnswerOption) => ABSOLUTE.test(option.text[locale])
    if (wrong.some(isAbsolute) && !right.some(isAbsolute))
      messages.push(`${locale}: words like "always" stand only in wrong options`)
  }
  const ids = options.map((option) => option.id).join('')
  if (!'abcdef'.startsWith(ids)) messages.push(`the options are named ${ids}, not in order`)
  return messages
}

/** How an option ends: as a sentence, a question, or neither. Options of one item end alike. */
function shapeOf(text: string): string {
  if (/[.。]$/.test(text)) return 'sentence'
  return /[?？]$/.test(text) ? 'question' : 'phrase'
}

/** Rules about many items: no cue from length or place, and most items above recall. */
function lintCourse(items: readonly Item[]): Lint[] {
  const choices = items.filter((item) => item.kind === 'choice')
  const messages: string[] = []
  for (const locale of LOCALES) {
    const longest = choices.filter((item) => isKeyLongest(item.options, locale)).length
    if (longest > 0.3 * choices.length)
      messages.push(
        `${locale}: the key is the longest option in ${longest} of ${choices.length} items; 30 % are allowed`,
      )
  }
  if (choices.length >= 8)
    for (const place of [0, 1, 2]) {
      const share = choices.filter((item) => item.options[place]?.correct).length / choices.length
      if (share < 0.15 || share > 0.5)
        messages.push(`the key stands in place ${place + 1} in ${Math.round(share * 100)} % of the choices`)
    }
  const above = items.filter((item) => isAboveRecall(item.kind, item.program !== null)).length
  if (above < 0.6 * items.length)
    messages.push(
      `${above} of ${items.length} items are about a program or have to be worked out; at least 60 % are to be`,
    )
  return messages.map((message) => ({ id: null, message }))
}

function isKeyLongest(options: readonly AnswerOption[], locale: Locale): boolean {
  const length = (isRight: boolean) =>
    Math.max(...options.filter((o) => o.correct === isRight).map((o) => o.text[locale].length))
  return length(true) > length(false)
}
