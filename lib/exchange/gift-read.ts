import {
  type FaultCode,
  Faulty,
  type Filed,
  hasRight,
  type Near,
  percentOf,
  plainNumber,
  type Question,
  type Read,
  TEXT_FORMATS,
  type TextFormat,
  type Written,
} from './question'

/** Reads a file of GIFT. A blank line ends a question, so that what is wrong with one costs that one alone. */
export function readGift(source: string): Read {
  const questions: Filed[] = []
  const faults: Faulty['fault'][] = []
  let category: string | null = null
  for (const block of blocksOf(source)) {
    const named = /^\$CATEGORY:\s*(.*?)\s*$/.exec(block.text)
    if (named) category = (named[1] ?? '').replace(/^\$[a-z]+\$\/(?:top\/)?/, '')
    else
      try {
        questions.push({ category, question: readBlock(block) })
      } catch (error) {
        if (!(error instanceof Faulty)) throw error
        faults.push(error.fault)
      }
  }
  return { questions, faults }
}

/** What stands between blank lines, without comments; the category's line is one of its own. */
type Block = { readonly text: string; readonly line: number; readonly id: string | null }

function blocksOf(source: string): Block[] {
  const blocks: Block[] = []
  let open: { lines: string[]; line: number } | null = null
  let id: string | null = null
  const end = () => {
    if (open?.lines.some((one) => one.trim() !== ''))
      blocks.push({ text: open.lines.join('\n'), line: open.line, id })
    if (open) id = null
    open = null
  }
  for (const [i, line] of source
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    if (/^\s*\/\//.test(line)) {
      const found = /\[id:((?:\\.|[^\\\]])*)\]/.exec(line)?.[1]
      if (found !== undefined) id = found.replace(/\\(.)/g, '$1').trim()
      // A line of the question that it stands in keeps its number.
      open?.lines.push('')
    } else if (line.trim() === '') end()
    else if (line.startsWith('$CATEGORY:')) {
      end()
      blocks.push({ text: line, line: i + 1, id: null })
    } else {
      open ??= { lines: [], line: i + 1 }
      open.lines.push(line)
    }
  }
  end()
  return blocks
}

/** A question whose escaped characters stand as single ones that no file holds: its marks can be looked for. */
type Parsing = { readonly block: Block; readonly name: string; readonly format: TextFormat }

const ESCAPED = '\\~=#{}:'
const BASE = 0xe000

/** Escaped characters as ones of a private area, those of it that the file has itself being refused. */
function hide(block: Block): string {
  const own = /[\uE000-\uE006]/.exec(block.text)
  if (own) throw faultAt(block, own.index, 'escape', own[0])
  return block.text.replace(/\\([\s\S])/g, (whole, one: string, at: number) => {
    if (one === 'n') return '\n'
    if (!ESCAPED.includes(one)) throw faultAt(block, at, 'escape', whole)
    return String.fromCharCode(BASE + ESCAPED.indexOf(one))
  })
}

function show(text: string): string {
  return text.replace(/[\uE000-\uE006]/g, (one) => ESCAPED[one.charCodeAt(0) - BASE] ?? '').trim()
}

function readBlock(block: Block): Question {
  const hidden = hide(block).trim()
  const [, written, rest = ''] = /^(?:::([\s\S]*?)::)?([\s\S]*)$/.exec(hidden) ?? []
  const open = rest.indexOf('{')
  const close = rest.indexOf('}', open)
  if (open >= 0 ? close < 0 : rest.includes('}'))
    throw faultAt(block, block.text.search(/[{}]/), 'unclosed', open >= 0 ? '{' : '}')
  if (/[{}]/.test(rest.slice(close + 1)) && open >= 0)
    throw faultAt(block, block.text.lastIndexOf('{'), 'escape', '{')
  const [before, inside, after] =
    open < 0
      ? [rest, null, '']
      : [rest.slice(0, open), rest.slice(open + 1, close).trim(), rest.slice(close + 1).trim()]
  const whole = after === '' ? before : `${before.trimEnd()} _____ ${after}`
  const text = formatted(block, whole, 'moodle')
  if (text.text === '') throw faultAt(block, 0, 'empty', written === undefined ? '' : show(written))
  // A question without a name is called by how it begins, as Moodle does.
  const name = written === undefined ? text.text.replace(/\s+/g, ' ').slice(0, 80) : show(written)
  const common = { name, id: block.id, text, points: 1 }
  if (inside === null) return { kind: 'description', ...common, feedback: null }
  const [answers = '', general] = inside.split('####')
  const feedback = general === undefined ? null : formatted(block, general, text.format)
  return { ...common, feedback, ...shapeOf({ block, name, format: text.format }, answers.trim()) }
}

type Shaped = Question extends infer Q ? (Q extends Question ? Omit<Q, keyof Common> : never) : never
type Common = Pick<Question, 'name' | 'id' | 'text' | 'points' | 'feedback'>

