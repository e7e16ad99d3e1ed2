/** Items of every kind as QTI: what is written keeps the rules of the specification, earns what it earns here, and says what is
 *  said here. */
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { Item, ItemProgram, Localized } from '@/lib/quiz/item'
import { type QtiSource, qtiPackage, qtiRefused } from './qti-package'
import { elementsIn, markQti, qtiFaults, textOf } from './test-qti'
import { readXml } from './xml'

const both = (text: string): Localized => ({ ko: `${text} 한`, en: `${text} en` })
const program: ItemProgram = {
  ...{ file: 'a.c', config: {} },
  source: 'int main(void) {\n\tif (a < b && c > 0) puts("]]>");\n}\n',
}
const nothing = { misconception: null, feedback: null, scene: null }
const says = (text: string) => ({ ...nothing, feedback: both(text) })
const base = (slug: string) => ({
  ...{ id: `qti.${slug}`, section: 's', lesson: 'l', hint: null, program: null },
  stem: both(`What is \`a < b && "c"\` **now** (${slug})?\nAnd then?`),
  explanation: both('Because & so.'),
  rubric: { points: 3, partial: 'per-part' as const },
})
const whole = { points: 2, partial: 'whole' as const }
const named = (...ids: string[]) => ids.map((id) => ({ id, text: both(`\`${id}\` <${id}>`) }))
const options = [
  { id: '1', text: both('`0`'), correct: true, ...says('Yes.') },
  { id: '2', text: both('the "PID"'), correct: true, ...nothing },
  { id: '3', text: both('-1'), correct: false, ...says('No: **-1** is an error.') },
  { id: '4', text: both('none'), correct: false, ...nothing },
]
const single = options.map((one) => ({ ...one, correct: one.id === '1' }))
const slots = { placed: { a: 'x', b: 'y', c: 'x' } }
const slotSlips = [
  { at: 'a', put: 'y', ...says('a is not y') },
  { at: 'b', put: null, ...says('b is y') },
]
const accepted = {
  a: { ko: ['프로세스', 'PROCESS'], en: ['process', 'a task'] },
  b: { ko: ['9'], en: ['9'] },
}
const clozeSlips = [{ at: 'a', typed: 'Thread', ...says('A thread is another thing.') }]
const units = [
  { id: 'kb', text: both('KB'), factor: 1 },
  { id: 'mb', text: both('MB'), factor: 1024 },
]

type Answered = readonly [responses: Record<string, string[]>, score: number, said: string[]]

