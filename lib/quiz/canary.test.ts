import { expect, test } from 'vitest'
import type { Item, ItemKind, ItemOf, Remedy } from './item'
import { publicItem } from './publish'

/** In every private field of every kind stands this; none of it may be published. */
const CANARY = 'kanarienvogel'
const SECRET_NUMBER = 1_234_567
const secret = { ko: CANARY, en: CANARY }
const shown = { ko: '보이는', en: 'shown' }
const program = { file: 'shown.c', source: 'shown', config: { cores: 1 } }
const remedy: Remedy = {
  misconception: { id: CANARY, name: secret },
  feedback: secret,
  scene: {
    file: CANARY,
    source: CANARY,
    config: { cores: CANARY },
    schedule: CANARY,
    step: 7,
    believed: { source: CANARY, at: { believed: SECRET_NUMBER, real: SECRET_NUMBER }, show: [CANARY] },
  },
}
const base = {
  id: 'concept.slug',
  section: 'section',
  lesson: 'lesson',
  stem: shown,
  hint: secret,
  explanation: secret,
  rubric: { points: 1, partial: 'whole' as const },
  program,
}
const parts = ['a', 'b', 'c'].map((id) => ({ id, text: shown }))
const options = parts.map((part) => ({ ...part, correct: part.id === 'b', ...remedy }))
const slips = [{ stdout: CANARY, ...remedy }]
const outcome = { stdout: CANARY, status: SECRET_NUMBER, deadlock: true }
const slotted = { key: { placed: { a: CANARY } }, slips: [{ at: CANARY, put: CANARY, ...remedy }] }

/** One of each kind, and the fields that a browser gets of it besides those of every kind. */
const EVERY: { readonly [K in ItemKind]: readonly [item: ItemOf<K>, fields: string] } = {
  choice: [{ ...base, kind: 'choice', options }, 'options.id options.text'],
  multi: [{ ...base, kind: 'multi', options }, 'options.id options.text'],
  'possible-outputs': [
    {
      ...base,
      kind: 'possible-outputs',
      options,
      key: { orders: SECRET_NUMBER, witnesses: { b: CANARY } },
    },
    'options.id options.text',
  ],
  predict: [{ ...base, kind: 'predict', key: { stdout: CANARY }, slips }, ''],
  schedule: [
    { ...base, kind: 'schedule', key: { outcome, witness: CANARY, maxSteps: SECRET_NUMBER }, slips },
    '',
  ],
  mend: [
    {
      ...base,
      kind: 'mend',
      must: { stdout: 'shown', status: 0, started: 2, together: 2, writers: { count: 2 }, raceFree: true },
      key: { mended: CANARY },
      slips: [{ fault: 'output', stdout: CANARY, ...remedy }],
    },
    'must must.raceFree must.started must.status must.stdout must.together must.writers must.writers.count',
  ],
  classify: [
    { ...base, kind: 'classify', pieces: parts, groups: parts, ...slotted },
    'groups.id groups.text pieces.id pieces.text',
  ],
  match: [
    { ...base, kind: 'match', left: parts, right: parts, ...slotted },
    'left.id left.text right.id right.text',
  ],
  label: [
    {
      ...base,
      kind: 'label',
      places: parts.map(({ id }) => ({ id, address: '0x1', note: shown, below: null })),
      names: parts,
      ...slotted,
    },
    'names.id names.text places.address places.below places.id places.note',
  ],
  cloze: [
    {
      ...base,
      kind: 'cloze',
      text: shown,
      blanks: [{ id: 'a' }],
      key: { accepted: { a: { ko: [CANARY], en: [CANARY] } } },
      slips: [{ at: 'a', typed: CANARY, ...remedy }],
    },
    'blanks.id text',
  ],
  'state-trace': [
    {
      ...base,
      kind: 'state-trace',
      rows: parts,
      columns: parts,
      states: parts,
      given: { 'a.a': 'b' },
      ...slotted,
    },
    'columns.id columns.text given given.a.a rows.id rows.text states.id states.text',
  ],
  order: [
    {
      ...base,
      kind: 'order',
      pieces: parts,
      key: { order: ['b', 'a'], before: [['b', CANARY]], count: SECRET_NUMBER },
      slips: [{ first: CANARY, next: CANARY, ...remedy }],
    },
    'pieces.id pieces.text unused',
  ],
  tree: [
    { ...base, kind: 'tree', root: 'a', processes: parts, ...slotted },
    'processes.id processes.text root',
  ],
  numeric: [
    {
      ...base,
      kind: 'numeric',
      key: { value: SECRET_NUMBER },
      tolerance: 1,
      units: parts.map((part) => ({ ...part, factor: SECRET_NUMBER })),
      slips: [{ value: SECRET_NUMBER, ...remedy }],
    },
    'tolerance units.id units.text',
  ],
  card: [{ ...base, kind: 'card' }, ''],
}

const FIELDS =
  'hasHint hash id kind lesson locale points program program.config program.config.cores program.file program.source section seed stem'

test.each(Object.entries(EVERY))(
  'nothing private of a %s is published, and no field that is not listed',
  (_kind, [item, own]) => {
    // In whatever variant: of the others nothing is told.
    const other = { ...item, variant: 1, stem: secret } as Item
    for (const locale of ['ko', 'en'] as const) {
      const seen = publicItem({ ...item, others: [other] } as Item, locale, 3)
      expect(JSON.stringify(seen)).not.toContain(CANARY)
      expect(JSON.stringify(seen)).not.toContain(String(SECRET_NUMBER))
      expect(fieldsOf(seen).join(' ')).toBe(
        [...FIELDS.split(' '), ...own.split(' ')].filter(Boolean).sort().join(' '),
      )
    }
  },
)

test('the canaries sing: an item published by spreading would be caught', () => {
  for (const [item] of Object.values(EVERY))
    expect(JSON.stringify({ ...item, options: [] })).toContain(CANARY)
})

/** Paths of all fields, each once; of a list those of its entries. */
function fieldsOf(value: object, prefix = ''): string[] {
  const paths = Object.entries(value).flatMap(([key, field]): string[] => {
    const path = `${prefix}${key}`
    if (Array.isArray(field)) return field.flatMap((one) => fieldsOf(one, `${path}.`))
    return typeof field === 'object' && field !== null ? [path, ...fieldsOf(field, `${path}.`)] : [path]
  })
  return [...new Set(paths)].sort()
}
