import { expect, test } from 'vitest'
import { isName, MAX_NAME } from './name'

test('a name may have emoji that are put together, and each counts as one character', () => {
  for (const name of [
    '미나 👩‍💻🎓',
    '👨‍👩‍👧‍👦',
    '👩🏽‍🚀',
    '❤️‍🔥',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'می‌خواهم',
    'क्‍ष',
    '김서연',
    "O'Brien 3",
  ])
    expect(isName(name), name).toBe(true)
  expect(isName('👩‍💻'.repeat(MAX_NAME))).toBe(true)
  expect(isName('👩‍💻'.repeat(MAX_NAME + 1))).toBe(false)
  expect(isName('x'.repeat(MAX_NAME))).toBe(true)
  expect(isName('x'.repeat(MAX_NAME + 1))).toBe(false)
})

test('a name that nobody can see is none, nor is one with something hidden in it', () => {
  const invisible = [
    '',
    ' ',
    '\u200d',
    '\u200b',
    '\u3164',
    '\u115f\u1160',
    '\uffa0',
    '\u2800',
    '\u034f',
    '\ufe0f',
  ]
  for (const name of invisible) expect(isName(name), spell(name)).toBe(false)
  const hidden = [
    '김\u200d서연',
    'a\u200bb',
    '\u202eabc',
    'a\u0000',
    '👩\u200d',
    '\u200d👩',
    '👩\u200d\u200d💻',
    'x\u{e0041}',
  ]
  for (const name of hidden) expect(isName(name), spell(name)).toBe(false)
})

function spell(name: string): string {
  return JSON.stringify(name).replace(/[^ -~]/gu, (c) => `U+${c.codePointAt(0)?.toString(16)}`)
}
