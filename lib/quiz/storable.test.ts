import { expect, test } from 'vitest'
import { isStorable } from './storable'

test('an answer with a zero byte or half of a pair in any of its strings cannot be stored, and any other can', () => {
  const [zero, half] = ['a\0', 'b\ud83d']
  for (const bad of [zero, half]) {
    expect(isStorable({ kind: 'predict', stdout: bad })).toBe(false)
    expect(isStorable({ kind: 'cloze', placed: { a: 'fine', b: bad } })).toBe(false)
    expect(isStorable({ kind: 'match', placed: { [bad]: 'a' } })).toBe(false)
    expect(isStorable({ kind: 'schedule', schedule: ['a', [bad]] })).toBe(false)
  }
  const good = {
    kind: 'cloze',
    placed: { a: '😀 한', b: '' },
    n: 1,
    nothing: true,
    left: null,
    open: undefined,
  }
  for (const one of [good, null, 'text', []]) expect(isStorable(one)).toBe(true)
})
