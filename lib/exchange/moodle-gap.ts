import {
  type Gap,
  type GapAnswer,
  type GapShape,
  hasRight,
  percentOf,
  plainNumber,
  type TextFormat,
} from './question'

// The text of Moodle's embedded answers: `{1:SHORTANSWER:%100%yes#good~%50%perhaps#}` between words.

/** By the word of the format what it stands for; the first of those that stand for one is what is written. */
const WORDS: readonly (readonly [words: readonly string[], gap: GapShape])[] = [
  [['SHORTANSWER', 'SA', 'MW'], { kind: 'typed', caseSensitive: false, answers: [] }],
  [['SHORTANSWER_C', 'SAC', 'MWC'], { kind: 'typed', caseSensitive: true, answers: [] }],
  [['NUMERICAL', 'NM'], { kind: 'number', answers: [] }],
  [['MULTICHOICE', 'MC'], { kind: 'choice', layout: 'menu', shuffled: false, answers: [] }],
  [['MULTICHOICE_S', 'MCS'], { kind: 'choice', layout: 'menu', shuffled: true, answers: [] }],
  [['MULTICHOICE_V', 'MCV'], { kind: 'choice', layout: 'column', shuffled: false, answers: [] }],
  [['MULTICHOICE_VS', 'MCVS'], { kind: 'choice', layout: 'column', shuffled: true, answers: [] }],
  [['MULTICHOICE_H', 'MCH'], { kind: 'choice', layout: 'row', shuffled: false, answers: [] }],
  [['MULTICHOICE_HS', 'MCHS'], { kind: 'choice', layout: 'row', shuffled: true, answers: [] }],
]

const isLike = (a: GapShape, b: GapShape) =>
  a.kind === b.kind &&
  (a.kind !== 'typed' || (b.kind === 'typed' && a.caseSensitive === b.caseSensitive)) &&
  (a.kind !== 'choice' || (b.kind === 'choice' && a.layout === b.layout && a.shuffled === b.shuffled))

/** In HTML the marks of HTML in an answer are written as it writes them. */
const escapeGap = (text: string) => text.replace(/[\\#~}/"]/g, '\\$&')
const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const unescapeHtml = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** The pieces as one text. */
export function writeGaps(pieces: readonly (string | Gap)[], format: TextFormat): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : writeGap(piece, format))).join('')
}

function writeGap(gap: Gap, format: TextFormat): string {
  const word = WORDS.find(([, shape]) => isLike(shape, gap))?.[0][0] ?? ''
  const inFormat = (text: string) => escapeGap(format === 'html' ? escapeHtml(text) : text)
  const answers = gap.answers.map((answer) => {
    const tolerance = 'tolerance' in answer ? `:${answer.tolerance}` : ''
    const feedback = answer.feedback === '' ? '' : `#${inFormat(answer.feedback)}`
    return `%${answer.percent}%${inFormat(answer.text)}${tolerance}${feedback}`
  })
  return `{${gap.weight}:${word}:${answers.join('~')}}`
}

const GAP = /\{(\d*):([A-Z_]+):((?:\\[\s\S]|[^\\}])*)\}/g

/** The pieces of a text; null and a gap's own words where one of its gaps is none. */
export function readGaps(
  text: string,
  format: TextFormat,
): { readonly pieces: readonly (string | Gap)[] } | { readonly wrong: string } {
  const pieces: (string | Gap)[] = []
  let from = 0
  for (const found of text.matchAll(GAP)) {
    const [whole, weight = '', word = '', answers = ''] = found
    const gap = readGap(Number(weight || 1), word, answers, format)
    if (!gap) return { wrong: whole }
    if (found.index > from) pieces.push(text.slice(from, found.index))
    pieces.push(gap)
    from = found.index + whole.length
  }
  if (from < text.length) pieces.push(text.slice(from))
  return { pieces }
}

function readGap(weight: number, word: string, written: string, format: TextFormat): Gap | null {
  const empty = WORDS.find(([words]) => words.includes(word))?.[1]
  const answers = splitAt(written, '~').map((one) => readAnswer(one, format))
  if (!empty || weight < 1 || !answers.every((one) => one !== null) || !hasRight(answers)) return null
  if (empty.kind !== 'number') return { ...empty, weight, answers }
  const numbers = answers.map((answer) => {
    const [value = '', tolerance = '0'] = answer.text.split(':')
    const isNumber = value === '*' || plainNumber(value) !== null
    const within = plainNumber(tolerance)
    return isNumber && within !== null ? { ...answer, text: value, tolerance: within } : null
  })
  return numbers.every((one) => one !== null) ? { ...empty, weight, answers: numbers } : null
}

function readAnswer(written: string, format: TextFormat): GapAnswer | null {
  const [, equals, weight, rest = ''] = /^\s*(=)?(?:%(-?[\d.]+)%)?([\s\S]*)$/.exec(written) ?? []
  const percent = equals ? 100 : weight === undefined ? 0 : percentOf(weight)
  const [text = '', ...feedback] = splitAt(rest, '#')
  const plain = (one: string) => {
    const unescaped = one.replace(/\\([\\#~}/"])/g, '$1')
    return format === 'html' ? unescapeHtml(unescaped) : unescaped
  }
  if (percent === null || plain(text) === '') return null
  return { percent, text: plain(text), feedback: plain(feedback.join('#')) }
}

/** At every mark that is not escaped. */
function splitAt(text: string, mark: '~' | '#'): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === mark) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}
