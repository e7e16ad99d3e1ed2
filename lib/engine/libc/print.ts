/** The intrinsic `format`: printf over a process's memory. */
import {
  argumentHigh,
  argumentLow,
  argumentPointer,
  type ByteRange,
  type ByteRanges,
  type Cpu,
  type Intrinsic,
  type Peek,
  setResultLong,
} from '../vm/cpu'
import { loadWord, readString, storeWord, writeRange } from './byte'
import { fromBits } from './decimal'
import { type ArgumentSource, format } from './format'
import { latin1 } from './string'

/** More than the longest text, by which an error number is told from it. */
const ERROR_UNIT = 2 ** 32

/** More than this is not kept; a program cannot have as much memory. */
const LARGEST = 1 << 26

const formatIntrinsic: Intrinsic = (cpu, slot) => {
  const to = argumentPointer(cpu, slot)
  const limit = argumentPointer(cpu, slot + 8)
  const list = argumentPointer(cpu, slot + 24)
  const errno = argumentLow(cpu, slot + 32)
  const text = readString(cpu, argumentPointer(cpu, slot + 16))
  if (text === null) return false
  const next = loadWord(cpu, list)
  if (next === null) return false
  const source = sourceAt(cpu, address(next))
  const isUtf8 = argumentHigh(cpu, slot + 32) !== 0
  const formatted = format(latin1(text), source, Math.min(limit, LARGEST), errno, isUtf8)
  if (source.failed || !writeRange(cpu, to, formatted.bytes)) return false
  for (const { low, high, size, value } of formatted.stores)
    if (!storeWord(cpu, address([low, high]), size, value, 0)) return false
  // An error number is above the length, negated.
  setResultLong(cpu, formatted.length - formatted.error * ERROR_UNIT)
  return true
}

function address([low, high]: readonly [number, number]): number {
  return (high >>> 0) * 0x1_0000_0000 + (low >>> 0)
}

const NO_WORD: readonly [number, number] = [0, 0]

/** Variadic arguments from an address on, 8 bytes each. */
function sourceAt(cpu: Cpu, start: number): ArgumentSource {
  const read = <T>(value: T | null, otherwise: T): T => {
    if (value === null) source.failed = true
    return value ?? otherwise
  }
  const source: ArgumentSource = {
    failed: false,
    word: (index) => (source.failed ? NO_WORD : read(loadWord(cpu, start + 8 * index), NO_WORD)),
    double: (index) => {
      const [low, high] = source.word(index)
      return fromBits(low, high)
    },
    extended: (low, high) => {
      const at = address([low, high])
      const [a, b] = source.failed ? NO_WORD : read(loadWord(cpu, at), NO_WORD)
      const [exponent] = source.failed ? NO_WORD : read(loadWord(cpu, at + 8), NO_WORD)
      return { mantissa: (BigInt(b >>> 0) << 32n) | BigInt(a >>> 0), exponent: exponent & 0xffff }
    },
    string: (low, high, limit) =>
      source.failed
        ? new Uint8Array(0)
        : read(readString(cpu, address([low, high]), limit), new Uint8Array(0)),
    wide: (low, high, limit) => (source.failed ? [] : read(readWide(cpu, address([low, high]), limit), [])),
  }
  return source
}

function readWide(cpu: Cpu, start: number, limit: number): number[] | null {
  const characters: number[] = []
  while (characters.length < limit) {
    const pair = loadWord(cpu, start + 4 * characters.length)
    if (pair === null) return null
    if (pair[0] === 0) break
    characters.push(pair[0])
  }
  return characters
}

/** What `format` would read, but for its list of arguments, and write. */
export const formatRanges: ByteRanges = ([to = 0, limit = 0, text = 0, list = 0, errno = 0], peek) => {
  const ranges: ByteRange[] = []
  const bytesAt = (address: number, limit = Infinity): number[] => {
    const bytes: number[] = []
    let byte = 1
    while (bytes.length < limit && byte > 0) {
      byte = peek(address + bytes.length)
      if (byte >= 0) bytes.push(byte)
    }
    ranges.push({ address, length: bytes.length, writes: false })
    if (byte === 0) bytes.pop()
    return bytes
  }
  const start = address(pairAt(peek, list))
  const word = (index: number) => pairAt(peek, start + 8 * index)
  const source: ArgumentSource = {
    failed: false,
    word,
    double: (index) => fromBits(...word(index)),
    extended(low, high) {
      const at = address([low, high])
      const [a, b] = pairAt(peek, at)
      const [exponent] = pairAt(peek, at + 8)
      return { mantissa: (BigInt(b >>> 0) << 32n) | BigInt(a >>> 0), exponent: exponent & 0xffff }
    },
    string: (low, high, limit) => Uint8Array.from(bytesAt(address([low, high]), limit)),
    wide(low, high, limit) {
      const at = address([low, high])
      const characters: number[] = []
      while (characters.length < limit) {
        const [character] = pairAt(peek, at + 4 * characters.length)
        if (character === 0) break
        characters.push(character)
      }
      ranges.push({ address: at, length: 4 * Math.min(limit, characters.length + 1), writes: false })
      return characters
    },
  }
  const format8 = latin1(Uint8Array.from(bytesAt(text)))
  const isUtf8 = errno >= ERROR_UNIT
  const { bytes, stores } = format(format8, source, Math.min(limit, LARGEST), errno | 0, isUtf8)
  ranges.push({ address: to, length: bytes.length, writes: true })
  for (const { low, high, size } of stores)
    ranges.push({ address: address([low, high]), length: size, writes: true, isNamed: true })
  return ranges
}

/** Eight bytes, as two words; where there are none, zero. */
function pairAt(peek: Peek, at: number): readonly [number, number] {
  const word = (from: number) =>
    [0, 1, 2, 3].reduce((sum, i) => sum | (Math.max(0, peek(from + i)) << (8 * i)), 0)
  return [word(at), word(at + 4)]
}

export const PRINT_INTRINSICS = { format: formatIntrinsic } as const
