/** What is written in either format is read as it was: a corpus with every feature, and questions that are made up. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGift } from './gift-read'
import { gift } from './gift-write'
import { readMoodleXml } from './moodle-read'
import { moodleXml } from './moodle-write'
import type { Filed, Gap, Question, Written } from './question'
import { readXml } from './xml'

const html = (text: string): Written => ({ text, format: 'html' })
const plain = (text: string): Written => ({ text, format: 'plain' })
const filed = (question: Question, category: string | null = '운영체제/프로세스'): Filed => ({
  category,
  question,
})
const base = (name: string) => ({
  name,
  id: `id-${name}`,
  text: html(`<p>${name}: 1 &lt; 2, a = b ~ c # d {e} f:g \\h</p>\n\n<pre>x-&gt;y\n// no comment</pre>`),
  feedback: html('Because <b>so</b>.\nAnd so.'),
  points: 2,
})

const WEIRD = 'a = b ~ c # d {e} f:g \\h \\n %50% // i "j" & <k> ]]> \t l'
const CORPUS: readonly Question[] = [
  {
    ...base('single'),
    kind: 'choice',
    single: true,
    shuffled: true,
    options: [
      { text: html('<code>fork()</code>'), percent: 100, feedback: html('Yes.') },
      { text: plain(WEIRD), percent: 33.33333, feedback: plain(WEIRD) },
      { text: { text: '**md**', format: 'markdown' }, percent: -50, feedback: null },
      { text: { text: '%d', format: 'moodle' }, percent: 0, feedback: { text: '3', format: 'moodle' } },
    ],
  },
  {
    ...base('several'),
    kind: 'choice',
    single: false,
    shuffled: true,
    options: [
      { text: html('하나'), percent: 50, feedback: null },
      { text: html('둘'), percent: 50, feedback: html('맞습니다.') },
      { text: html('셋'), percent: -50, feedback: html('아니요.') },
    ],
  },
  {
    ...base('one-of-several'),
    kind: 'choice',
    single: false,
    shuffled: true,
    options: [
      { text: html('a'), percent: 100, feedback: null },
      { text: html('b'), percent: -100, feedback: null },
    ],
  },
  { ...base('true'), kind: 'truth', isTrue: true, told: { right: html('Yes.'), wrong: html('No.') } },
  { ...base('false'), kind: 'truth', isTrue: false, told: { right: plain('#'), wrong: null } },
  { ...base('bare'), kind: 'truth', isTrue: true, feedback: null, told: { right: null, wrong: null } },
  {
    ...base('typed'),
    kind: 'typed',
    caseSensitive: false,
    answers: [
      { text: 'child = 0', percent: 100, feedback: null },
      { text: '%50% of it', percent: 100, feedback: null },
      { text: WEIRD, percent: 50, feedback: html('Nearly.') },
      { text: '*', percent: 0, feedback: html('No.') },
    ],
  },
  {
    ...base('number'),
    kind: 'number',
    units: [],
    answers: [
      { value: 3.25, tolerance: 0.5, percent: 100, feedback: html('Yes.') },
      { value: -4096, tolerance: 0, percent: 50, feedback: null },
      { value: 1e21, tolerance: 0, percent: 20, feedback: null },
      { value: null, tolerance: 0, percent: 0, feedback: html('No.') },
    ],
  },
  {
    ...base('match'),
    kind: 'match',
    shuffled: true,
    pairs: [
      { left: html('<i>SIGKILL</i>'), right: 'kill = 9' },
      { left: plain('SIGTERM'), right: 'term ~ 15' },
      { left: html('SIGSTOP'), right: 'kill = 9' },
    ],
    extra: ['nothing -> at all', '없음'],
  },
  { ...base('essay'), kind: 'essay' },
  { ...base('description'), kind: 'description', feedback: null },
]

const gaps: readonly Gap[] = [
  {
    kind: 'typed',
    weight: 1,
    caseSensitive: false,
    answers: [
      { percent: 100, text: 'a/b "c" \\d ~e #f }g', feedback: 'Yes: {1}' },
      { percent: 50, text: '<b> & c', feedback: '' },
      { percent: 0, text: '*', feedback: 'No # at ~ all' },
    ],
  },
  { kind: 'typed', weight: 2, caseSensitive: true, answers: [{ percent: 100, text: 'PID', feedback: '' }] },
  {
    kind: 'number',
    weight: 3,
    answers: [
      { percent: 100, text: '23.8', tolerance: 0.1, feedback: 'Yes.' },
      { percent: 0, text: '*', tolerance: 0, feedback: '' },
    ],
  },
  ...(['menu', 'column', 'row'] as const).flatMap((layout) =>
    [true, false].map(
      (shuffled): Gap => ({
        ...{ kind: 'choice', weight: 1, layout, shuffled },
        answers: [
          { percent: 100, text: '예', feedback: '' },
          { percent: 33.33333, text: 'perhaps', feedback: '' },
          { percent: 0, text: '아니요', feedback: 'Why?' },
        ],
      }),
    ),
  ),
]

/** What only one of the two can say. */
const ONLY_XML: readonly Question[] = [
  {
    ...base('cloze'),
    points: 12,
    kind: 'cloze',
    text: html(''),
    format: 'html',
    pieces: ['<p>It prints ', ...gaps.flatMap((gap, i) => [gap, ` and {${i}} `])],
  },
  { ...base('cloze-plain'), points: 12, kind: 'cloze', text: plain(''), format: 'plain', pieces: [...gaps] },
  {
    ...base('units'),
    kind: 'number',
    answers: [{ value: 4, tolerance: 0.01, percent: 100, feedback: null }],
    units: [
      { name: 'KB', factor: 1 },
      { name: '"MB" & more', factor: 0.001 },
    ],
  },
  {
    ...base('case'),
    kind: 'typed',
    caseSensitive: true,
    answers: [{ text: 'p->next', percent: 100, feedback: null }],
  },
  {
    ...base('in-order'),
    kind: 'choice',
    single: true,
    shuffled: false,
    options: [
      { text: html('a'), percent: 90, feedback: null },
      { text: html('b'), percent: 0, feedback: null },
    ],
  },
]

