import type { Item, ItemOf, Locale, Localized, Remedy } from '@/lib/quiz/item'
import { inline, plain, programOf, sidesOf } from './markup'
import type { Filed, Gap, Option, Question, Refused, WhyRefused, Written } from './question'

/** Items of the course in one language as questions of another system, filed under their lessons; those that none can hold are
 *  refused. Keys go along: only for whoever may see them.
 *  @param items with the title of the lesson of each */
export function questionsOf(
  items: readonly { readonly item: Item; readonly category: string }[],
  locale: Locale,
): { readonly questions: readonly Filed[]; readonly refused: readonly Refused[] } {
  const questions: Filed[] = []
  const refused: Refused[] = []
  for (const { item, category } of items) {
    const made = questionOf(item, locale)
    if ('why' in made) refused.push({ name: item.id, why: made.why })
    else questions.push({ category, question: made })
  }
  return { questions, refused }
}

function questionOf(item: Item, locale: Locale): Question | { readonly why: WhyRefused } {
  const said = (text: Localized): Written => html(inline(text[locale]))
  const common = {
    name: item.id,
    id: item.id,
    text: html(inline(item.stem[locale]) + programOf(item)),
    feedback: said(item.explanation),
    points: item.rubric.points,
  }
  switch (item.kind) {
    case 'choice':
    case 'multi':
    case 'possible-outputs':
      return {
        ...common,
        kind: 'choice',
        single: item.kind === 'choice',
        shuffled: true,
        options: optionsOf(item, locale),
      }
    case 'numeric': {
      const { key, tolerance, slips, units } = item
      const near = (value: number, percent: number, feedback: Written | null) => ({
        ...{ value, tolerance, percent, feedback },
      })
      return {
        ...common,
        kind: 'number',
        answers: [
          near(key.value, 100, null),
          ...slips.map((slip) => near(slip.value, 0, feedbackOf(slip, locale))),
        ],
        // A number in kilobytes times 1/1000 would be one in megabytes: their factor is the other way round than ours.
        units: units.map(({ text, factor }) => ({ name: text[locale], factor: 1 / factor })),
      }
    }
    case 'predict': {
      const { stdout } = item.key
      const lines = stdout.replace(/\n$/, '')
      if (lines.includes('\n')) return { why: 'lines' }
      if (lines.trim() === '') return { why: 'nothing' }
      const slips = item.slips.flatMap((slip) => {
        const text = slip.stdout.replace(/\n$/, '')
        const isOne = text.trim() !== '' && !text.includes('\n')
        return isOne ? [{ text: literal(text), percent: 0, feedback: feedbackOf(slip, locale) }] : []
      })
      const right = { text: literal(lines), percent: 100, feedback: null }
      return { ...common, kind: 'typed', caseSensitive: /[a-z]/i.test(lines), answers: [right, ...slips] }
    }
    case 'match':
    case 'classify':
    case 'label':
    case 'tree':
      return { ...common, ...matchOf(item, locale) }
    case 'cloze':
      return clozeOf(item, common, locale)
    case 'state-trace':
      return traceOf(item, common, locale)
    case 'card':
      return { ...common, kind: 'essay' }
    case 'order':
    case 'schedule':
    case 'mend':
      return { why: item.kind }
    default:
      return { why: 'kind' }
  }
}

type Common = Omit<Question & { kind: 'essay' }, 'kind'>

function optionsOf(item: ItemOf<'choice' | 'multi' | 'possible-outputs'>, locale: Locale): Option[] {
  const right = item.options.filter(({ correct }) => correct).length
  const [all, none] = item.kind === 'choice' ? [100, 0] : [hundredths(1 / right), -hundredths(1 / right)]
  return item.options.map((option) => ({
    text: html(inline(option.text[locale])),
    percent: option.correct ? all : none,
    feedback: feedbackOf(option, locale),
  }))
}

