import { expect, test } from 'vitest'
import { beginningOf } from './beginning'

test('a question is told by its first words, without marks, and cut between words', () => {
  expect(beginningOf('What does `fork` **return**?')).toBe('What does fork return?')
  const long = beginningOf(
    'Two threads move 10 each from the savings to the wallet. Mend the program so that',
  )
  expect(long).toBe('Two threads move 10 each from the savings to the wallet.…')
  expect(beginningOf('가'.repeat(80))).toBe(`${'가'.repeat(60)}…`)
})
