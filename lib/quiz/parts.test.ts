import { expect, test } from 'vitest'
import type { Answer } from './item'
import { partOf, partsOf } from './parts'

const check = (answer: Answer, parts: string[]) => expect(partsOf(answer)).toEqual(parts)

test('an answer is counted by its options, by what stands where, or by what was typed', () => {
  check({ kind: 'choice', option: 'a' }, ['a'])
  check({ kind: 'multi', options: ['a', 'c'] }, ['a', 'c'])
  check({ kind: 'possible-outputs', options: ['b', 'a'] }, ['b', 'a'])
  check({ kind: 'predict', stdout: 'A\r\nB\n' }, ['A\nB'])
  check({ kind: 'numeric', typed: ' 1,024 ', unit: null }, ['1024'])
  check({ kind: 'numeric', typed: '0x10', unit: 'kib' }, ['16 kib'])
  check({ kind: 'cloze', placed: { a: 'Page  Table' } }, ['a=pagetable'])
  check({ kind: 'match', placed: { l: 'r', m: 's' } }, ['l=r', 'm=s'])
  check({ kind: 'order', order: ['p', 'q'] }, ['1=p', '2=q'])
})

test('what was typed to a variant is told apart from what was typed to another, and what was chosen is not', () => {
  const typed: Answer = { kind: 'predict', stdout: '1 2\n3' }
  expect(partsOf(typed, 1)).not.toEqual(partsOf(typed, 2))
  expect(partsOf(typed, 2).map(partOf)).toEqual([{ variant: 2, part: '1 2\n3' }])
  expect(partsOf(typed).map(partOf)).toEqual([{ variant: 0, part: '1 2\n3' }])
  expect(partsOf({ kind: 'choice', option: 'a' }, 2)).toEqual(['a'])
})

test('a schedule and the rating of a card are nobody’s to count', () => {
  check({ kind: 'schedule', schedule: '1.rr.20.1.A1B1' }, [])
  check({ kind: 'card', rating: 1 }, [])
})

test('a part is kept once and not at any length, and never as half of a letter', () => {
  check({ kind: 'multi', options: ['a', 'a'] }, ['a'])
  const [part] = partsOf({ kind: 'predict', stdout: `${'x'.repeat(199)}😀y` })
  expect(part).toBe('x'.repeat(199))
})