/** GIFT has no word for points. */
const inGift = (question: Question): Question => ({ ...question, points: 1 })

test('Moodle XML: a corpus with every feature is read as it was written, and is well-formed', () => {
  const all = [...CORPUS, ...ONLY_XML].map((one, i) => filed(one, i < 3 ? '운영체제/프로세스' : 'a & b/<c>'))
  const { text, refused } = moodleXml(all)
  expect(refused).toEqual([])
  expect(readMoodleXml(text)).toEqual({ questions: all, faults: [] })
  expect(readXml(text).children.filter((one) => typeof one !== 'string')).toHaveLength(all.length + 2)
  // Written again it is the same file.
  expect(moodleXml(readMoodleXml(text).questions).text).toBe(text)
})

test('GIFT: a corpus with every feature that it has is read as it was written', () => {
  const all = CORPUS.map((one, i) => filed(inGift(one), i < 3 ? null : '운영체제/프로세스'))
  const { text, refused } = gift(all)
  expect(refused).toEqual([])
  expect(readGift(text)).toEqual({ questions: all, faults: [] })
  expect(gift(readGift(text).questions).text).toBe(text)
})

test('what a format cannot carry is refused by name, and the rest is written', () => {
  const odd: Question = { ...base('odd'), kind: 'essay', text: html('\u0001') }
  const arrow: Question = {
    ...base('arrow'),
    kind: 'typed',
    caseSensitive: false,
    answers: [{ text: 'p->q', percent: 100, feedback: null }],
  }
  const all = [...ONLY_XML, arrow, CORPUS[0]!].map((one) => filed(one))
  expect(gift(all).refused).toEqual([
    { name: 'cloze', why: 'cloze' },
    { name: 'cloze-plain', why: 'cloze' },
    { name: 'units', why: 'units' },
    { name: 'case', why: 'case' },
    { name: 'in-order', why: 'weights' },
    { name: 'arrow', why: 'arrow' },
  ])
  expect(readGift(gift(all).text).questions.map(({ question }) => question.name)).toEqual(['single'])
  const made = moodleXml([filed(odd), filed(arrow)])
  expect(made.refused).toEqual([{ name: 'odd', why: 'character' }])
  expect(readMoodleXml(made.text).questions).toEqual([filed(arrow)])
})

