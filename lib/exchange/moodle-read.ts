import { readGaps } from './moodle-gap'
import { FORMATS } from './moodle-write'
import {
  type FaultCode,
  Faulty,
  type Filed,
  hasRight,
  percentOf,
  plainNumber,
  type Question,
  type Read,
  type Shapes,
  TEXT_FORMATS,
  type Written,
} from './question'
import { type Element, readXml } from './xml'

/** Reads a file of Moodle XML: what is wrong with one question costs that question alone. */
export function readMoodleXml(source: string): Read {
  const questions: Filed[] = []
  const faults: Faulty['fault'][] = []
  let category: string | null = null
  const trying = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Faulty)) throw error
      faults.push(error.fault)
    }
  }
  trying(() => {
    const root = readXml(source)
    if (root.name !== 'quiz') fail(root, 'not-quiz', root.name)
    for (const one of elements(root, 'question'))
      trying(() => {
        if (one.attributes.type === 'category') category = categoryOf(one)
        else questions.push({ category, question: readQuestion(one) })
      })
  })
  return { questions, faults }
}

/** Without what stands before every path of a course. */
function categoryOf(element: Element): string {
  return textIn(child(element, 'category')).replace(/^\$[a-z]+\$\/(?:top\/)?/, '')
}

const READERS: Readonly<Record<string, (element: Element) => Question>> = {
  multichoice: (element) => {
    const single = /^(?:true|1)$/.test(value(element, 'single') || 'true')
    const options = answersOf(element).map(({ element: one, percent, feedback }) => ({
      text: { text: textIn(one), format: formatOf(one) },
      percent,
      feedback,
    }))
    const shuffled = isTrue(value(element, 'shuffleanswers'))
    return { kind: 'choice', ...base(element), single, shuffled, options: rightAmong(element, options) }
  },
  truefalse: (element) => {
    const answers = answersOf(element)
    const right = answers.find(({ percent }) => percent === 100)
    const wrong = answers.find((one) => one !== right)
    if (!right) fail(element, 'no-right', nameOf(element))
    const told = { right: right.feedback, wrong: wrong?.feedback ?? null }
    return { kind: 'truth', ...base(element), isTrue: textIn(right.element) === 'true', told }
  },
  shortanswer: (element) => {
    const answers = answersOf(element).map(({ element: one, percent, feedback }) => {
      if (textIn(one) === '') fail(one, 'empty', 'answer')
      return { text: textIn(one), percent, feedback }
    })
    const caseSensitive = isTrue(value(element, 'usecase'))
    return { kind: 'typed', ...base(element), caseSensitive, answers: rightAmong(element, answers) }
  },
  numerical: (element) => {
    const answers = answersOf(element).map(({ element: one, percent, feedback }) => ({
      value: textIn(one).trim() === '*' ? null : numberOf(one, textIn(one)),
      tolerance: numberOf(one, value(one, 'tolerance') || '0'),
      percent,
      feedback,
    }))
    const units = elements(maybe(element, 'units') ?? element, 'unit').map((one) => ({
      name: value(one, 'unit_name'),
      factor: numberOf(one, value(one, 'multiplier')),
    }))
    return { kind: 'number', ...base(element), answers: rightAmong(element, answers), units }
  },
  matching: (element) => {
    const rows = elements(element, 'subquestion').map((one) => ({
      left: { text: textIn(one), format: formatOf(one) },
      right: textIn(child(one, 'answer')),
    }))
    const pairs = rows.filter(({ left }) => left.text !== '')
    if (pairs.length < 2) fail(element, 'pair', nameOf(element))
    const extra = rows.filter(({ left }) => left.text === '').map(({ right }) => right)
    const shuffled = isTrue(value(element, 'shuffleanswers'))
    return { kind: 'match', ...base(element), shuffled, pairs, extra }
  },
  cloze: (element) => {
    const common = base(element)
    const { text, format } = common.text
    const read = readGaps(text, format)
    if ('wrong' in read) fail(child(element, 'questiontext'), 'gap', read.wrong)
    if (read.pieces.every((piece) => typeof piece === 'string')) fail(element, 'no-answer', common.name)
    const points = read.pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? 0 : piece.weight), 0)
    return { kind: 'cloze', ...common, points, text: { text: '', format }, format, pieces: read.pieces }
  },
  essay: (element) => ({ kind: 'essay', ...base(element) }),
  description: (element) => ({ kind: 'description', ...base(element) }),
}

function readQuestion(element: Element): Question {
  const type = element.attributes.type ?? ''
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined
  return read ? read(element) : fail(element, 'kind', type)
}

function base(element: Element): Omit<Question & { kind: 'essay' }, keyof Shapes['essay'] | 'kind'> {
  const asked = child(element, 'questiontext')
  const points = value(element, 'defaultgrade')
  return {
    name: nameOf(element),
    id: value(element, 'idnumber') || null,
    text: { text: textIn(asked), format: formatOf(asked) },
    feedback: feedbackOf(element, 'generalfeedback'),
    points: points === '' ? 1 : numberOf(element, points),
  }
}

function nameOf(element: Element): string {
  const name = textIn(child(element, 'name'))
  return name === '' ? fail(element, 'empty', 'name') : name
}

function answersOf(element: Element) {
  const all = elements(element, 'answer')
  if (all.length === 0) fail(element, 'no-answer', nameOf(element))
  return all.map((one) => {
    const percent = percentOf(one.attributes.fraction ?? '')
    if (percent === null) fail(one, 'percent', one.attributes.fraction ?? '')
    return { element: one, percent, feedback: feedbackOf(one, 'feedback') }
  })
}

function rightAmong<T extends { readonly percent: number }>(element: Element, answers: T[]): T[] {
  return hasRight(answers) ? answers : fail(element, 'no-right', nameOf(element))
}

function feedbackOf(element: Element, name: string): Written | null {
  const found = maybe(element, name)
  const text = found ? textIn(found) : ''
  return found && text !== '' ? { text, format: formatOf(found) } : null
}

function formatOf(element: Element): Written['format'] {
  const { format = 'html' } = element.attributes
  return TEXT_FORMATS.find((one) => FORMATS[one] === format) ?? fail(element, 'format', format)
}

const isTrue = (word: string) => word === 'true' || word === '1'

function numberOf(element: Element, text: string): number {
  return plainNumber(text) ?? fail(element, 'number', text)
}

function elements(of: Element, name: string): Element[] {
  return of.children.filter((one): one is Element => typeof one !== 'string' && one.name === name)
}

function maybe(of: Element, name: string): Element | undefined {
  return elements(of, name)[0]
}

function child(of: Element, name: string): Element {
  return maybe(of, name) ?? fail(of, 'empty', name)
}

/** What stands in an element's `text`, or in itself where it has none; nothing where it is empty. */
function textIn(element: Element): string {
  const of = maybe(element, 'text') ?? element
  const written = of.children.filter((one) => typeof one === 'string').join('')
  return of === element ? written.trim() : written
}

/** Of an element that holds a word; nothing where there is none. */
function value(of: Element, name: string): string {
  const found = maybe(of, name)
  return found ? textIn(found).trim() : ''
}

function fail(element: Element, code: FaultCode, what: string): never {
  throw new Faulty({ line: element.line, code, what })
}
