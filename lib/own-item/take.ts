import type { Question, Written as Text } from '@/lib/exchange/question'
import { type Draft, EMPTY_DRAFT } from './draft'

/** Why a question of a file is not taken over.
 *  - `kind`: own items have none like it
 *  - `weights`: answers that are partly right, where an own item knows right and wrong alone
 *  - `pattern`: an answer with a `*`, which stands for anything
 *  - `picture`: it shows something that is in no text */
export const WHY_NOT_TAKEN = ['kind', 'weights', 'pattern', 'picture'] as const
export type WhyNotTaken = (typeof WHY_NOT_TAKEN)[number]
export type Taken = { readonly draft: Draft } | { readonly why: WhyNotTaken }

/** Words for what a file leaves to its reader's language. */
export type TakeWords = { readonly isTrue: string; readonly isFalse: string }

/** A question of a file as a form holds it; what is then wrong with it `readDraft` says. */
export function takeQuestion(question: Question, words: TakeWords): Taken {
  const texts = [question.text, question.feedback]
  if (texts.some((one) => one !== null && /<img\b|@@PLUGINFILE@@/i.test(one.text))) return { why: 'picture' }
  const fields = fieldsOf(question, words)
  if (typeof fields === 'string') return { why: fields }
  const points = String(Math.min(10, Math.max(1, Math.round(question.points))))
  const base = {
    ...EMPTY_DRAFT,
    points,
    stem: plainText(question.text),
    explanation: maybeText(question.feedback),
  }
  return { draft: { ...base, ...fields } }
}

function fieldsOf(
  question: Question,
  words: TakeWords,
): (Partial<Draft> & Pick<Draft, 'kind'>) | WhyNotTaken {
  switch (question.kind) {
    case 'choice': {
      const { single, options } = question
      if (single && options.some(({ percent }) => percent > 0 && percent < 100)) return 'weights'
      const taken = options.map(({ text, percent, feedback }) => ({
        ...{ text: plainText(text), isRight: percent > 0, feedback: maybeText(feedback) },
      }))
      return { kind: single ? 'choice' : 'multi', options: taken }
    }
    case 'truth': {
      const { isTrue, told } = question
      const option = (text: string, isRight: boolean) => {
        return { text, isRight, feedback: maybeText(isRight ? told.right : told.wrong) }
      }
      return { kind: 'choice', options: [option(words.isTrue, isTrue), option(words.isFalse, !isTrue)] }
    }
    case 'typed': {
      const forms = right(question.answers)
      if (forms === null) return 'weights'
      if (forms.some(({ text }) => text.includes('*'))) return 'pattern'
      return { kind: 'cloze', text: '{a}', blanks: { a: forms.map(({ text }) => text).join('\n') } }
    }
    case 'number': {
      const forms = right(question.answers)
      const [only, another] = forms ?? []
      if (!only || another) return 'weights'
      if (only.value === null) return 'pattern'
      const { value, tolerance } = only
      const unit = question.units[0]?.name ?? ''
      return { kind: 'numeric', value: plainDigits(value), tolerance: plainDigits(tolerance), unit }
    }
    case 'cloze':
      return gapsOf(question)
    default:
      return 'kind'
  }
}

/** The answers that are wholly right; null where some are right in part. */
function right<T extends { readonly percent: number }>(answers: readonly T[]): readonly T[] | null {
  if (answers.some(({ percent }) => percent > 0 && percent < 100)) return null
  return answers.filter(({ percent }) => percent === 100)
}

function gapsOf(
  question: Extract<Question, { kind: 'cloze' }>,
): (Partial<Draft> & Pick<Draft, 'kind'>) | WhyNotTaken {
  const blanks: Record<string, string> = {}
  let text = ''
  for (const piece of question.pieces) {
    if (typeof piece === 'string') {
      text += plainText({ text: piece, format: question.format }, false)
      continue
    }
    if (piece.kind !== 'typed') return 'kind'
    const forms = right(piece.answers)
    if (forms === null) return 'weights'
    if (forms.some((one) => one.text.includes('*'))) return 'pattern'
    const id = String.fromCharCode(97 + Object.keys(blanks).length)
    blanks[id] = forms.map((one) => one.text).join('\n')
    text += `{${id}}`
  }
  return { kind: 'cloze', stem: question.name, text: text.trim(), blanks }
}

/** Without an exponent, as a form is typed. */
function plainDigits(value: number): string {
  return /e/i.test(String(value)) ? value.toFixed(20).replace(/\.?0+$/, '') : String(value)
}

function maybeText(text: Text | null): string {
  return text === null ? '' : plainText(text)
}

/** A text as own items have it: the marks that HTML and Markdown have for code and emphasis, and no other. */
function plainText({ text, format }: Text, isWhole = true): string {
  const plain = format === 'html' || format === 'moodle' ? withoutTags(text) : text
  return isWhole ? plain.replaceAll(/\n{3,}/g, '\n\n').trim() : plain
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(tag('code|tt|kbd|samp'), '`')
    .replaceAll(tag('b|strong|em|i'), '**')
    .replaceAll(tag('br'), '\n')
    .replaceAll(/<\/(?:p|div|li|pre|h\d)>/gi, '\n')
    .replaceAll(tag('p|div|span|a|ul|ol|li|pre|h\\d|su[bp]|u|table|t(?:body|head|r|d|h)|blockquote|hr'), '')
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole
      const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
      return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
    })
}

/** Tags of these names, and not `a<b and c>d`. */
function tag(names: string): RegExp {
  return new RegExp(`</?(?:${names})(?:\\s+[a-z-]+\\s*=[^>]*|\\s*/?)>`, 'gi')
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}
