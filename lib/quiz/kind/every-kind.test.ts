/** The table of every kind: what is no answer, what none can be, what is right, every slip that was foreseen, what is partly right,
 *  and its public form. A kind without its row, or a row without a column, is a type error. What else is so of one kind is
 *  in that kind's own tests. */
import { expect, test } from 'vitest'
import type { Explored } from '../explored'
import type { Evidence } from '../grade'
import type { AnswerOf, Item, ItemKind, ItemOf, Kinds, PublicItem, Remedy, Rubric } from '../item'
import { publicItem } from '../publish'
import { remediesOf } from '../remedy'
import { feedbackOf, score, validate } from '../score'

/** An answer without its kind; with what replaying or exploring it shows, where its kind asks for that. */
type Given<K extends ItemKind> = Kinds[K]['answer'] | readonly [Kinds[K]['answer'], Evidence]

type Row<K extends ItemKind> = {
  readonly item: ItemOf<K>
  readonly unanswered: readonly Kinds[K]['answer'][]
  readonly malformed: readonly Kinds[K]['answer'][]
  readonly right: readonly Given<K>[]
  /** Each with the misconception that is told first. */
  readonly slips: readonly (readonly [Given<K>, string])[]
  /** Each with its share of the points. */
  readonly part: readonly (readonly [Given<K>, number])[]
  /** Of its kind; lists in any order. */
  readonly shown: Kinds[K]['shown']
}

const both = (text: string) => ({ ko: text, en: text })
const base = {
  ...{
    id: 'concept.slug',
    section: 's',
    lesson: 'l',
    stem: both('stem'),
    hint: both('secret'),
    program: null,
  },
  explanation: both('secret'),
}
const rubric = (partial: Rubric['partial'], points = 4): { rubric: Rubric } => ({
  rubric: { points, partial },
})
const program = { file: 'a.c', source: 'int main(void) { return 0; }', config: { cores: 1 } }
const belief = (id: string): Remedy => ({
  ...{ misconception: { id, name: both('secret') }, feedback: both('secret'), scene: null },
})
const NONE: Remedy = { misconception: null, feedback: null, scene: null }
const named = (ids: string) => [...ids].map((id) => ({ id, text: both(`text ${id}`) }))
const shown = (ids: string) => [...ids].map((id) => ({ id, text: `text ${id}` }))
/** Options: those of `right` are, each other one comes of a belief of its own. */
const options = (ids: string, right: string) =>
  named(ids).map((one) => {
    const correct = right.includes(one.id)
    return { ...one, correct, ...(correct ? NONE : belief(`wrong#${one.id}`)) }
  })
/** What was put where: `p=a q=b`. */
const put = (words: string) => ({
  placed: Object.fromEntries(words.split(' ').flatMap((word) => (word ? [word.split('=')] : []))),
})
const ended = (stdout: string): Evidence => ({ state: 'finished', stdout, status: 0, deadlock: false })
const found = (stdout: string, together = 2): Explored => ({
  ...{ state: 'explored', complete: true, cut: null, states: 3, executions: 2, races: [], endless: null },
  outcomes: [{ stdout, status: 0, deadlock: false, schedule: 'A1', switches: 0 }],
  crew: { started: 2, together, writers: {} },
})
const MUST = { stdout: '2\n', status: 0, started: 2, together: 2, writers: {}, raceFree: true }