const anyText = fc
  .string({ unit: fc.constantFrom(...'ab 1%=~#{}:\\n"\'&<>]-*/[가\n'), minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && !text.includes('->'))
const anyWritten = fc.record({
  text: anyText,
  format: fc.constantFrom('html', 'plain', 'markdown', 'moodle'),
}) as fc.Arbitrary<Written>
const anyWorth = { feedback: fc.option(anyWritten) }
const anyOptions = fc
  .tuple(
    fc.record({ text: anyWritten, percent: fc.constant(100), ...anyWorth }),
    fc.array(fc.record({ text: anyWritten, percent: fc.constantFrom(0, 50, -25, 100), ...anyWorth }), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([first, rest]) => [first, ...rest])
const anyTyped = fc.array(fc.record({ text: anyText, percent: fc.constantFrom(100, 50), ...anyWorth }), {
  minLength: 1,
  maxLength: 3,
})
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0)
const anyNear = fc.record({
  value: anyNumber,
  tolerance: anyNumber.map(Math.abs),
  percent: fc.constantFrom(100, 50),
  ...anyWorth,
})
/** What is said to every other number comes last. */
const anyNumbers = fc
  .tuple(fc.array(anyNear, { minLength: 1, maxLength: 3 }), fc.option(fc.record(anyWorth)))
  .map(([numbers, rest]) => [
    ...numbers,
    ...(rest ? [{ value: null, tolerance: 0, percent: 0, ...rest }] : []),
  ])
const anyGapAnswers = fc
  .tuple(
    fc.record({ text: anyText, feedback: fc.oneof(anyText, fc.constant('')), percent: fc.constant(100) }),
    fc.array(
      fc.record({ text: anyText, feedback: fc.constant(''), percent: fc.constantFrom(0, 33.33333, -50) }),
      { maxLength: 2 },
    ),
  )
  .map(([first, rest]) => [first, ...rest])
const weight = fc.integer({ min: 1, max: 9 })
const anyGap = fc.oneof(
  fc.record({ kind: fc.constant('typed'), weight, caseSensitive: fc.boolean(), answers: anyGapAnswers }),
  fc.record({
    ...{ kind: fc.constant('choice'), weight, shuffled: fc.boolean(), answers: anyGapAnswers },
    layout: fc.constantFrom('menu', 'column', 'row'),
  }),
  fc.record({
    ...{ kind: fc.constant('number'), weight },
    answers: anyNear.map((one) => [
      { percent: one.percent, text: String(one.value), tolerance: one.tolerance, feedback: '' },
    ]),
  }),
) as fc.Arbitrary<Gap>

/** Texts and gaps, no two texts beside each other. */
const anyCloze = fc
  .record({
    ...{ name: anyText, id: fc.constant(null), feedback: fc.option(anyWritten) },
    format: fc.constantFrom('html', 'plain', 'markdown', 'moodle'),
    pieces: fc.array(fc.tuple(anyGap, fc.option(anyText)), { minLength: 1, maxLength: 3 }),
  })
  .map(({ format, pieces, ...rest }) => ({
    ...{ ...rest, kind: 'cloze', format, text: { text: '', format } },
    points: pieces.reduce((sum, [gap]) => sum + gap.weight, 0),
    pieces: pieces.flatMap(([gap, after]) => (after === null ? [gap] : [gap, after])),
  })) as fc.Arbitrary<Question>

const anyQuestion: fc.Arbitrary<Question> = fc
  .tuple(
    fc.record({
      name: anyText,
      id: fc.option(anyText.map((id) => id.replace(/\s+/g, ' '))),
      text: anyWritten,
      feedback: fc.option(anyWritten),
      points: fc.constant(1),
    }),
    fc.oneof(
      fc.record({
        kind: fc.constant('choice' as const),
        single: fc.boolean(),
        shuffled: fc.constant(true),
        options: anyOptions,
      }),
      fc.record({
        kind: fc.constant('typed' as const),
        caseSensitive: fc.constant(false),
        answers: anyTyped,
      }),
      fc.record({ kind: fc.constant('truth' as const), isTrue: fc.boolean() }),
      fc.record({
        ...{ kind: fc.constant('number' as const), units: fc.constant([]), answers: anyNumbers },
      }),
      fc.record({
        ...{ kind: fc.constant('match' as const), shuffled: fc.constant(true) },
        pairs: fc.array(fc.record({ left: anyWritten, right: anyText }), { minLength: 2, maxLength: 4 }),
        extra: fc.array(anyText, { maxLength: 2 }),
      }),
      fc.record({ kind: fc.constant('essay' as const) }),
    ),
    fc.option(anyWritten),
    fc.option(anyWritten),
  )
  .map(([common, shape, right, wrong]) =>
    shape.kind === 'truth' ? { ...common, ...shape, told: { right, wrong } } : { ...common, ...shape },
  ) as fc.Arbitrary<Question>

test('questions made up of every mark are read as they were written, by both', () => {
  fc.assert(
    fc.property(fc.array(anyQuestion, { maxLength: 4 }), (questions) => {
      const all = questions.map((one) => filed(one, null))
      expect(readMoodleXml(moodleXml(all).text)).toEqual({ questions: all, faults: [] })
      expect(readGift(gift(all).text)).toEqual({ questions: all, faults: [] })
    }),
    { numRuns: 300 },
  )
})

test('texts with gaps are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(anyCloze, { maxLength: 3 }), (questions) => {
      const all = questions.map((one) => filed(one, null))
      expect(readMoodleXml(moodleXml(all).text)).toEqual({ questions: all, faults: [] })
    }),
    { numRuns: 300 },
  )
})

