import { expect, test } from 'vitest'
import type { FileItem } from './quiz-file'
import { editedProgram, variedItem } from './variant'

const item = {
  id: 'fork.eight',
  kind: 'numeric',
  section: 'eight',
  points: 8,
  variants: [],
  stem: {
    ko: '`x`는 8입니다. 8은 18이 아니고 x8도 8.5도 아닙니다. 8을 더합니다.',
    en: 'x is 8, not 18 or 1.8.',
  },
  value: 8,
  slips: [
    {
      value: 18,
      feedback: { ko: '8로 셉니다.', en: 'Counted as eight.' },
      scene: { file: 'eight.c', line: 8 },
    },
  ],
} as unknown as FileItem
const vary = (words: Record<string, string>, instead: Record<string, unknown> = {}) =>
  variedItem(item, { edit: {}, words, instead })

test('words are replaced in what is said and in values, whole, all at once, and particles follow the new number', () => {
  expect(vary({ '8': '5', '18': '8', eight: 'five' })).toEqual({
    id: 'fork.eight',
    kind: 'numeric',
    section: 'eight',
    points: 8,
    stem: {
      ko: '`x`는 5입니다. 5는 8이 아니고 x8도 8.5도 아닙니다. 5를 더합니다.',
      en: 'x is 5, not 8 or 1.8.',
    },
    value: 5,
    slips: [
      {
        value: 8,
        feedback: { ko: '5로 셉니다.', en: 'Counted as five.' },
        scene: { file: 'eight.c', line: 8 },
      },
    ],
  })
  expect(vary({ '8': '6' })).toMatchObject({ slips: [{ feedback: { ko: '6으로 셉니다.' } }] })
})

test('a field that is written anew is left alone, and a word that nothing says is a mistake', () => {
  expect(vary({ '8': '5' }, { stem: { ko: '8?', en: '8?' } })).toMatchObject({ stem: { ko: '8?' }, value: 5 })
  expect(() => vary({ nine: 'ten' })).toThrow('nothing says "nine"')
})

test('an edit fits the program in one place, keeps its lines, and overlaps no other', () => {
  const source = 'int a = 1;\nint b = 2;\n'
  expect(editedProgram(source, { 'a = 1': 'a = 22', 'b = 2': 'b = 1' })).toBe('int a = 22;\nint b = 1;\n')
  expect(() => editedProgram(source, { 'c = 3': 'c = 4' })).toThrow('has no "c = 3"')
  expect(() => editedProgram(source, { int: 'long' })).toThrow('stands in the program twice')
  expect(() => editedProgram(source, { 'a = 1;': 'a = 1;\n' })).toThrow('keeps the number of lines')
  expect(() => editedProgram(source, { 'int a = 1': 'x', 'a = 1;': 'y' })).toThrow('two edits overlap')
})