const TABLE: { readonly [K in ItemKind]: Row<K> } = {
  choice: {
    item: { ...base, kind: 'choice', ...rubric('whole'), options: options('abc', 'b') },
    unanswered: [{ option: '' }],
    malformed: [{ option: 'z' }, { option: 'ab' }],
    right: [{ option: 'b' }],
    slips: [
      [{ option: 'a' }, 'wrong#a'],
      [{ option: 'c' }, 'wrong#c'],
    ],
    part: [],
    shown: { options: shown('abc') },
  },
  multi: {
    item: { ...base, kind: 'multi', ...rubric('per-option'), options: options('abcd', 'ab') },
    unanswered: [{ options: [] }],
    malformed: [{ options: ['a', 'z'] }, { options: ['a', 'a'] }],
    right: [{ options: ['a', 'b'] }, { options: ['b', 'a'] }],
    slips: [
      [{ options: ['c'] }, 'wrong#c'],
      [{ options: ['a', 'b', 'd'] }, 'wrong#d'],
    ],
    part: [
      [{ options: ['a'] }, 1 / 2],
      [{ options: ['a', 'b', 'c'] }, 1 / 2],
      [{ options: ['a', 'c'] }, 0],
      [{ options: ['a', 'b', 'c', 'd'] }, 0],
    ],
    shown: { options: shown('abcd') },
  },
  'possible-outputs': {
    item: {
      ...{ ...base, kind: 'possible-outputs', ...rubric('per-option'), program },
      ...{ options: options('abcd', 'ab'), key: { orders: 6, witnesses: { a: 'secret', b: 'secret' } } },
    },
    unanswered: [{ options: [] }],
    malformed: [{ options: ['z'] }, { options: ['b', 'b'] }],
    right: [{ options: ['b', 'a'] }],
    slips: [
      [{ options: ['a', 'c'] }, 'wrong#c'],
      [{ options: ['d'] }, 'wrong#d'],
    ],
    part: [
      [{ options: ['b'] }, 1 / 2],
      [{ options: ['b', 'd'] }, 0],
    ],
    shown: { options: shown('abcd') },
  },
  predict: {
    item: {
      ...{ ...base, kind: 'predict', ...rubric('per-line'), program },
      ...{ key: { stdout: 'one\ntwo\n' }, slips: [{ stdout: 'two\none\n', ...belief('order#1') }] },
    },
    unanswered: [{ stdout: '' }, { stdout: ' \n' }],
    malformed: [{ stdout: 'a\0' }, { stdout: 'x', nothing: true }, { stdout: 'x'.repeat(4_001) }],
    right: [{ stdout: 'one\ntwo' }, { stdout: 'one\r\ntwo\n' }],
    slips: [[{ stdout: 'two\none' }, 'order#1']],
    part: [
      [{ stdout: 'one\nthree' }, 1 / 2],
      [{ stdout: 'three' }, 0],
    ],
    shown: {},
  },
  schedule: {
    item: {
      ...{ ...base, kind: 'schedule', ...rubric('whole'), program },
      key: { outcome: { stdout: '1\n', status: null, deadlock: null }, witness: 'secret', maxSteps: 500 },
      slips: [{ stdout: '2\n', ...belief('race#1') }],
    },
    unanswered: [{ schedule: '' }, { schedule: ' ' }],
    malformed: [{ schedule: '가' }, { schedule: '0'.repeat(10_001) }],
    right: [[{ schedule: 'A1B1' }, ended('1\n')]],
    slips: [[[{ schedule: 'A2' }, ended('2\n')], 'race#1']],
    part: [],
    shown: {},
  },
  mend: {
    item: {
      ...{ ...base, kind: 'mend', ...rubric('whole'), program, must: MUST, key: { mended: 'secret' } },
      slips: [
        { fault: 'output', stdout: '0\n', ...belief('mend#1') },
        { fault: 'together', stdout: null, ...belief('mend#2') },
      ],
    },
    unanswered: [{ source: '' }, { source: '\n' }],
    malformed: [{ source: 'int\0' }, { source: 'x'.repeat(8_001) }],
    right: [[{ source: 'mended' }, found('2\n')]],
    slips: [
      [[{ source: 'says nothing' }, found('0\n')], 'mend#1'],
      [[{ source: 'one by one' }, found('2\n', 1)], 'mend#2'],
    ],
    part: [],
    shown: { must: MUST },
  },
  classify: {
    item: {
      ...{ ...base, kind: 'classify', ...rubric('per-part'), pieces: named('pqrs'), groups: named('ab') },
      ...{ key: put('p=a q=a r=b s=b'), slips: [{ at: 's', put: 'a', ...belief('own#1') }] },
    },
    unanswered: [put(''), put('p=a q=a r=b')],
    malformed: [put('p=a q=a r=b s=z'), put('p=a q=a r=b s=b z=a')],
    right: [put('p=a q=a r=b s=b')],
    slips: [[put('p=b q=a r=b s=a'), 'own#1']],
    part: [
      [put('p=a q=a r=b s=a'), 3 / 4],
      [put('p=b q=b r=a s=a'), 0],
    ],
    shown: { pieces: shown('pqrs'), groups: shown('ab') },
  },
  match: {
    item: {
      ...{ ...base, kind: 'match', ...rubric('per-part'), left: named('pqr'), right: named('abcd') },
      key: put('p=a q=b r=c'),
      slips: [
        { at: 'q', put: 'd', ...belief('way#1') },
        { at: 'p', put: null, ...belief('way#2') },
      ],
    },
    unanswered: [put(''), put('p=a q=b')],
    malformed: [put('p=a q=a r=c'), put('p=a q=b r=z')],
    right: [put('p=a q=b r=c')],
    slips: [
      [put('p=a q=d r=c'), 'way#1'],
      [put('p=b q=a r=c'), 'way#2'],
    ],
    part: [
      [put('p=a q=d r=c'), 2 / 3],
      [put('p=b q=c r=a'), 0],
    ],
    shown: { left: shown('pqr'), right: shown('abcd') },
  },
  label: {
    item: {
      ...{ ...base, kind: 'label', ...rubric('per-part'), names: named('abcd'), key: put('p=a q=b r=c') },
      places: [...'pqr'].map((id) => ({ id, address: `0x${id}`, note: both(`note ${id}`), below: null })),
      slips: [{ at: 'q', put: 'c', ...belief('space#1') }],
    },
    unanswered: [put(''), put('p=a q=b')],
    malformed: [put('p=a q=a r=c'), put('p=a q=b r=z'), put('p=a q=b r=c z=d')],
    right: [put('p=a q=b r=c')],
    slips: [[put('p=a q=c r=b'), 'space#1']],
    part: [[put('p=a q=c r=b'), 1 / 3]],
    shown: {
      places: [...'pqr'].map((id) => ({ id, address: `0x${id}`, note: `note ${id}`, below: null })),
      names: shown('abcd'),
    },
  },
  cloze: {
    item: {
      ...{ ...base, kind: 'cloze', ...rubric('per-part'), text: both('{a} and {b}') },
      blanks: [{ id: 'a' }, { id: 'b' }],
      key: { accepted: { a: { ko: ['부모'], en: ['parent'] }, b: { ko: ['0'], en: ['0', 'zero'] } } },
      slips: [{ at: 'b', typed: '1', ...belief('fork#1') }],
    },
    unanswered: [{ placed: {} }, { placed: { a: 'parent', b: ' ' } }],
    malformed: [{ placed: { a: 'x', b: 'x', z: 'x' } }, { placed: { a: 'x', b: '\0' } }],
    right: [{ placed: { a: 'Parent', b: 'zero' } }, { placed: { a: '부 모', b: '0' } }],
    slips: [[{ placed: { a: 'parent', b: '1' } }, 'fork#1']],
    part: [
      [{ placed: { a: 'parent', b: '2' } }, 1 / 2],
      [{ placed: { a: 'child', b: '2' } }, 0],
    ],
    shown: { text: '{a} and {b}', blanks: [{ id: 'a' }, { id: 'b' }] },
  },
  'state-trace': {
    item: {
      ...{ ...base, kind: 'state-trace', ...rubric('per-part'), rows: named('AB'), columns: named('12') },
      ...{ states: named('rwy'), given: { 'A.1': 'r', 'B.1': 'y' }, key: put('A.2=w B.2=r') },
      slips: [{ at: 'B.2', put: 'y', ...belief('states#1') }],
    },
    unanswered: [put(''), put('A.2=w')],
    malformed: [put('A.2=w B.2=z'), put('A.1=r A.2=w B.2=r'), put('A.2=w B.2=r C.9=r')],
    right: [put('A.2=w B.2=r')],
    slips: [[put('A.2=w B.2=y'), 'states#1']],
    part: [[put('A.2=w B.2=y'), 1 / 2]],
    shown: {
      ...{ rows: shown('AB'), columns: shown('12'), states: shown('rwy') },
      given: { 'A.1': 'r', 'B.1': 'y' },
    },
  },
  tree: {
    item: {
      ...{ ...base, kind: 'tree', ...rubric('per-part'), program, root: 'a', processes: named('abcd') },
      ...{ key: put('b=a c=a d=b'), slips: [{ at: 'd', put: 'a', ...belief('fork#1') }] },
    },
    unanswered: [put(''), put('b=a c=a')],
    malformed: [put('b=a c=a d=d'), put('b=d c=a d=b'), put('a=b b=a c=a d=b')],
    right: [put('b=a c=a d=b')],
    slips: [[put('b=a c=a d=a'), 'fork#1']],
    part: [[put('b=a c=a d=a'), 2 / 3]],
    shown: { root: 'a', processes: shown('abcd') },
  },
  order: {
    item: {
      ...{ ...base, kind: 'order', ...rubric('per-part'), pieces: named('abcx') },
      key: {
        order: ['a', 'b', 'c'],
        before: [
          ['a', 'b'],
          ['a', 'c'],
        ],
        count: 2,
      },
      slips: [
        { first: 'c', next: 'a', ...belief('pipe#1') },
        { first: 'x', next: null, ...belief('pipe#2') },
      ],
    },
    unanswered: [{ order: [] }],
    malformed: [{ order: ['a', 'z'] }, { order: ['a', 'a', 'b'] }],
    right: [{ order: ['a', 'b', 'c'] }, { order: ['a', 'c', 'b'] }],
    slips: [
      [{ order: ['c', 'a', 'b'] }, 'pipe#1'],
      [{ order: ['a', 'b', 'c', 'x'] }, 'pipe#2'],
    ],
    part: [[{ order: ['c', 'a', 'b'] }, 1 / 2]],
    shown: { pieces: shown('abcx'), unused: 1 },
  },
  numeric: {
    item: {
      ...{ ...base, kind: 'numeric', ...rubric('whole'), key: { value: 2000 }, tolerance: 10 },
      units: [
        { id: 'a', text: both('text a'), factor: 1 },
        { id: 'b', text: both('text b'), factor: 1000 },
      ],
      slips: [{ value: 4000, ...belief('time#1') }],
    },
    unanswered: [
      { typed: ' ', unit: 'a' },
      { typed: '2000', unit: null },
    ],
    malformed: [
      { typed: 'two', unit: 'a' },
      { typed: '2000', unit: 'z' },
      { typed: '1'.repeat(41), unit: 'a' },
    ],
    right: [
      { typed: '2,000', unit: 'a' },
      { typed: '2.01', unit: 'b' },
    ],
    slips: [[{ typed: '4', unit: 'b' }, 'time#1']],
    part: [],
    shown: { tolerance: 10, units: shown('ab') },
  },
  card: {
    item: { ...base, kind: 'card', ...rubric('whole', 0) },
    // Whoever has not rated has sent nothing.
    unanswered: [],
    malformed: [{ rating: 0 as 1 }, { rating: 5 as 1 }, { rating: 1.5 as 1 }],
    // No rating is wrong.
    right: [{ rating: 1 }, { rating: 4 }],
    slips: [],
    part: [],
    shown: {},
  },
}

