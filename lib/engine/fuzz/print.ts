/** What a program shows of itself: printf with all its conversions, and the checksum. */
import { type Draft, line, pick, rarely, use, weighted, wrapped } from './draft'
import { expression } from './expression'
import { realExpression } from './real'
import { BOOL, INT, promote, type Whole } from './whole'

type Shown = { readonly format: string; readonly values: readonly string[] }

/** Writes a printf of one to three values. */
export function writePrint(draft: Draft): void {
  const parts = Array.from({ length: 1 + draft.dice(3) }, () =>
    weighted<(draft: Draft) => Shown>(draft, [
      [12, showWhole],
      [4, showReal],
      [3, showString],
      [1, showCharacter],
      [1, showOther],
    ])(draft),
  )
  const format = parts.map((part) => part.format).join(pick(draft, [' ', ',', ' | ']))
  const values = parts.flatMap((part) => part.values)
  line(draft, `printf("${format}\\n"${values.map((value) => `, ${value}`).join('')});`)
}

/** Writes a value into the checksum, which the program prints at its end. */
export function writeMix(draft: Draft): void {
  line(draft, `mix(${wrapped(draft, expression(draft, 3), 1)});`)
}

function showWhole(draft: Draft): Shown {
  const value = expression(draft, 2)
  const { type } = value
  const specification = wholeConversion(draft, type)
  return { format: specification.format, values: [...specification.values, wrapped(draft, value, 1)] }
}

/** A conversion for a value of a type, and the widths that go before it. */
function wholeConversion(draft: Draft, type: Whole): Shown {
  const signed = type === BOOL ? INT : type
  const letter =
    promote(type).isSigned || type.rank < INT.rank
      ? pick(draft, ['d', 'i'])
      : pick(draft, ['u', 'x', 'X', 'o'])
  use(draft, `printf %${letter}`)
  const hasAlternative = letter !== 'd' && letter !== 'i' && letter !== 'u'
  const choices =
    letter === 'd' || letter === 'i' ? ['-', '+', ' ', '0'] : hasAlternative ? ['-', '0', '#'] : ['-', '0']
  const flags = rarely(draft, 3) ? choices.filter(() => rarely(draft, 3)).join('') : ''
  const [width, values] = widthOf(draft)
  const precision = rarely(draft, 6) ? `.${pick(draft, ['', 0, 1, 3, 12])}` : ''
  // A narrow unsigned type arrives as an int.
  const narrow = type.rank < INT.rank && !type.isSigned && type !== BOOL ? 'u' : letter
  return { format: `%${flags}${width}${precision}${signed.length}${narrow}`, values }
}

function widthOf(draft: Draft): [string, string[]] {
  if (!rarely(draft, 4)) return ['', []]
  if (rarely(draft, 5)) {
    use(draft, 'printf *')
    return ['*', [String(draft.dice(20) - 8)]]
  }
  return [String(1 + draft.dice(16)), []]
}

function showReal(draft: Draft): Shown {
  const letter = pick(draft, ['f', 'e', 'g', 'f', 'g', 'E', 'G', 'F', 'a'])
  use(draft, `printf %${letter}`)
  const flags = rarely(draft, 3) ? ['-', '+', ' ', '0', '#'].filter(() => rarely(draft, 4)).join('') : ''
  const [width, values] = widthOf(draft)
  const precision = rarely(draft, 2) ? `.${pick(draft, [0, 1, 2, 3, 8, 15, 17])}` : ''
  // Of a hexadecimal conversion the digits follow from the type, so that none needs rounding.
  const format = letter === 'a' ? `%${flags}${width}a` : `%${flags}${width}${precision}${letter}`
  return { format, values: [...values, realExpression(draft, 2).text] }
}

const TEXTS = [
  '""',
  '"a"',
  '"hello"',
  '"two words"',
  '"tab\\there"',
  '"con" "cat"',
  '"\\"q\\""',
  '"\\x41\\102"',
]

function showString(draft: Draft): Shown {
  use(draft, 'printf %s')
  const text = draft.strings.length > 0 && !rarely(draft, 3) ? pick(draft, draft.strings) : pick(draft, TEXTS)
  const [width, values] = widthOf(draft)
  const precision = rarely(draft, 4) ? `.${draft.dice(6)}` : ''
  return { format: `[%${rarely(draft, 4) ? '-' : ''}${width}${precision}s]`, values: [...values, text] }
}

function showCharacter(draft: Draft): Shown {
  use(draft, 'printf %c')
  return { format: '%c', values: [`' ' + (int)(${wrapped(draft, expression(draft, 1), 8)} & 63)`] }
}

function showOther(draft: Draft): Shown {
  const choices: readonly Shown[] = [
    { format: '%%', values: [] },
    { format: '%p', values: ['(void *)0'] },
    { format: '%5c%-3c|', values: ["'x'", "'y'"] },
    { format: '%zu', values: ['sizeof(long[3])'] },
    { format: '%s', values: ['__func__'] },
  ]
  return pick(draft, choices)
}