function shapeOf(parsing: Parsing, answers: string): Shaped {
  if (answers === '') return { kind: 'essay' }
  const truth = /^(T|TRUE|F|FALSE)\s*(?:#([^#]*))?(?:#([^#]*))?$/i.exec(answers)
  if (truth) {
    const [, word = '', wrong, right] = truth
    const said = (one: string | undefined) => (one === undefined ? null : feedbackOf(parsing, one))
    return { kind: 'truth', isTrue: /^t/i.test(word), told: { right: said(right), wrong: said(wrong) } }
  }
  if (answers.startsWith('#')) return numbers(parsing, answers.slice(1))
  const marked = marksOf(parsing, answers)
  if (marked.some(({ mark }) => mark === '~')) return choices(parsing, marked)
  return marked.some(({ text }) => text.includes('->')) ? pairs(parsing, marked) : typed(parsing, marked)
}

type Marked = { readonly mark: '=' | '~'; readonly text: string }

function marksOf({ block, name }: Parsing, answers: string): Marked[] {
  if (!/^[=~]/.test(answers)) throw faultAt(block, block.text.indexOf('{'), 'no-answer', name)
  return [...answers.matchAll(/([=~])([^=~]*)/g)].map(([, mark, text = '']) => ({
    mark: mark === '=' ? '=' : '~',
    text: text.trim(),
  }))
}

function choices(parsing: Parsing, marked: readonly Marked[]): Shaped {
  const options = marked.map(({ mark, text }) => {
    const { percent, said, feedback } =
      mark === '=' ? { percent: 100, ...split(parsing, text) } : weighed(parsing, text, 0)
    return { text: formatted(parsing.block, said, parsing.format), percent, feedback }
  })
  return {
    kind: 'choice',
    single: marked.some(({ mark }) => mark === '='),
    shuffled: true,
    options: rightAmong(parsing, options),
  }
}

function typed(parsing: Parsing, marked: readonly Marked[]): Shaped {
  const answers = marked.map(({ text }) => {
    const { percent, said, feedback } = weighed(parsing, text, 100)
    if (show(said) === '') throw faultIn(parsing, 'empty', parsing.name)
    return { text: show(said), percent, feedback }
  })
  return { kind: 'typed', caseSensitive: false, answers: rightAmong(parsing, answers) }
}

function pairs(parsing: Parsing, marked: readonly Marked[]): Shaped {
  const rows = marked.map(({ text }) => {
    const at = text.indexOf('->')
    const right = show(text.slice(at + 2))
    if (at < 0 || right === '') throw faultIn(parsing, 'pair', show(text))
    return { left: formatted(parsing.block, text.slice(0, at), parsing.format), right }
  })
  const whole = rows.filter(({ left }) => left.text !== '')
  if (whole.length < 2) throw faultIn(parsing, 'pair', parsing.name)
  const extra = rows.filter(({ left }) => left.text === '').map(({ right }) => right)
  return { kind: 'match', shuffled: true, pairs: whole, extra }
}

function numbers(parsing: Parsing, written: string): Shaped {
  const [right = '', rest] = written.split('~')
  const several = right.includes('=') ? right.split('=').slice(1) : [right]
  const answers = several.map((one) => near(parsing, one.trim()))
  const { feedback } = split(parsing, rest ?? '')
  const others: Near[] = rest === undefined ? [] : [{ value: null, tolerance: 0, percent: 0, feedback }]
  return { kind: 'number', units: [], answers: rightAmong(parsing, [...answers, ...others]) }
}

function near(parsing: Parsing, written: string): Near {
  const { percent, said, feedback } = weighed(parsing, written, 100)
  const worth = { percent, feedback }
  // The colon between a number and its tolerance stands unescaped; a range is its middle and what is to either side.
  const [low, high] = said.includes('..') ? said.split('..').map(plainNumber) : []
  if (low !== undefined && high !== undefined) {
    if (low === null || high === null || high < low) throw faultIn(parsing, 'number', show(said))
    return { value: (low + high) / 2, tolerance: (high - low) / 2, ...worth }
  }
  const [value = '', within = '0'] = said.split(':')
  const tolerance = plainNumber(within)
  if (value.trim() === '*' && tolerance === 0) return { value: null, tolerance, ...worth }
  const number = plainNumber(value)
  if (number === null || tolerance === null || tolerance < 0) throw faultIn(parsing, 'number', show(said))
  return { value: number, tolerance, ...worth }
}

/** An answer with what it is worth.
 *  @param usual where it names nothing */
function weighed(parsing: Parsing, text: string, usual: number) {
  const [, weight, rest = text] = /^%(-?[\d.]+)%([\s\S]*)$/.exec(text) ?? []
  const percent = weight === undefined ? usual : percentOf(weight)
  if (percent === null) throw faultIn(parsing, 'percent', weight ?? '')
  return { percent, ...split(parsing, rest) }
}

function split(parsing: Parsing, text: string) {
  const at = text.indexOf('#')
  return at < 0
    ? { said: text, feedback: null }
    : { said: text.slice(0, at), feedback: feedbackOf(parsing, text.slice(at + 1)) }
}

function feedbackOf({ block, format }: Parsing, text: string): Written | null {
  const written = formatted(block, text, format)
  return written.text === '' ? null : written
}

/** A text with the format that it names, or else another's. */
function formatted(_block: Block, written: string, usual: TextFormat): Written {
  const [, named, rest = written] = /^\s*\[(\w+)\]([\s\S]*)$/.exec(written) ?? []
  const format = named === undefined ? usual : TEXT_FORMATS.find((one) => one === named)
  // Brackets of another kind are part of the text.
  if (format === undefined) return { text: show(written), format: usual }
  return { text: show(rest), format }
}

function rightAmong<T extends { readonly percent: number }>(parsing: Parsing, answers: T[]): T[] {
  if (!hasRight(answers)) throw faultIn(parsing, 'no-right', parsing.name)
  return answers
}

/** At the word of the file where it can be found, else where the answers begin. */
function faultIn({ block }: Parsing, code: FaultCode, what: string): Faulty {
  const inside = block.text.indexOf('{')
  const at = block.text.indexOf(what, inside)
  return faultAt(block, what !== '' && at >= 0 ? at : inside, code, what)
}

function faultAt({ text, line }: Block, at: number, code: FaultCode, what: string): Faulty {
  const before = text.slice(0, Math.max(0, at)).match(/\n/g)?.length ?? 0
  return new Faulty({ line: line + before, code, what })
}