for (const [kind, row] of Object.entries(TABLE) as [ItemKind, Row<ItemKind>][]) {
  const item = row.item as Item
  const answered = (given: Given<ItemKind>) => {
    const [fields, evidence] = Array.isArray(given) ? given : [given, null]
    const answer = { kind, ...fields } as AnswerOf<ItemKind>
    const grade = score(item, answer, evidence)
    if (grade.state !== 'scored') throw new Error(`${JSON.stringify(given)} is ${JSON.stringify(grade)}`)
    return feedbackOf(item, grade, 'en')
  }
  const whatIs = (fields: object) => validate(item, { kind, ...fields } as AnswerOf<ItemKind>)

  test(`${kind}: what is no answer yet, and what none can be, is told apart and worth no score`, () => {
    expect(row.unanswered.map(whatIs)).toEqual(row.unanswered.map(() => 'unanswered'))
    for (const fields of row.malformed) expect(whatIs(fields)).toMatch(/^(?:ill-formed|too-long)$/)
    expect(row.malformed.length).toBeGreaterThan(1)
    for (const fields of [...row.unanswered, ...row.malformed])
      expect(score(item, { kind, ...fields } as AnswerOf<ItemKind>, null).state).toBe('invalid')
  })

  test(`${kind}: what is right earns every point`, () => {
    const told = row.right.map(answered)
    expect(told.map(({ earned, total }) => [earned, total])).toEqual(
      told.map(() => [item.rubric.points, item.rubric.points]),
    )
    expect(told.map(({ correct }) => correct)).toEqual(told.map(() => (kind === 'card' ? null : true)))
    expect(told.length).toBeGreaterThan(0)
  })

  test(`${kind}: each slip earns less, and its belief is told first`, () => {
    for (const [given, misconception] of row.slips) {
      const { correct, chosen } = answered(given)
      expect([correct, chosen.find((one) => !one.correct)?.misconception?.id]).toEqual([false, misconception])
    }
    const foreseen = remediesOf(item).map((remedy) => remedy.misconception?.id)
    expect(row.slips.map(([, misconception]) => misconception)).toEqual(foreseen)
  })

  test(`${kind}: what is partly right earns its share`, () => {
    for (const [given, share] of row.part) {
      const { earned, total, correct } = answered(given)
      expect(earned, JSON.stringify(given)).toBeCloseTo(share * total, 9)
      expect(correct).toBe(false)
    }
    // Where there are parts some are right alone.
    expect(row.part.some(([, share]) => share > 0)).toBe(item.rubric.partial !== 'whole')
  })

  test(`${kind}: a browser is told this and no more`, () => {
    const seen = publicItem(item, 'en', 1)
    const { id, section, lesson, program: run } = item
    const every = { id, section, lesson, kind, program: run, stem: 'stem', points: item.rubric.points }
    const told = { ...every, hash: seen.hash, seed: 1, locale: 'en', hasHint: true, ...(row.shown as object) }
    expect(unordered(seen)).toEqual(unordered(told as PublicItem))
  })
}

/** With its lists in one order: which one is the seed's to say. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unordered(one)]))
}
