import { expect, test } from 'vitest'
import { MAX_NAME } from '@/lib/auth/name'
import { MAX_LISTED } from '@/lib/classroom/invitee'
import { learnerNumber, MAX_NUMBER, MAX_ROWS, readRoster } from '@/lib/classroom/roster-file'
import { rosterWords } from './roster-words'

test.each(['ko', 'en'] as const)('what a list holds is said as it is, in %s', (locale) => {
  const { pasteHelp, problems, errors } = rosterWords(locale)
  const told = [
    [pasteHelp, MAX_ROWS],
    [problems['name-ill-formed'], MAX_NAME],
    [problems['number-ill-formed'], MAX_NUMBER],
    [errors['roster-too-many'], MAX_ROWS],
    [errors['roster-full'], MAX_LISTED],
  ] as const
  for (const [message, n] of told) {
    expect(message).toContain(n.toLocaleString('en'))
    expect(message).not.toContain('{n')
  }
})

test('as many rows and letters as are said are taken, and not one more', () => {
  const rows = (n: number) => ['name,number', ...Array.from({ length: n }, (_, i) => `A,${i}`)].join('\n')
  expect(readRoster(rows(MAX_ROWS))).toMatchObject({ ok: true })
  expect(readRoster(rows(MAX_ROWS + 1))).toMatchObject({ ok: false, code: 'roster-too-many' })
  expect(learnerNumber.safeParse('1'.repeat(MAX_NUMBER)).success).toBe(true)
  expect(learnerNumber.safeParse('1'.repeat(MAX_NUMBER + 1)).success).toBe(false)
})