test('GIFT as people write it: comments, names left out, ranges, a gap in the text', () => {
  const written = `// a comment
$CATEGORY: $course$/top/OS/Fork

What does fork() return to the child? {=0 ~%-50%the PID#No. ~-1}

::Two::Two plus
// between
two is {#=4:0.1#Yes =%50%3..5 ~#No} in all.

{}

// [id:own one]
A description.`
  const { questions, faults } = readGift(written)
  expect(faults).toEqual([{ line: 10, code: 'empty', what: '' }])
  const moodle = (text: string): Written => ({ text, format: 'moodle' })
  const common = { id: null, feedback: null, points: 1 }
  expect(questions).toEqual([
    {
      category: 'OS/Fork',
      question: {
        ...common,
        ...{ kind: 'choice', single: true, shuffled: true },
        name: 'What does fork() return to the child?',
        text: moodle('What does fork() return to the child?'),
        options: [
          { text: moodle('0'), percent: 100, feedback: null },
          { text: moodle('the PID'), percent: -50, feedback: moodle('No.') },
          { text: moodle('-1'), percent: 0, feedback: null },
        ],
      },
    },
    {
      category: 'OS/Fork',
      question: {
        ...common,
        ...{ kind: 'number', name: 'Two', units: [] },
        text: moodle('Two plus\n\ntwo is _____ in all.'),
        answers: [
          { value: 4, tolerance: 0.1, percent: 100, feedback: moodle('Yes') },
          { value: 4, tolerance: 1, percent: 50, feedback: null },
          { value: null, tolerance: 0, percent: 0, feedback: moodle('No') },
        ],
      },
    },
    {
      category: 'OS/Fork',
      question: {
        ...common,
        ...{ kind: 'description', name: 'A description.', id: 'own one', text: moodle('A description.') },
      },
    },
  ])
})

