import { expect, test } from 'vitest'
import { judge } from './send-gate'

const complaint = { line: 9, message: 'expected ;', hint: null }

test('a program that does not compile is not sent, and one that was not compiled yet waits', () => {
  expect(judge('a', { source: 'a', complaint })).toBe(complaint)
  expect(judge('a', { source: 'a', complaint: null })).toBe('send')
  expect(judge('a', null)).toBe('wait')
  // What was said of the text before says nothing of this one.
  expect(judge('b', { source: 'a', complaint })).toBe('wait')
  expect(judge('b', { source: 'a', complaint: null })).toBe('wait')
})

test('an answer that is no program is sent at once', () => {
  expect(judge(null, null)).toBe('send')
  expect(judge(null, { source: 'a', complaint })).toBe('send')
})
