import { expect, test } from 'vitest'
import { differsOnlyInBlanks, showBlanks, verdictWords } from './verdict-words'

test('a verdict says no once, whether or not the remark says it too', () => {
  expect(verdictWords('아니요.', '아니요.', '아니요. 스택은 스레드마다 따로입니다.')).toBe(
    '아니요. 스택은 스레드마다 따로입니다.',
  )
  expect(verdictWords('No.', 'No.', 'The stack is not shared.')).toBe('No. The stack is not shared.')
  expect(verdictWords('No.', 'No.', 'Nobody waits for it.')).toBe('No. Nobody waits for it.')
  expect(verdictWords('No.', 'No.', null)).toBe('No.')
})

test('an answer that is right in part is not told no', () => {
  expect(verdictWords('일부만 맞습니다.', '아니요.', '아니요. 스택은 스레드마다 따로입니다.')).toBe(
    '일부만 맞습니다. 스택은 스레드마다 따로입니다.',
  )
  expect(verdictWords('1 of 2 is right.', 'No.', 'No. The stack is not shared.')).toBe(
    '1 of 2 is right. The stack is not shared.',
  )
})

test('an answer that differs in blanks alone is told from a wrong one and from the right one', () => {
  expect(differsOnlyInBlanks('11  3', '11 3\n')).toBe(true)
  expect(differsOnlyInBlanks('1\n2', '1 2')).toBe(true)
  expect(differsOnlyInBlanks('113 ', '11 3')).toBe(true)
  expect(differsOnlyInBlanks('11 3', '11 3\n\n')).toBe(false)
  expect(differsOnlyInBlanks('11 3\r\n4', '11 3\n4')).toBe(false)
  expect(differsOnlyInBlanks('11 4', '11 3')).toBe(false)
})

test('blanks can be seen', () => {
  expect(showBlanks('a  b\tc\nd\n')).toBe('a··b→c↵\nd')
})