/** Every kind, with responses and what comes of them. */
const CORPUS: readonly (readonly [Item, ...Answered[]])[] = [
  [
    { ...base('choice'), kind: 'choice', options: single, program },
    [{ RESPONSE: ['option_1'] }, 3, ['Yes.', 'Because & so.']],
    [{ RESPONSE: ['option_3'] }, 0, ['No: -1 is an error.', 'Because & so.']],
    [{}, 0, ['Because & so.']],
  ],
  [
    { ...base('multi'), rubric: { points: 3, partial: 'per-option' }, kind: 'multi', options },
    [{ RESPONSE: ['option_2', 'option_1'] }, 3, ['Yes.', 'Because & so.']],
    [{ RESPONSE: ['option_2'] }, 1.5, ['Because & so.']],
    [
      { RESPONSE: ['option_1', 'option_2', 'option_3'] },
      1.5,
      ['Yes.', 'No: -1 is an error.', 'Because & so.'],
    ],
    [{ RESPONSE: ['option_1', 'option_3', 'option_4'] }, 0, ['Yes.', 'No: -1 is an error.', 'Because & so.']],
  ],
  [
    { ...base('multi-whole'), rubric: whole, kind: 'multi', options },
    [{ RESPONSE: ['option_2', 'option_1'] }, 2, ['Yes.', 'Because & so.']],
    [{ RESPONSE: ['option_2'] }, 0, ['Because & so.']],
  ],
  [
    {
      ...base('outputs'),
      ...{ kind: 'possible-outputs', rubric: { points: 3, partial: 'per-option' }, program, options },
      key: { orders: 2, witnesses: {} },
    },
    [{ RESPONSE: ['option_1', 'option_2'] }, 3, ['Yes.', 'Because & so.']],
  ],
  [
    {
      ...base('predict'),
      ...{ kind: 'predict', program, key: { stdout: 'A < 1\n' } },
      slips: [{ stdout: 'a < 1\n', ...says('Capital.') }],
    },
    [{ RESPONSE: ['A < 1'] }, 3, ['Because & so.']],
    [{ RESPONSE: ['a < 1'] }, 0, ['Capital.', 'Because & so.']],
  ],
  [
    {
      ...base('lines'),
      kind: 'predict',
      program,
      key: { stdout: '1\n 2\n' },
      slips: [{ stdout: '', ...says('x') }],
    },
    [{ RESPONSE: ['1\n 2'] }, 3, ['Because & so.']],
    [{ RESPONSE: ['1\n2'] }, 0, ['Because & so.']],
  ],
  [
    {
      ...base('numeric'),
      ...{ kind: 'numeric', rubric: whole, key: { value: 0.3 }, tolerance: 0, units: units.slice(0, 1) },
      slips: [{ value: 3, ...says('Ten times.') }],
    },
    [{ RESPONSE: [String(0.1 + 0.2)] }, 2, ['Because & so.']],
    [{ RESPONSE: ['3'] }, 0, ['Ten times.', 'Because & so.']],
    [{ RESPONSE: ['0.4'] }, 0, ['Because & so.']],
  ],
  [
    {
      ...base('units'),
      ...{ kind: 'numeric', rubric: whole, key: { value: 2048 }, tolerance: 1, units },
      slips: [
        { value: 2049, ...says('Never said.') },
        { value: 2, ...says('A thousand times.') },
      ],
    },
    [{ RESPONSE: ['2'], RESPONSE_unit: ['option_mb'] }, 2, ['Because & so.']],
    [{ RESPONSE: ['2049'], RESPONSE_unit: ['option_kb'] }, 2, ['Because & so.']],
    [{ RESPONSE: ['2'], RESPONSE_unit: ['option_kb'] }, 0, ['A thousand times.', 'Because & so.']],
    [{ RESPONSE: ['2048'] }, 0, ['Because & so.']],
  ],
  [
    {
      ...base('cloze'),
      ...{ kind: 'cloze', blanks: [{ id: 'a' }, { id: 'b' }], key: { accepted }, slips: clozeSlips },
      text: both('A {a} has the number {b}, {c} & <so>'),
    },
    [{ RESPONSE_a: ['Process'], RESPONSE_b: ['9'] }, 3, ['Because & so.']],
    [{ RESPONSE_a: ['프로세스'], RESPONSE_b: ['8'] }, 1.5, ['Because & so.']],
    [{ RESPONSE_a: ['thread'] }, 0, ['A thread is another thing.', 'Because & so.']],
  ],
  [
    {
      ...base('cloze-whole'),
      ...{ kind: 'cloze', rubric: whole, blanks: [{ id: 'a' }, { id: 'b' }], key: { accepted }, slips: [] },
      text: both('{a}{b}'),
    },
    [{ RESPONSE_a: ['a task'], RESPONSE_b: ['9'] }, 2, ['Because & so.']],
    [{ RESPONSE_a: ['a task'] }, 0, ['Because & so.']],
  ],
  ...(['per-part', 'whole'] as const).map((partial): readonly [Item, ...Answered[]] => [
    {
      ...base(`classify-${partial}`),
      ...{ kind: 'classify', rubric: { points: 3, partial }, key: slots, slips: slotSlips },
      ...{ pieces: named('a', 'b', 'c'), groups: named('x', 'y') },
    },
    [{ RESPONSE: ['left_c right_x', 'left_a right_x', 'left_b right_y'] }, 3, ['Because & so.']],
    [
      { RESPONSE: ['left_a right_y', 'left_b right_x', 'left_c right_x'] },
      partial === 'whole' ? 0 : 1,
      ['a is not y', 'b is y', 'Because & so.'],
    ],
  ]),
  [
    {
      ...base('match'),
      ...{ kind: 'match', key: { placed: { a: 'x', b: 'y' } }, slips: [] },
      ...{ left: named('a', 'b'), right: named('x', 'y', 'z') },
    },
    [{ RESPONSE: ['left_a right_x', 'left_b right_z'] }, 1.5, ['Because & so.']],
  ],
  [
    {
      ...base('label'),
      ...{ kind: 'label', names: named('x', 'y'), key: { placed: { a: 'x' } }, slips: [] },
      places: [
        { id: 'a', address: '0x10 <', note: both('note'), below: null },
        { id: 'b', address: null, note: null, below: both('below') },
      ],
    },
    [{ RESPONSE: ['left_a right_x'] }, 3, ['Because & so.']],
  ],
  [
    {
      ...base('tree'),
      ...{ kind: 'tree', program, root: 'a', processes: named('a', 'b'), slips: [] },
      key: { placed: { b: 'a' } },
    },
    [{ RESPONSE: ['left_b right_a'] }, 3, ['Because & so.']],
  ],
  [
    {
      ...base('trace'),
      ...{ kind: 'state-trace', rows: named('r'), columns: named('1', '2', '3'), states: named('x', 'y') },
      ...{ given: { 'r.1': 'x' }, key: { placed: { 'r.2': 'y', 'r.3': 'x' } } },
      slips: [{ at: 'r.2', put: 'x', ...says('It moved.') }],
    },
    [{ 'RESPONSE_r.2': ['RESPONSE_r.2_y'], 'RESPONSE_r.3': ['RESPONSE_r.3_x'] }, 3, ['Because & so.']],
    [
      { 'RESPONSE_r.2': ['RESPONSE_r.2_x'], 'RESPONSE_r.3': ['RESPONSE_r.3_x'] },
      1.5,
      ['It moved.', 'Because & so.'],
    ],
  ],
  [
    {
      ...base('order'),
      ...{ kind: 'order', pieces: named('a', 'b', 'c', 'd'), slips: [] },
      key: {
        order: ['a', 'b', 'c'],
        before: [
          ['a', 'b'],
          ['a', 'c'],
        ],
        count: 2,
      },
    },
    [{ RESPONSE: ['option_a', 'option_b', 'option_c'] }, 3, ['Because & so.']],
    [{ RESPONSE: ['option_a', 'option_c', 'option_b'] }, 3, ['Because & so.']],
    [{ RESPONSE: ['option_b', 'option_a', 'option_c'] }, 0, ['Because & so.']],
    [{ RESPONSE: ['option_a', 'option_b', 'option_d'] }, 0, ['Because & so.']],
  ],
  [{ ...base('card'), kind: 'card' }, [{ RESPONSE: ['my words'] }, 0, ['Because & so.']]],
]

