import { expect, test } from 'vitest'
import { dayOf } from '@/lib/progress/day'
import { uuidOf } from '@/lib/uuid-of'
import { chooseQuestion } from './choose'
import { atomOf, calendarOf, type Feed } from './feed'

const day = dayOf(new Date('2026-11-29T03:00:00Z'))
const nasty = 'a < b && c > "d"; x, y \\ z\u0007'
const feed: Feed = {
  key: 'secret-key',
  title: 'Forklore, 하루 한 문제',
  locale: 'ko',
  self: 'https://forklore.example.org/api/daily/secret-key.atom',
  site: 'https://forklore.example.org/ko/review',
  entries: [
    { day, title: nasty, text: 'first\nsecond', href: 'https://forklore.example.org/ko/interview/a' },
    {
      day: day - 1,
      title: '스레드와 프로세스는 무엇이 다르며 왜 그런가? '.repeat(6),
      text: '소리 내어 답합니다.',
      href: 'https://forklore.example.org/ko/review',
    },
  ],
}

test('an Atom feed names itself, each question once, and holds every text as text', () => {
  const atom = atomOf(feed)
  expect(atom).toContain('<title>a &lt; b &amp;&amp; c &gt; &quot;d&quot;; x, y \\ z</title>')
  expect(atom.match(/<entry>/g)).toHaveLength(2)
  const ids = [
    ...atom.matchAll(/<id>(urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12})<\/id>/g),
  ]
  expect(new Set(ids.map(([, id]) => id)).size).toBe(3)
  // As the day begins in Seoul.
  expect(atom.match(/<updated>(.*)<\/updated>/)?.[1]).toBe('2026-11-28T15:00:00.000Z')
  // Its tags close in the order in which they open.
  const open: string[] = []
  for (const [, end, name, empty] of atom.replace(/<\?.*?\?>/, '').matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g))
    if (end) expect(open.pop()).toBe(name)
    else if (!empty) open.push(name ?? '')
  expect(open).toEqual([])
  expect(atomOf(feed)).toBe(atom)
})

test('a calendar has an event of a whole day for each question, in lines of 75 octets', () => {
  const calendar = calendarOf(feed)
  expect(calendar.endsWith('END:VCALENDAR\r\n')).toBe(true)
  expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const lines = calendar.trimEnd().split('\r\n')
  for (const line of lines) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
  expect(lines.some((line) => Buffer.byteLength(line) > 70 && /[가-힣]/.test(line))).toBe(true)
  const whole = calendar.replaceAll('\r\n ', '').split('\r\n')
  expect(whole.filter((line) => line.startsWith('DTSTART'))).toEqual([
    'DTSTART;VALUE=DATE:20261129',
    'DTSTART;VALUE=DATE:20261128',
  ])
  expect(whole).toContain('DTEND;VALUE=DATE:20261130')
  expect(whole).toContain('DTSTAMP:20261128T150000Z')
  expect(whole).toContain('SUMMARY:a < b && c > "d"\\; x\\, y \\\\ z')
  expect(whole).toContain('DESCRIPTION:first\\nsecond\\nhttps://forklore.example.org/ko/interview/a')
  expect(whole.filter((line) => line.startsWith('UID:'))).toEqual([
    `UID:${uuidOf(`secret-key ${day}`)}`,
    `UID:${uuidOf(`secret-key ${day - 1}`)}`,
  ])
})

test('what is due comes first, then what is asked most often and is new, then each card in turn', () => {
  const cards = [
    { itemId: 'b.card', asked: 3 },
    { itemId: 'a.card', asked: 3 },
    { itemId: 'c.card', asked: 9 },
  ]
  const of = (due: string[], known: string[], on = 0) => chooseQuestion(on, due, cards, new Set(known))
  expect(of(['fork.one', 'fork.two'], [])).toBe('fork.one')
  expect(of([], [])).toBe('c.card')
  expect(of([], ['c.card'])).toBe('a.card')
  const all = cards.map(({ itemId }) => itemId)
  expect([0, 1, 2, 3].map((on) => of([], all, on))).toEqual(['c.card', 'a.card', 'b.card', 'c.card'])
  expect(chooseQuestion(5, [], [], new Set())).toBe(null)
})
