import { expect, test } from 'vitest'
import { type Answered, answerOf } from './answer'

const value = (text: string) => ({ value: text, type: 'int', hasChanged: false })
const answered: Answered = {
  tasks: [0, 2],
  expressions: ['a', 'b'],
  watched: [
    [value('a of 0'), value('b of 0')],
    [value('a of 2'), value('b of 2')],
  ],
}

test('an answer stands under what was asked, whatever is shown in the meantime', () => {
  // A task has begun between the two, and the first expression is gone.
  const shown = [0, 1, 2].map((task) => answerOf(answered, task, 'b'))
  expect(shown).toEqual([value('b of 0'), undefined, value('b of 2')])
  expect(answerOf(answered, 0, 'c')).toBeUndefined()
  expect(answerOf(null, 0, 'a')).toBeUndefined()
})
