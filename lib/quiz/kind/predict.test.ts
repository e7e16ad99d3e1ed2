import { expect, test } from 'vitest'
import type { PredictItem, Rubric } from '../item'
import { MAX_PREDICTION } from '../limit'
import { publicItem } from '../publish'
import { score, validate } from '../score'
import { predict } from './predict'

const both = (text: string) => ({ ko: text, en: text })
const item = (stdout: string, partial: Rubric['partial'] = 'whole'): PredictItem => ({
  id: 'fork.prints',
  section: 'fork-twice',
  lesson: 'fork',
  kind: 'predict',
  stem: both('What does it print?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 3, partial },
  program: { file: 'twice.c', source: 'int main(void) { return 0; }', config: { cores: 1 } },
  key: { stdout },
  slips: [
    {
      stdout: 'one\n',
      misconception: { id: 'fork#2', name: both('secret model') },
      feedback: null,
      scene: null,
    },
  ],
})
const answer = (stdout: string) => ({ kind: 'predict' as const, stdout })
const earned = (it: PredictItem, typed: string) => {
  const grade = score(it, answer(typed), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('an empty field is no answer', () =>
  expect(validate({ kind: 'predict' }, answer(' \n'))).toBe('unanswered'))

test('that nothing is printed is an answer where it is said, and can be right or a known belief', () => {
  const nothing = { kind: 'predict', stdout: '', nothing: true } as const
  expect(validate({ kind: 'predict' }, nothing)).toBe(null)
  expect(validate({ kind: 'predict' }, { ...nothing, stdout: 'x' })).toBe('ill-formed')
  const [slip] = item('two\n').slips
  const silent = { ...item('two\n'), slips: [{ ...slip!, stdout: '' }] }
  const grade = score(silent, nothing, null)
  expect(grade.state === 'scored' && grade.chosen[0]?.misconception?.id).toBe('fork#2')
  expect(validate({ kind: 'predict' }, predict.wrong(silent, () => 0)!)).toBe(null)
})

test('what cannot be stored or read is ill-formed', () => {
  const typed = (stdout: string) => validate({ kind: 'predict' }, answer(stdout))
  expect(['a\0', '\ud800', '\udc00a', '\ud83d\ude00'].map(typed)).toEqual([
    ...Array(3).fill('ill-formed'),
    null,
  ])
  expect(validate({ kind: 'predict' }, answer('x'.repeat(MAX_PREDICTION + 1)))).toBe('too-long')
})

test('the output earns every point, whatever ends its last line and its lines', () => {
  expect(['a\nb\n', 'a\nb', 'a\r\nb\r\n'].map((typed) => earned(item('a\nb\n'), typed))).toEqual([3, 3, 3])
})

test('a space, or a line more, is another output', () => {
  expect(['a \nb', 'a\nb\nc', '\na\nb'].map((typed) => earned(item('a\nb\n'), typed))).toEqual([0, 0, 0])
})

test('a foreseen output names its misconception', () => {
  const grade = score(item('two\n'), answer('one'), null)
  expect(grade.state === 'scored' && grade.chosen[0]?.misconception?.id).toBe('fork#2')
  const other = score(item('two\n'), answer('three'), null)
  expect(other.state === 'scored' && other.chosen[0]?.misconception).toBe(null)
})

test('by line, each line in its place earns its share, and lines too many cost theirs', () => {
  // 1 of 2 lines in place; 2 in place of 3 typed; none
  expect(['a\nx', 'a\nb\nc', 'x\na'].map((typed) => earned(item('a\nb\n', 'per-line'), typed))).toEqual([
    1.5, 2, 0,
  ])
})

test('a browser is not told the output', () => {
  const seen = publicItem(item('secret output\n'), 'en', 1)
  expect(JSON.stringify(seen)).not.toMatch(/secret|slip/)
  expect(seen.program).toEqual({
    file: 'twice.c',
    source: 'int main(void) { return 0; }',
    config: { cores: 1 },
  })
})
