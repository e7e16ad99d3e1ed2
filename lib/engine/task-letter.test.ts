import { expect, test } from 'vitest'
import { decodeSchedule } from './index'
import { taskLetter, taskOfLetter } from './task-letter'

test('tasks are named A to Z and on as columns of a spreadsheet are, and a name leads back to its task', () => {
  const named = [0, 7, 8, 25, 26, 27, 51, 52, 701, 702].map(taskLetter)
  expect(named).toEqual(['A', 'H', 'I', 'Z', 'AA', 'AB', 'AZ', 'BA', 'ZZ', 'AAA'])
  for (let task = 0; task < 20_000; task++) expect(taskOfLetter(taskLetter(task))).toBe(task)
})

test('a schedule names tasks likewise, and one that was stored with their numbers is still read', () => {
  const tasks = (runs: string) => decodeSchedule(`1.rr.20.0.${runs}`)?.runs.map(({ task }) => task)
  expect(tasks('A3Z1AA2AB10*BA1')).toEqual([0, 25, 26, 27, 52])
  expect(tasks("A3(25)1(26)2(27)10*(52)1'3-")).toEqual([0, 25, 26, 27, 52])
  // Letters alone are no run: each has a count.
  expect(decodeSchedule('1.rr.20.0.AB')).toBeNull()
  expect(decodeSchedule('1.rr.20.0.ABCDE1')).toBeNull()
})
