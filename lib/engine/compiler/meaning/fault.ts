/** Why something written is not what it looks like, in gcc's distinctions. Few programs need to know. */
import type { NumberFault, SpecifierFault } from '../text/preprocessor'

/** Of a preprocessing number that is neither an integer nor a floating constant. */
export function numberFault(text: string): NumberFault {
  if ((text.match(/\./g) ?? []).length > 1) return ['bad-number', 'too many decimal points in number']
  const isHex = /^0[xX][0-9a-fA-F.]/.test(text)
  if (isHex && text.includes('.') && !/[pP]/.test(text))
    return ['bad-number', 'hexadecimal floating constants require an exponent']
  if ((isHex ? /[pP][+-]?(?!\d)/ : /^[\d.]+[eE][+-]?(?!\d)/).test(text))
    return ['bad-number', 'exponent has no digits']
  const octal = /^0[0-7]*([89])/.exec(text)
  if (octal !== null && !/^[\d]+[.eE]/.test(text)) return ['number-digit', octal[1]!, 'octal']
  const binary = /^0[bB][01]+([2-9])/.exec(text)
  if (binary !== null) return ['number-digit', binary[1]!, 'binary']
  const digits = isHex
    ? /^0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*(?:[pP][+-]?\d+)?/
    : /^0[bB][01]+|^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/
  const [number = ''] = digits.exec(text) ?? []
  const isFloating = isHex ? /[.pP]/.test(number) : !/^0[bB]/.test(number) && /[.eE]/.test(number)
  return ['number-suffix', text.slice(number.length), isFloating ? 'floating' : 'integer']
}

/** In this order gcc names two words that contradict each other. */
const MODIFIERS = ['long', 'short', 'signed', 'unsigned']
/** What may modify a type. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  char: ['signed', 'unsigned'],
  int: MODIFIERS,
  double: ['long'],
  __int128: ['signed', 'unsigned'],
}

/** Of words that together are no type; the last one is what made them none. */
export function specifierFault(words: readonly string[]): SpecifierFault {
  const last = words[words.length - 1] ?? ''
  const before = words.slice(0, -1)
  const longs = before.filter((word) => word === 'long').length
  if (last === 'long' && longs > 1) return ['specifier-too-long', 'long long long']
  const other = before.find((word) => contradicts(word, last))
  if (other !== undefined) {
    const [first = '', second = ''] = [other, last].sort((a, b) => rank(a) - rank(b))
    return ['specifiers-contradict', first === 'long' && longs > 1 ? 'long long' : first, second]
  }
  const isRepeated = before.includes(last) && MODIFIERS.includes(last)
  return isRepeated ? ['specifier-repeated', last] : ['bad-specifiers']
}

const rank = (word: string): number => (MODIFIERS.includes(word) ? MODIFIERS.indexOf(word) : MODIFIERS.length)

function contradicts(a: string, b: string): boolean {
  const [x, y] = [MODIFIERS.includes(a), MODIFIERS.includes(b)]
  if (x && y) return a !== b && [a, b].every((word) => word === 'long' || word === 'short') !== isSigns(a, b)
  if (!x && !y) return false
  const [modifier, type] = x ? [a, b] : [b, a]
  return !(ALLOWED[type] ?? []).includes(modifier)
}

const isSigns = (a: string, b: string): boolean => [a, b].every((word) => word.endsWith('signed'))
