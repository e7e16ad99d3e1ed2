/**
 * Which bytes the library's intrinsics read and write, told before they run. Which bytes those are depends on nothing but what is read.
 */
import type { IntrinsicName } from '../vm/abi'
import type { ByteRange, ByteRanges, Peek } from '../vm/cpu'
import { formatRanges } from './print'

const ENDLESS = Number.POSITIVE_INFINITY

const reads = (address: number, length: number): ByteRange => ({ address, length, writes: false })
const writes = (address: number, length: number): ByteRange => ({ address, length, writes: true })

/** Bytes up to and with the first that stops it, at most `limit`, and no further than memory goes. */
function spanTo(peek: Peek, start: number, stops: (byte: number) => boolean, limit = ENDLESS): number {
  for (let i = 0; i < limit; i++) {
    const byte = peek(start + i)
    if (byte < 0) return i
    if (stops(byte)) return i + 1
  }
  return limit
}

const isEnd = (byte: number) => byte === 0
const stringSpan = (peek: Peek, start: number, limit = ENDLESS) => spanTo(peek, start, isEnd, limit)

/** Length without the end, where one was found. */
function lengthIn(peek: Peek, start: number, span: number): number {
  return span > 0 && peek(start + span - 1) === 0 ? span - 1 : span
}

const same = (byte: number) => byte
const lower = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte)

/** Both up to where they differ, or end. */
function compared(endsAtZero: boolean, fold: (byte: number) => number): ByteRanges {
  return ([a = 0, b = 0, count = ENDLESS], peek) => {
    let length = 0
    while (length < count) {
      const [x, y] = [peek(a + length), peek(b + length)]
      length++
      if (x < 0 || fold(x) !== fold(y) || (x === 0 && endsAtZero)) break
    }
    return [reads(a, length), reads(b, length)]
  }
}

const appended: ByteRanges = ([to = 0, from = 0, limit = ENDLESS], peek) => {
  const [head, span] = [stringSpan(peek, to), stringSpan(peek, from, limit)]
  return [reads(to, head), reads(from, span), writes(to + head - 1, lengthIn(peek, from, span) + 1)]
}

/** A set of bytes, and a string up to the first that is in it, or that is not. */
function searched(stopsAtMember: boolean): ByteRanges {
  return ([start = 0, set = 0], peek) => {
    const span = stringSpan(peek, set)
    const members = new Set(Array.from({ length: lengthIn(peek, set, span) }, (_, i) => peek(set + i)))
    const stops = (byte: number) => byte === 0 || members.has(byte) === stopsAtMember
    return [reads(set, span), reads(start, spanTo(peek, start, stops))]
  }
}

const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13)
/** Whether a byte may be part of a number: a digit of any base, a sign, a point, `inf`, `nan(...)`. */
const isNumeral = (byte: number) =>
  (byte >= 48 && byte <= 57) ||
  (lower(byte) >= 97 && lower(byte) <= 122) ||
  [40, 41, 43, 45, 46, 95].includes(byte)

/** White space and what looks like a number, up to what ends it; where that is, is written. */
const scanned: ByteRanges = ([start = 0, end = 0], peek) => {
  const blank = spanTo(peek, start, (byte) => !isSpace(byte)) - 1
  const length = blank + spanTo(peek, start + blank, (byte) => !isNumeral(byte))
  return [reads(start, length), ...(end === 0 ? [] : [writes(end, 8)])]
}

/** By name; those that are not here use no memory that the program has given them. */
export const RANGES: Readonly<Partial<Record<IntrinsicName, ByteRanges>>> = {
  memcpy: ([to = 0, from = 0, n = 0]) => [reads(from, n), writes(to, n)],
  memmove: ([to = 0, from = 0, n = 0]) => [reads(from, n), writes(to, n)],
  memset: ([to = 0, , n = 0]) => [writes(to, n)],
  memcmp: compared(false, same),
  memchr: ([start = 0, byte = 0, n = 0], peek) => [
    reads(
      start,
      spanTo(peek, start, (one) => one === byte % 256, n),
    ),
  ],
  strlen: ([start = 0], peek) => [reads(start, stringSpan(peek, start))],
  strnlen: ([start = 0, n = 0], peek) => [reads(start, stringSpan(peek, start, n))],
  strcpy([to = 0, from = 0], peek) {
    const span = stringSpan(peek, from)
    return [reads(from, span), writes(to, span)]
  },
  strncpy: ([to = 0, from = 0, n = 0], peek) => [reads(from, stringSpan(peek, from, n)), writes(to, n)],
  strcat: appended,
  strncat: appended,
  strcmp: compared(true, same),
  strncmp: compared(true, same),
  strcasecmp: compared(true, lower),
  strncasecmp: compared(true, lower),
  strchr: ([start = 0, byte = 0], peek) => [
    reads(
      start,
      spanTo(peek, start, (one) => one === 0 || one === byte % 256),
    ),
  ],
  strrchr: ([start = 0], peek) => [reads(start, stringSpan(peek, start))],
  strstr: ([start = 0, part = 0], peek) => [
    reads(start, stringSpan(peek, start)),
    reads(part, stringSpan(peek, part)),
  ],
  strspn: searched(false),
  strcspn: searched(true),
  strpbrk: searched(true),
  strtol: scanned,
  strtoul: scanned,
  strtod: scanned,
  strtold: scanned,
  format: formatRanges,
}