test.each([
  ['unclosed', 2, 'a\nb {=c'],
  ['unclosed', 1, 'a } b'],
  ['escape', 2, 'a {\n=b\\q}'],
  ['escape', 1, 'a {=b} {=c}'],
  ['no-answer', 1, 'a {b}'],
  ['no-right', 1, 'a {~b ~c}'],
  ['percent', 3, 'a {\n=b\n~%150%c}'],
  ['number', 2, 'a {#\n=many:2}'],
  ['number', 2, 'a {#\n=5..3}'],
  ['pair', 3, 'a {\n=b -> c\n=d}'],
  ['pair', 1, 'a {=b -> c}'],
] as const)('GIFT: %s in line %i, and what stands beside it is read', (code, line, text) => {
  const { questions, faults } = readGift(`before {T}\n\n${text}\n\nafter {F}`)
  expect(faults).toEqual([{ line: line + 2, code, what: expect.any(String) }])
  expect(questions).toHaveLength(2)
})

const inQuiz = (question: string) => `<?xml version="1.0"?>\n<quiz>\n${question}\n</quiz>`
const named = (type: string, rest: string) =>
  `<question type="${type}">\n<name><text>n</text></name><questiontext><text>q</text></questiontext>\n${rest}</question>`

test.each([
  ['kind', 3, named('calculated', '')],
  ['no-answer', 3, named('multichoice', '')],
  ['no-right', 3, named('multichoice', '<answer fraction="0"><text>a</text></answer>')],
  ['percent', 5, named('multichoice', '<answer fraction="200"><text>a</text></answer>')],
  ['number', 5, named('numerical', '<answer fraction="100"><text>a</text></answer>')],
  ['empty', 5, named('shortanswer', '<answer fraction="100"><text/></answer>')],
  ['pair', 3, named('matching', '<subquestion><text>a</text><answer><text>b</text></answer></subquestion>')],
  ['no-answer', 3, named('cloze', '')],
  [
    'gap',
    3,
    '<question type="cloze"><name>n</name><questiontext><text>{1:SHORTANSWER:%0%a}</text></questiontext></question>',
  ],
  [
    'format',
    3,
    '<question type="essay"><name>n</name><questiontext format="tex">q</questiontext></question>',
  ],
  ['empty', 3, '<question type="essay"><name/><questiontext>q</questiontext></question>'],
] as const)('Moodle XML: %s in line %i, and what stands beside it is read', (code, line, question) => {
  const { questions, faults } = readMoodleXml(inQuiz(`${question}\n${named('essay', '')}`))
  expect(faults).toEqual([{ line, code, what: expect.any(String) }])
  expect(questions).toHaveLength(1)
})

test.each([
  [1, ''],
  [1, 'no XML'],
  [1, '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz/>'],
  [2, '<quiz>\n</quit>'],
  [2, '<quiz>\n&nbsp;</quiz>'],
  [2, '<quiz>\n&#1;</quiz>'],
  [1, '<quiz a="1" a="2"/>'],
  [1, '<quiz a=1/>'],
  [2, '<quiz>\n]]></quiz>'],
  [3, '<quiz>\n\n<question'],
  [1, '<quiz/><quiz/>'],
  [1, '<quiz><!-- a -- b --></quiz>'],
])('XML that is not well-formed is told by its line (%i): %j', (line, text) => {
  expect(readMoodleXml(text)).toEqual({
    questions: [],
    faults: [{ line, code: 'xml', what: expect.any(String) }],
  })
})
