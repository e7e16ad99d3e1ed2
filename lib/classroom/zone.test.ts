import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTimeZone, localTime, momentOf } from './zone'

const at = (local: string, zone: string) => momentOf(local, zone)?.toISOString()

test('a time is what the clock of the zone shows, in summer and in winter', () => {
  expect(at('2026-11-28T23:59', 'Asia/Seoul')).toBe('2026-11-28T14:59:00.000Z')
  expect(at('2026-07-01T09:00', 'America/New_York')).toBe('2026-07-01T13:00:00.000Z')
  expect(at('2026-12-01T09:00', 'America/New_York')).toBe('2026-12-01T14:00:00.000Z')
  expect(at('2026-12-01T09:00', 'Asia/Kathmandu')).toBe('2026-12-01T03:15:00.000Z')
})

test('an hour that comes twice is the first, and one that is skipped is as long after the jump', () => {
  expect(at('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  expect(at('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  expect(localTime(new Date('2026-03-08T07:30:00Z'), 'America/New_York')).toBe('2026-03-08T03:30')
  // Lord Howe moves its clocks by half an hour.
  expect(at('2026-04-05T01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z')
  expect(at('2026-10-04T02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z')
})

test('what a clock shows names that moment again, anywhere', () => {
  const zones = ['Asia/Seoul', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns']
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
      fc.constantFrom(...zones),
      (ms, zone) => {
        const moment = new Date(Math.floor(ms / 60_000) * 60_000)
        const local = localTime(moment, zone)
        const again = momentOf(local, zone)!
        expect(localTime(again, zone)).toBe(local)
        // The other one of an hour that comes twice.
        expect([0, 30 * 60_000, 3600_000]).toContain(moment.getTime() - again.getTime())
      },
    ),
  )
})

test('what is no time and what is no zone is told', () => {
  for (const none of ['', '2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T24:00', '2026-01-01'])
    expect(momentOf(none, 'Asia/Seoul')).toBeNull()
  expect(isTimeZone('Asia/Seoul')).toBe(true)
  expect(isTimeZone('Asia/Atlantis')).toBe(false)
})