const source = (item: Item, locales: QtiSource['locales'] = ['ko', 'en']): QtiSource => ({
  ...{ item, locales, category: both('A & <B>') },
})
const filesOf = (bytes: Uint8Array) =>
  new Map(Object.entries(unzipSync(bytes)).map(([path, one]) => [path, strFromU8(one)]))

test.each(CORPUS.map(([item, ...answered]) => [item.kind, item, answered] as const))(
  '%s: the rules are kept, and what is earned and said is right',
  async (_kind, item, answered) => {
    expect(qtiRefused([source(item)])).toEqual([])
    const files = filesOf(await qtiPackage([source(item)]))
    for (const [locale, mark] of [
      ['ko', ' 한'],
      ['en', ' en'],
    ] as const) {
      const xml = files.get(`items/${item.id}.${locale}.xml`) ?? ''
      expect(qtiFaults(xml)).toEqual([])
      const root = readXml(xml)
      expect(root.attributes).toMatchObject({ identifier: item.id, 'xml:lang': locale })
      expect(textOf(root)).not.toContain(locale === 'ko' ? ' en' : ' 한')
      if (item.program)
        expect([...elementsIn(root)].find(({ name }) => name === 'pre')).toSatisfy(
          (pre) => textOf(pre) === program.source,
        )
      for (const [responses, score, said] of answered) {
        const got = markQti(xml, responses)
        expect(got.score).toBeCloseTo(score, 6)
        expect(got.said).toEqual(said.map((one) => one + mark))
      }
    }
  },
)

test('the package is one file of each language and item, a test of each language, and a manifest that names them all', async () => {
  const items = CORPUS.map(([item]) => item)
  const all = items.map((item, i) => source(item, i === 0 ? ['ko'] : undefined))
  const files = filesOf(await qtiPackage(all))
  const manifest = readXml(files.get('imsmanifest.xml') ?? '')
  const within = [...elementsIn(manifest)]
  expect(manifest.attributes).toMatchObject({ xmlns: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1' })
  expect(manifest.children.map((one) => (typeof one === 'string' ? one : one.name))).toEqual([
    ...['metadata', 'organizations', 'resources'],
  ])
  expect(textOf(within.find(({ name }) => name === 'schema')!)).toBe('QTI Package')
  expect(textOf(within.find(({ name }) => name === 'schemaversion')!)).toBe('3.0.0')
  const resources = within.filter(({ name }) => name === 'resource')
  const ids = resources.map(({ attributes }) => attributes.identifier)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...resources.map(({ attributes }) => attributes.href), 'imsmanifest.xml'].sort()).toEqual(
    [...files.keys()].sort(),
  )
  for (const one of resources) {
    const parts = [...elementsIn(one)]
    expect(parts.filter(({ name }) => name === 'file').map(({ attributes }) => attributes.href)).toEqual([
      one.attributes.href,
    ])
    for (const { name, attributes } of parts)
      if (name === 'dependency') expect(ids).toContain(attributes.identifierref)
    expect(one.attributes.type).toBe(
      one.attributes.href?.startsWith('test.') ? 'imsqti_test_xmlv3p0' : 'imsqti_item_xmlv3p0',
    )
  }
  for (const [locale, count] of [
    ['ko', items.length],
    ['en', items.length - 1],
  ] as const) {
    const parts = [...elementsIn(readXml(files.get(`test.${locale}.xml`) ?? ''))]
    const refs = parts.filter(({ name }) => name === 'qti-assessment-item-ref')
    expect(refs).toHaveLength(count)
    for (const { attributes } of refs) expect(files.has(attributes.href ?? '')).toBe(true)
    const sections = parts.filter(({ name }) => name === 'qti-assessment-section')
    expect(sections.map(({ attributes }) => attributes.title)).toEqual([both('A & <B>')[locale]])
  }
  expect(await qtiPackage(all)).toEqual(await qtiPackage(all))
})

