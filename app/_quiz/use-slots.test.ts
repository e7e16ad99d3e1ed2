import { expect, test } from 'vitest'
import { nameOf } from './use-slots'

test('a piece that is a sentence is a name without its full stop: what is said of it ends once', () => {
  const pieces = [
    { id: 'a', text: '자식이 `pipe`의 쓰기 쪽을 닫습니다.' },
    { id: 'b', text: '`fork();`' },
  ]
  expect(nameOf(pieces, 'a')).toBe('자식이 pipe의 쓰기 쪽을 닫습니다')
  expect(nameOf(pieces, 'b')).toBe('fork();')
})