/** A share in hundredths, to the five places that thirds have elsewhere. */
function hundredths(share: number): number {
  return Math.round(share * 1e7) / 1e5
}

function matchOf(item: ItemOf<'match' | 'classify' | 'label' | 'tree'>, locale: Locale) {
  const { left, right } = sidesOf(item)
  const { placed } = item.key
  const textOf = (id: string | undefined) => plain(right.find((one) => one.id === id)?.text[locale] ?? '')
  const used = new Set(Object.values(placed))
  return {
    kind: 'match',
    shuffled: true,
    pairs: left.map(({ id, text }) => ({ left: html(inline(text[locale])), right: textOf(placed[id]) })),
    extra: right.filter(({ id }) => !used.has(id)).map(({ id }) => textOf(id)),
  } as const
}

function clozeOf(item: ItemOf<'cloze'>, common: Common, locale: Locale): Question {
  const pieces = item.text[locale].split(/(\{\w\})/).map((piece): string | Gap => {
    const id = /^\{(\w)\}$/.exec(piece)?.[1]
    const forms = id === undefined ? undefined : item.key.accepted[id]
    if (id === undefined || !forms) return inline(piece)
    const other = locale === 'ko' ? 'en' : 'ko'
    const right = [...new Set([...forms[locale], ...forms[other]])]
    const slips = item.slips.filter(({ at }) => at === id)
    const answers = [
      ...right.map((text) => ({ percent: 100, text: literal(text), feedback: '' })),
      ...slips.map((slip) => ({
        ...{ percent: 0, text: literal(slip.typed) },
        feedback: plain(slip.feedback?.[locale] ?? ''),
      })),
    ]
    return { kind: 'typed', weight: 1, caseSensitive: false, answers }
  })
  return gapped(common, [`<p>${common.text.text}</p>`, ...pieces])
}

function traceOf(item: ItemOf<'state-trace'>, common: Common, locale: Locale): Question {
  const { rows, columns, states, given, key } = item
  const stateOf = (id: string | undefined) => states.find((one) => one.id === id)?.text[locale] ?? ''
  const cell = (at: string): string | Gap => {
    if (at in given || !(at in key.placed)) return inline(stateOf(given[at]))
    const answers = states.map(({ id, text }) => ({
      ...{ percent: id === key.placed[at] ? 100 : 0, text: plain(text[locale]), feedback: '' },
    }))
    return { kind: 'choice', weight: 1, layout: 'menu', shuffled: false, answers }
  }
  const head = (text: Localized) => `<th>${inline(text[locale])}</th>`
  const pieces = [
    `<p>${common.text.text}</p><table><tr><th></th>${columns.map(({ text }) => head(text)).join('')}</tr>`,
    ...rows.flatMap((row) => [
      `<tr>${head(row.text)}`,
      ...columns.flatMap((column) => ['<td>', cell(`${row.id}.${column.id}`), '</td>']),
      '</tr>',
    ]),
    '</table>',
  ]
  return gapped(common, pieces)
}

/** A text with gaps, no two of its texts beside each other. */
function gapped(common: Common, all: readonly (string | Gap)[]): Question {
  const points = all.filter((piece) => typeof piece !== 'string').length
  const pieces: (string | Gap)[] = []
  for (const piece of all) {
    const last = pieces.at(-1)
    if (typeof last === 'string' && typeof piece === 'string') pieces.splice(-1, 1, last + piece)
    else if (piece !== '') pieces.push(piece)
  }
  return { ...common, points, kind: 'cloze', text: html(''), format: 'html', pieces }
}

function feedbackOf({ feedback }: Remedy, locale: Locale): Written | null {
  return feedback && html(inline(feedback[locale]))
}

const html = (text: string): Written => ({ text, format: 'html' })

/** What is to be typed as it is: a star would stand for anything. */
function literal(text: string): string {
  return text.replaceAll('*', '\\*')
}
