import { expect, test } from 'vitest'
import type { ItemOf } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { cloze } from './cloze'

const both = (text: string) => ({ ko: text, en: text })
const item: ItemOf<'cloze'> = {
  id: 'fork.returns',
  section: 'fork',
  lesson: 'fork',
  kind: 'cloze',
  stem: both('Fill in.'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 2, partial: 'per-part' },
  program: null,
  text: both('The parent gets {a}, the child gets {b}.'),
  blanks: [{ id: 'a' }, { id: 'b' }],
  key: {
    accepted: {
      a: { ko: ['자식의 PID', '자식 PID'], en: ["the child's PID", 'child PID'] },
      b: { ko: ['0'], en: ['0', 'zero'] },
    },
  },
  slips: [
    {
      at: 'b',
      typed: '1',
      misconception: { id: 'fork#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
}
const put = (a: string, b: string) => ({ kind: 'cloze' as const, placed: { a, b } })
const earned = (a: string, b: string) => {
  const grade = score(item, put(a, b), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('a blank that is empty or holds spaces is no answer yet', () => {
  expect(
    [put('', ''), put('child PID', ' '), { kind: 'cloze' as const, placed: { a: 'x' } }].map((one) =>
      validate(item, one),
    ),
  ).toEqual(Array(3).fill('unanswered'))
})

test('another blank, and what cannot be stored, are ill-formed', () => {
  expect(validate(item, { kind: 'cloze', placed: { a: 'x', b: '0', z: '1' } })).toBe('ill-formed')
  expect(validate(item, put('\0', '0'))).toBe('ill-formed')
})

test('every accepted form of either language is right, however it is spaced and written', () => {
  for (const a of ['자식의 PID', '자식PID', 'Child pid', "the child's PID", '`child PID`', 'ｃｈｉｌｄ PID'])
    expect(earned(a, '０')).toBe(2)
})

test('each blank earns its share', () => {
  expect([earned('child PID', '1'), earned('0', 'zero'), earned('0', '1')]).toEqual([1, 1, 0])
})

test('a foreseen word names its misconception', () => {
  const grade = score(item, put('child PID', ' 1 '), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  expect(feedbackOf(item, grade, 'en').chosen[0]).toMatchObject({
    option: 'b',
    misconception: { id: 'fork#1' },
  })
})

test('the key is shown in the language of the page', () => {
  expect(cloze.reveal(item, 'ko')).toEqual({ kind: 'cloze', placed: { a: '자식의 PID', b: '0' } })
  expect(cloze.reveal(item, 'en')).toEqual({ kind: 'cloze', placed: { a: "the child's PID", b: '0' } })
})

test('a browser is told the text with its blanks, and no more', () => {
  const seen = publicItem(item, 'en', 1)
  expect(seen).toMatchObject({ text: item.text.en, blanks: [{ id: 'a' }, { id: 'b' }] })
  expect(JSON.stringify(seen)).not.toMatch(/secret|accepted|slips|zero/)
})

test('an answer reads in its text', () => {
  expect(cloze.read(publicItem(item, 'en', 1), put('x', 'y'))).toEqual([
    'The parent gets [x], the child gets [y].',
  ])
  expect(cloze.wrong(item, () => 0)).toEqual(put("the child's PID", '1'))
})
