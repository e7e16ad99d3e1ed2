import { writeGaps } from './moodle-gap'
import type { Filed, Made, Question, QuestionKind, QuestionOf, Refused, Written } from './question'
import { escapeXml, isXmlText, xmlText } from './xml'

// Moodle's own XML, as question/format/xml/format.php of Moodle 4.5 reads it. There is no schema of it.

/** Questions as a file of Moodle XML. What no XML can hold is refused. */
export function moodleXml(all: readonly Filed[]): Made {
  const refused: Refused[] = []
  const parts: string[] = []
  let category: string | null = null
  for (const { category: own, question } of all) {
    const element = writeQuestion(question)
    if (!isXmlText(element)) {
      refused.push({ name: question.name, why: 'character' })
      continue
    }
    if (own !== null && own !== category) parts.push(writeCategory(own))
    category = own ?? category
    parts.push(element)
  }
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<quiz>', ...parts, '</quiz>', '']
  return { text: lines.join('\n'), refused }
}

function writeCategory(path: string): string {
  return element('question', { type: 'category' }, [
    element('category', {}, [text(`$course$/top/${path}`)]),
    formatted('info', null),
  ])
}

/** Moodle's name of each kind, and what its questions have besides what all have. */
const KINDS: {
  readonly [K in QuestionKind]: readonly [type: string, own: (one: QuestionOf<K>) => string[]]
} = {
  choice: [
    'multichoice',
    ({ single, shuffled, options }) => [
      simple('single', String(single)),
      simple('shuffleanswers', String(shuffled)),
      simple('answernumbering', 'abc'),
      ...options.map(({ text: said, percent, feedback }) =>
        element('answer', { fraction: String(percent), format: FORMATS[said.format] }, [
          text(said.text),
          formatted('feedback', feedback),
        ]),
      ),
    ],
  ],
  truth: [
    'truefalse',
    ({ isTrue, told }) =>
      [true, false].map((one) =>
        answer(String(one), one === isTrue ? 100 : 0, one === isTrue ? told.right : told.wrong),
      ),
  ],
  typed: [
    'shortanswer',
    ({ caseSensitive, answers }) => [
      simple('usecase', caseSensitive ? '1' : '0'),
      ...answers.map((one) => answer(one.text, one.percent, one.feedback)),
    ],
  ],
  number: [
    'numerical',
    ({ answers, units }) => [
      ...answers.map(({ value, tolerance, percent, feedback }) =>
        answer(value === null ? '*' : String(value), percent, feedback, [
          simple('tolerance', String(tolerance)),
        ]),
      ),
      // A unit is chosen where there are several, shown where there is one; a wrong one costs all points.
      simple('unitgradingtype', units.length > 1 ? '1' : '0'),
      simple('unitpenalty', '1.0'),
      simple('showunits', units.length > 1 ? '2' : units.length === 1 ? '0' : '3'),
      simple('unitsleft', '0'),
      ...(units.length === 0
        ? []
        : [
            element(
              'units',
              {},
              units.map(({ name, factor }) =>
                element('unit', {}, [simple('multiplier', String(factor)), simple('unit_name', name)]),
              ),
            ),
          ]),
    ],
  ],
  match: [
    'matching',
    ({ shuffled, pairs, extra }) => [
      simple('shuffleanswers', String(shuffled)),
      ...[...pairs, ...extra.map((right) => ({ left: null, right }))].map(({ left, right }) =>
        element('subquestion', { format: FORMATS[left?.format ?? 'html'] }, [
          text(left?.text ?? ''),
          element('answer', {}, [text(right)]),
        ]),
      ),
    ],
  ],
  cloze: ['cloze', () => []],
  essay: [
    'essay',
    () => [simple('responseformat', 'editor'), simple('responserequired', '1'), simple('attachments', '0')],
  ],
  description: ['description', () => []],
}

function writeQuestion(question: Question): string {
  const { kind, name, id, feedback, points } = question
  // Of its own row, which the type system cannot follow through an indexed table.
  const [type, own] = KINDS[kind] as readonly [string, (one: Question) => string[]]
  const asked =
    question.kind === 'cloze'
      ? { text: writeGaps(question.pieces, question.format), format: question.format }
      : question.text
  return element('question', { type }, [
    element('name', {}, [text(name)]),
    formatted('questiontext', asked),
    formatted('generalfeedback', feedback),
    ...(kind === 'cloze' ? [] : [simple('defaultgrade', String(points))]),
    simple('penalty', '0'),
    simple('hidden', '0'),
    simple('idnumber', id ?? ''),
    ...own(question),
  ])
}

/** Moodle's names of formats. */
export const FORMATS = {
  html: 'html',
  moodle: 'moodle_auto_format',
  plain: 'plain_text',
  markdown: 'markdown',
} as const

function answer(
  said: string,
  percent: number,
  feedback: Written | null,
  rest: readonly string[] = [],
): string {
  return element('answer', { fraction: String(percent), format: FORMATS.plain }, [
    text(said),
    formatted('feedback', feedback),
    ...rest,
  ])
}

function formatted(name: string, written: Written | null): string {
  return element(name, { format: FORMATS[written?.format ?? 'html'] }, [text(written?.text ?? '')])
}

const text = (content: string) => `<text>${xmlText(content)}</text>`
const simple = (name: string, content: string) => `<${name}>${escapeXml(content)}</${name}>`

/** An element of elements. A text stands in one line with its tags, so that no blank becomes a part of it. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly string[],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  return `<${name}${written.join('')}>\n${children.join('\n')}\n</${name}>`
}