test('whoever else waits for the thread gets it while a large package is made', async () => {
  let turns = 0
  const waiting = setInterval(() => turns++, 0)
  const long = 'long '.repeat(4_000)
  const sources = Array.from({ length: 60 }, (_, i) =>
    source({ ...CORPUS[0]![0], id: `qti.n${i}`, explanation: both(`${i} ${long}`) }),
  )
  await qtiPackage(sources)
  clearInterval(waiting)
  expect(turns).toBeGreaterThan(5)
})

test('where nothing is said the standard template marks it', async () => {
  const mute = options.map((one) => ({ ...one, ...nothing }))
  const item: Item = {
    ...base('mute'),
    ...{ kind: 'multi', explanation: { ko: '', en: '' }, options: mute },
    rubric: { points: 3, partial: 'per-option' },
  }
  const xml = filesOf(await qtiPackage([source(item)])).get('items/qti.mute.en.xml') ?? ''
  expect(qtiFaults(xml)).toEqual([])
  expect(xml).toContain('template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml"')
  expect(markQti(xml, { RESPONSE: ['option_1'] })).toEqual({ score: 1.5, said: [] })
})

test('what QTI has no interaction or score for is refused by name, and the rest is written', async () => {
  const key = { outcome: { stdout: null, status: null, deadlock: true }, witness: '', maxSteps: 1 }
  const ids = ['a', 'b', 'c', 'd', 'e']
  const odd: Item[] = [
    { ...base('schedule'), kind: 'schedule', program, key, slips: [] },
    {
      ...base('mend'),
      kind: 'mend',
      program,
      must: { finishes: true } as never,
      key: { mended: '' },
      slips: [],
    },
    { ...base('silent'), kind: 'predict', program, key: { stdout: '\n' }, slips: [] },
    {
      ...base('any'),
      kind: 'order',
      pieces: named(...ids),
      key: { order: ids, before: [], count: 120 },
      slips: [],
    },
    { ...base('odd'), stem: both('\u0001'), kind: 'card' },
  ]
  const sources = [...odd, CORPUS[0]![0]].map((item) => source(item))
  expect(qtiRefused(sources)).toEqual([
    { name: 'qti.schedule', why: 'schedule' },
    { name: 'qti.mend', why: 'mend' },
    { name: 'qti.silent', why: 'nothing' },
    { name: 'qti.any', why: 'orders' },
    { name: 'qti.odd', why: 'character' },
  ])
  expect([...filesOf(await qtiPackage(sources)).keys()].filter((path) => path.startsWith('items/'))).toEqual([
    'items/qti.choice.ko.xml',
    'items/qti.choice.en.xml',
  ])
})

test('the rules are told when they are broken', async () => {
  const xml = filesOf(await qtiPackage([source(CORPUS[0]![0])])).get('items/qti.choice.en.xml') ?? ''
  const broken: readonly (readonly [from: string | RegExp, to: string])[] = [
    [/ identifier="qti\.choice"/, ''],
    ['cardinality="single" base-type="identifier"', 'cardinality="multiple" base-type="identifier"'],
    ['<qti-value>option_1<', '<qti-value>option_9<'],
    ['identifier="option_2"', 'identifier="option_1"'],
    ['identifier="option_2"', 'identifier="2"'],
    ['<qti-variable identifier="RESPONSE"/>', '<qti-variable identifier="OTHER"/>'],
    [/<qti-mapping.*<\/qti-mapping>/, ''],
    ['<p>', '<p style="x">'],
    ['<p>', '<div/><p>'],
    [/(<qti-item-body>.*<\/qti-item-body>)(<qti-response-processing>.*<\/qti-response-processing>)/s, '$2$1'],
  ]
  for (const [from, to] of broken) {
    const other = xml.replace(from, to)
    expect(other).not.toBe(xml)
    expect([String(from), ...qtiFaults(other)].length).toBeGreaterThan(1)
  }
})
