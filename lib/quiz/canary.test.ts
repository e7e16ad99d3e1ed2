import { expect, test } from 'vitest'
import { type Item, publicItem, type Remedy } from './item'

/** In every private field of every kind stands this; none of it may be published. */
const CANARY = 'kanarienvogel'
const secret = { ko: CANARY, en: CANARY }
const shown = { ko: '보이는', en: 'shown' }
const program = { file: 'shown.c', source: 'shown', config: { cores: 1 } }
const remedy: Remedy = {
  misconception: { id: CANARY, name: secret },
  feedback: secret,
  scene: { file: CANARY, source: CANARY, config: { cores: CANARY }, schedule: CANARY, step: 7 },
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
const options = ['a', 'b', 'c'].map((id) => ({ id, text: shown, correct: id === 'b', ...remedy }))
const slips = [{ stdout: CANARY, ...remedy }]
const outcome = { stdout: CANARY, status: 1_234_567, deadlock: true }
const items: Item[] = [
  { ...base, kind: 'choice', options },
  { ...base, kind: 'multi', options },
  { ...base, kind: 'predict', key: { stdout: CANARY }, slips },
  { ...base, kind: 'schedule', key: { outcome, witness: CANARY, maxSteps: 7_654_321 }, slips },
  { ...base, kind: 'card' },
]

const FIELDS =
  'hasHint hash id kind lesson locale options points program program.config program.config.cores program.file program.source section seed stem'

test.each(items)('nothing private of a $kind is published, and no field that is not listed', (item) => {
  for (const locale of ['ko', 'en'] as const) {
    const seen = publicItem(item, locale, 3)
    expect(JSON.stringify(seen)).not.toContain(CANARY)
    expect(JSON.stringify(seen)).not.toMatch(/1234567|7654321/)
    expect(fieldsOf(seen)).toBe(FIELDS)
    for (const option of seen.options) expect(Object.keys(option)).toEqual(['id', 'text'])
  }
})

test('the canaries sing: an item published by spreading would be caught', () => {
  for (const item of items) expect(JSON.stringify({ ...item, options: [] })).toContain(CANARY)
})

/** Paths of all fields, options aside. */
function fieldsOf(value: object, prefix = ''): string {
  const paths = Object.entries(value).flatMap(([key, field]): string[] => {
    const path = `${prefix}${key}`
    const isNested = typeof field === 'object' && field !== null && !Array.isArray(field)
    return isNested ? [path, ...fieldsOf(field, `${path}.`).split(' ')] : [path]
  })
  return paths.sort().join(' ')
}
