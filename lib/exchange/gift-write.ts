import type {
  Filed,
  Made,
  Near,
  Option,
  Question,
  QuestionKind,
  QuestionOf,
  Refused,
  WhyRefused,
  Written,
} from './question'

// GIFT, as question/format/gift/format.php of Moodle 4.5 reads it. It has no word for points and for the order of options, and
// takes every question's format for that of its answers where they name none.

/** Questions as a file of GIFT. What it cannot say is refused. */
export function gift(all: readonly Filed[]): Made {
  const refused: Refused[] = []
  const blocks: string[] = []
  let category: string | null = null
  for (const { category: own, question } of all) {
    const why = whyNot(question)
    if (why) {
      refused.push({ name: question.name, why })
      continue
    }
    if (own !== null && own !== category) blocks.push(`$CATEGORY: ${own.replace(/\s+/g, ' ')}`)
    category = own ?? category
    blocks.push(block(question))
  }
  return { text: blocks.map((one) => `${one}\n\n`).join(''), refused }
}

function whyNot(question: Question): WhyRefused | null {
  if (question.kind === 'cloze') return 'cloze'
  if (question.kind === 'number' && question.units.length > 0) return 'units'
  if (question.kind === 'typed' && question.caseSensitive) return 'case'
  // Without an answer that is all right, GIFT takes a question for one of several choices.
  if (
    question.kind === 'choice' &&
    question.single &&
    !question.options.some(({ percent }) => percent === 100)
  )
    return 'weights'
  const arrows =
    question.kind === 'typed'
      ? question.answers.map(({ text }) => text)
      : question.kind === 'match'
        ? question.pairs.map(({ left }) => left.text)
        : []
  return arrows.some((text) => text.includes('->')) ? 'arrow' : null
}

function block(question: Question): string {
  const { name, id, text, feedback } = question
  const head = [
    ...(id === null ? [] : [`// [id:${id.replace(/[\\\]]/g, '\\$&').replace(/\s+/g, ' ')}]`]),
    `::${escapeGift(name)}::${formatted(text)}`,
  ].join('\n')
  // Of its own row, which the type system cannot follow through an indexed table.
  const answers = (ANSWERS[question.kind] as (one: Question) => readonly string[] | null)(question)
  if (answers === null) return head
  const all = [...answers, ...(feedback ? [`####${formatted(feedback)}`] : [])]
  return `${head}{${all.length > 1 ? `\n${all.map((one) => `\t${one}`).join('\n')}\n` : all.join('')}}`
}

/** What stands between the braces, a line each; null: there are none. */
const ANSWERS: { readonly [K in QuestionKind]: (one: QuestionOf<K>) => readonly string[] | null } = {
  choice: ({ single, options }) =>
    // One mark of a right answer tells that one is chosen; without another mark they would be texts to type.
    options.map((one) => (single && one === firstRight(options) ? `=${said(one)}` : `~${weighted(one)}`)),
  truth: ({ isTrue, told: { right, wrong } }) => [
    `${isTrue ? 'TRUE' : 'FALSE'}${right || wrong ? `#${wrong ? formatted(wrong) : ''}` : ''}${right ? `#${formatted(right)}` : ''}`,
  ],
  typed: ({ answers }) =>
    answers.map(({ text, percent, feedback }) => {
      const weight = percent === 100 && !text.startsWith('%') ? '' : `%${percent}%`
      return `=${weight}${escapeGift(text)}${toldOf(feedback)}`
    }),
  number: ({ answers }) => ['#', ...[...answers].sort(anyLast).map(number)],
  match: ({ pairs, extra }) => [
    ...pairs.map(({ left, right }) => `=${formatted(left)} -> ${escapeGift(right)}`),
    ...extra.map((right) => `= -> ${escapeGift(right)}`),
  ],
  cloze: () => null,
  essay: () => [],
  description: () => null,
}

const firstRight = (options: readonly Option[]) => options.find(({ percent }) => percent === 100)

/** What is said to every wrong number comes last. */
const anyLast = (a: Near, b: Near) => Number(isRest(a)) - Number(isRest(b))
const isRest = ({ value, percent }: Near) => value === null && percent === 0

function number(one: Near): string {
  if (isRest(one)) return `~${toldOf(one.feedback)}`
  const within = one.tolerance === 0 || one.value === null ? '' : `:${one.tolerance}`
  return `=%${one.percent}%${one.value ?? '*'}${within}${toldOf(one.feedback)}`
}

function weighted(one: Option): string {
  const isPlain = one.percent === 0 && !one.text.text.startsWith('%')
  return `${isPlain ? '' : `%${one.percent}%`}${said(one)}`
}

const said = ({ text, feedback }: Option) => `${formatted(text)}${toldOf(feedback)}`
const toldOf = (feedback: Written | null) => (feedback ? `#${formatted(feedback)}` : '')

/** A text with its format named. */
function formatted({ text, format }: Written): string {
  return `[${format}]${escapeGift(text)}`
}

/** A line end is written out: a blank line would end the question. */
function escapeGift(text: string): string {
  return text
    .trim()
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
}
