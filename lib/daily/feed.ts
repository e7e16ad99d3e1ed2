import { startOf } from '@/lib/progress/day'
import { uuidOf } from '@/lib/uuid-of'

/** One question, as a reader of feeds and a calendar show it. */
export type Entry = {
  /** As a count of days: see `dayOf`. */
  readonly day: number
  readonly title: string
  readonly text: string
  /** Where it is answered. */
  readonly href: string
}

export type Feed = {
  /** Nobody else has the same one; it is not shown as it is. */
  readonly key: string
  readonly title: string
  readonly locale: 'ko' | 'en'
  /** The feed's own address, and that of the page it belongs to. */
  readonly self: string
  readonly site: string
  /** The newest first. */
  readonly entries: readonly Entry[]
}

/** A feed as Atom (RFC 4287). The same entries give the same text. */
export function atomOf({ key, title, locale, self, site, entries }: Feed): string {
  const newest = instant(entries[0]?.day ?? 0)
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
  <id>urn:uuid:${uuidOf(key)}</id>
  <title>${xml(title)}</title>
  <updated>${newest}</updated>
  <author><name>Forklore</name></author>
  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>
  <link rel="alternate" type="text/html" href="${xml(site)}"/>
${entries.map((entry) => atomEntry(key, entry)).join('')}</feed>
`
}

function atomEntry(key: string, { day, title, text, href }: Entry): string {
  return `  <entry>
    <id>urn:uuid:${uuidOf(`${key} ${day}`)}</id>
    <title>${xml(title)}</title>
    <updated>${instant(day)}</updated>
    <link rel="alternate" type="text/html" href="${xml(href)}"/>
    <content type="text">${xml(text)}</content>
  </entry>
`
}

/** A feed as a calendar (RFC 5545): an event of a whole day for each question, which keeps nobody from being free. */
export function calendarOf({ key, title, site, entries }: Feed): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Forklore//Question of the day//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${calendarText(title)}`,
    `URL:${site}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...entries.flatMap((entry) => calendarEvent(key, entry)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function calendarEvent(key: string, { day, title, text, href }: Entry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uuidOf(`${key} ${day}`)}`,
    `DTSTAMP:${instant(day).replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${dateOf(day)}`,
    `DTEND;VALUE=DATE:${dateOf(day + 1)}`,
    `SUMMARY:${calendarText(title)}`,
    `DESCRIPTION:${calendarText(`${text}\n${href}`)}`,
    `URL:${href}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** When a day's question is there: as the day begins, in Seoul. */
function instant(day: number): string {
  return startOf(day).toISOString()
}

/** A day as YYYYMMDD. Days are counted in Seoul, so that their number is also that of the calendar's day. */
function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text without what neither form can hold. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
}

function xml(text: string): string {
  return printable(text).replace(/[&<>"]/g, (one) => ENTITIES[one] ?? '')
}

/** RFC 5545, section 3.3.11. */
function calendarText(text: string): string {
  return printable(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r?\n/g, '\\n')
}

/** A line in parts of 75 octets at most, no character of several being cut (RFC 5545, section 3.1). */
function folded(line: string): string {
  const parts: string[] = []
  let [part, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    // Those after the first begin with a space.
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      ;[part, octets] = ['', 0]
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n ')
}
