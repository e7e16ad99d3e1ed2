/** What a teacher writes, read field by field: what is right is kept as it was meant, what is not is told with its field. */
import { expect, test } from 'vitest'
import { concepts } from '@/lib/content/concept'
import { publicItem } from '@/lib/quiz/publish'
import { score } from '@/lib/quiz/score'
import { type Draft, draftOf, EMPTY_DRAFT } from './draft'
import { itemOfVersion } from './item'
import { ownId, versionOf } from './own-id'
import { draftSchema, readDraft } from './read'

const ID = '0198c0de-0000-7000-8000-000000000001'
const option = (text: string, isRight = false, feedback = '') => ({ text, isRight, feedback })
const choice: Draft = {
  ...EMPTY_DRAFT,
  stem: '  What does `fork` return in the child?\r\n',
  options: [
    option('0', true),
    option('its pid', false, 'That is what the parent gets.'),
    option('1'),
    option(''),
  ],
}
const draft = (over: Partial<Draft>): Draft => ({ ...choice, ...over })
const written = (over: Partial<Draft>) => {
  const read = readDraft(draft(over))
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.written
}
const faults = (over: Partial<Draft>) => {
  const read = readDraft(draft(over))
  return read.ok
    ? []
    : read.faults.map(({ field, code, n }) => [field, code, n].filter((one) => one !== undefined).join(' '))
}
const item = (over: Partial<Draft>) => itemOfVersion({ id: ID, written: written(over), found: null })

test('a form is kept as it was meant, and comes back into the form', () => {
  const kept = written({})
  expect(kept).toEqual({
    ...{ kind: 'choice', stem: 'What does `fork` return in the child?', hint: null, explanation: null },
    ...{ points: 1, source: null },
    options: [
      { text: '0', isRight: true, feedback: null },
      { text: 'its pid', isRight: false, feedback: 'That is what the parent gets.' },
      { text: '1', isRight: false, feedback: null },
    ],
  })
  const cloze = {
    kind: 'cloze',
    text: 'In the child {a}, in the parent {b}.',
    blanks: { a: '0\n영\n', b: 'pid' },
  } as const
  const numeric = { kind: 'numeric', value: '−1.5', tolerance: '', unit: 'ms' } as const
  for (const over of [{}, { kind: 'multi' as const }, cloze, numeric]) {
    const once = written(over)
    expect(readDraft(draftOf(once))).toEqual({ ok: true, written: once })
  }
  expect(written(numeric)).toMatchObject({ value: -1.5, tolerance: 0, unit: 'ms' })
  expect(written(cloze)).toMatchObject({
    blanks: [
      { id: 'a', accept: ['0', '영'] },
      { id: 'b', accept: ['pid'] },
    ],
  })
})

test.each<[Partial<Draft>, string[]]>([
  [{ stem: ' \n' }, ['stem empty']],
  [{ stem: 'x'.repeat(2_001) }, ['stem too-long 2000']],
  [{ stem: 'a\u202Eb' }, ['stem character']],
  [{ hint: 'a\0b' }, ['hint character']],
  [{ explanation: '\uD800' }, ['explanation character']],
  [{ points: '' }, ['points empty']],
  [{ points: '0' }, ['points range 1']],
  [{ points: '1.5' }, ['points number']],
  [{ options: [option('0', true)] }, ['options few 2']],
  [
    { options: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((text, i) => option(text, i === 0)) },
    ['options many 6'],
  ],
  [{ options: [option('0', true), option('1', true)] }, ['options one-right']],
  [{ options: [option('0'), option('1')] }, ['options one-right']],
  [{ options: [option('0', true), option(' 0 ')] }, ['options.1.text same']],
  [{ options: [option('0'), option('', true), option('1')] }, ['options.1.text empty']],
  [{ kind: 'multi', options: [option('0'), option('1')] }, ['options no-right']],
  [{ kind: 'multi', options: [option('0', true), option('1', true)] }, ['options no-wrong']],
  [{ kind: 'numeric', value: '' }, ['value empty']],
  [{ kind: 'numeric', value: '3,5' }, ['value number']],
  [{ kind: 'numeric', value: '1', tolerance: '-1' }, ['tolerance range 0']],
  [{ kind: 'cloze', text: 'no blank' }, ['text no-blank']],
  [{ kind: 'cloze', text: '{a} and {a}', blanks: { a: '0' } }, ['text blank-twice']],
  [{ kind: 'cloze', text: '{a}', blanks: { b: '0' } }, ['blanks.a empty']],
  [
    {
      kind: 'cloze',
      text: '{a}{b}{c}{d}{e}{f}{g}',
      blanks: Object.fromEntries([...'abcdefg'].map((id) => [id, '0'])),
    },
    ['text many 6'],
  ],
  [{ kind: 'predict' }, ['source empty']],
  [{ kind: 'predict', source: 'x'.repeat(8_001) }, ['source too-long 8000']],
])('%j: %j', (over, expected) => {
  expect(faults(over)).toEqual(expected)
})

test('a form that is none is refused by its shape', () => {
  for (const wrong of [
    null,
    {},
    { ...choice, kind: 'mend' },
    { ...choice, html: '<b>' },
    { ...choice, stem: 'x'.repeat(20_001) },
  ])
    expect(draftSchema.safeParse(wrong).success).toBe(false)
  expect(draftSchema.safeParse(choice).success).toBe(true)
})

test('an own item is scored by its kind, and tells no more before than any item', () => {
  const one = item({ explanation: 'kanarienvogel', hint: 'kanarienvogel' })
  expect(one).toMatchObject({ id: ownId(ID), kind: 'choice' })
  const shown = publicItem(one, 'ko', 1)
  expect(shown).toMatchObject({ stem: 'What does `fork` return in the child?', hasHint: true, points: 1 })
  expect(JSON.stringify(shown)).not.toMatch(/kanarienvogel|correct|parent gets/)
  const idOf = (text: string) =>
    shown.kind === 'choice' ? (shown.options.find((o) => o.text === text)?.id ?? '') : ''
  expect(score(one, { kind: 'choice', option: idOf('0') }, null)).toMatchObject({ earned: 1, total: 1 })
  expect(score(one, { kind: 'choice', option: idOf('its pid') }, null)).toMatchObject({ earned: 0 })
  const gap = item({ kind: 'cloze', text: 'It returns {a}.', blanks: { a: '0\n영' } })
  expect(score(gap, { kind: 'cloze', placed: { a: ' 영 ' } }, null)).toMatchObject({ earned: 1 })
  const number = item({ kind: 'numeric', value: '10', tolerance: '0.5', unit: 'ms' })
  expect(score(number, { kind: 'numeric', typed: '10.4', unit: null }, null)).toMatchObject({ earned: 1 })
  expect(score(number, { kind: 'numeric', typed: '10.6', unit: null }, null)).toMatchObject({ earned: 0 })
})

test('where its teacher writes an option tells nothing of it', () => {
  const right = option('middle', true)
  const [last, first] = [option('zebra'), option('ant')]
  const ids = [
    [right, last, first],
    [last, first, right],
  ].map((options) => {
    const one = item({ options })
    return one.kind === 'choice' ? one.options.find(({ correct }) => correct)?.id : null
  })
  expect(ids).toEqual(['b', 'b'])
})

test('an id names a version or nothing, and none of content', () => {
  expect(versionOf(ownId(ID))).toBe(ID)
  for (const other of ['own.', 'own.x', `own.${ID} `, `fork.${ID}`, 'own.ABC', `own.${ID.toUpperCase()}`])
    expect(versionOf(other)).toBeNull()
  expect([...concepts().keys()]).not.toContain('own')
})
