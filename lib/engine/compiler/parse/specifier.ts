/** Declaration specifiers: storage class, qualifiers, and the basic or named type. */
import * as C from '../meaning/ctype'
import { closestName, complain, symbolOf } from '../meaning/environment'
import { ATOMIC_QUALIFIER, CONST, type CType, K, RESTRICT, SymbolKind, VOLATILE } from '../meaning/syntax'
import type { Hint } from '../text/mend'
import { spell, T } from '../text/token'
import { type Attributes, NO_ATTRIBUTES, parseAlignas, parseAttributes, seesBrackets } from './attribute'
import { startsType } from './first-set'
import { accept, advance, describeToken, fail, type Parser, peekKind, require, sees } from './parser'

export enum Storage {
  None,
  Typedef,
  Extern,
  Static,
  Auto,
  Register,
}

export type Specifiers = {
  type: CType
  storage: Storage
  isInline: boolean
  isThread: boolean
  attributes: Readonly<Attributes>
  readonly at: number
  /** A struct, union or enum was named or defined: the declaration may stand without declarators. */
  tagged: boolean
  /** `__auto_type`: the type is that of the initialiser. */
  deduced: boolean
}

const VOID = 1
const BOOL = 2
const CHAR = 4
const SHORT = 8
const INT = 16
const FLOAT = 32
const DOUBLE = 64
const SIGNED = 128
const UNSIGNED = 256
const LONG = 512
const LONG_LONG = 1024
const INT128 = 2048

const WORDS: Partial<Record<T, number>> = {
  [T.Void]: VOID,
  [T.Bool]: BOOL,
  [T.Char_]: CHAR,
  [T.Short]: SHORT,
  [T.Int]: INT,
  [T.Float]: FLOAT,
  [T.Double]: DOUBLE,
  [T.Signed]: SIGNED,
  [T.Unsigned]: UNSIGNED,
}

const TYPES = new Map<number, CType>([
  [VOID, C.VOID_TYPE],
  [BOOL, C.BOOL],
  [CHAR, C.CHAR],
  [SIGNED | CHAR, C.SCHAR],
  [UNSIGNED | CHAR, C.UCHAR],
  [FLOAT, C.FLOAT],
  [DOUBLE, C.DOUBLE],
  [LONG | DOUBLE, C.LONG_DOUBLE],
  [INT128, C.INT128],
  [SIGNED | INT128, C.INT128],
  [UNSIGNED | INT128, C.UINT128],
])
for (const int of [0, INT]) {
  for (const [size, signed, unsigned] of [
    [SHORT, C.SHORT, C.USHORT],
    [LONG, C.LONG, C.ULONG],
    [LONG | LONG_LONG, C.LLONG, C.ULLONG],
  ] as const) {
    TYPES.set(size | int, signed)
    TYPES.set(size | int | SIGNED, signed)
    TYPES.set(size | int | UNSIGNED, unsigned)
  }
  TYPES.set(INT | int, C.INT)
  TYPES.set(SIGNED | int, C.INT)
  TYPES.set(UNSIGNED | int, C.UINT)
}

/** Every set of words that some type has among its own, so that more words may still complete it. */
const BEGINNINGS = new Set<number>()
for (const words of TYPES.keys())
  for (let part = words; part > 0; part = (part - 1) & words) BEGINNINGS.add(part)

const WORD_NAMES: Readonly<Record<number, string>> = {
  [VOID]: 'void',
  [BOOL]: '_Bool',
  [CHAR]: 'char',
  [SHORT]: 'short',
  [INT]: 'int',
  [FLOAT]: 'float',
  [DOUBLE]: 'double',
  [SIGNED]: 'signed',
  [UNSIGNED]: 'unsigned',
  [LONG]: 'long',
  [INT128]: '__int128',
}

/** `spelled`: the words, with spaces between them. */
type Reading = { words: number; spelled: string; type: CType | null; qualifiers: number }

/** Reads specifiers; at least one token is taken, or the declaration fails. */
export function parseSpecifiers(p: Parser, attributes = NO_ATTRIBUTES): Specifiers {
  const specifiers: Specifiers = {
    type: C.INT,
    storage: Storage.None,
    isInline: false,
    isThread: false,
    attributes,
    at: p.token.at,
    tagged: false,
    deduced: false,
  }
  const reading: Reading = { words: 0, spelled: '', type: null, qualifiers: 0 }
  while (readSpecifier(p, specifiers, reading));
  if ((reading.qualifiers & RESTRICT) !== 0 && reading.type?.kind !== K.Pointer) {
    complain(p, 'restrict-invalid', specifiers.at)
    reading.qualifiers &= ~RESTRICT
  }
  specifiers.type = C.qualify(finish(p, specifiers, reading), reading.qualifiers)
  return specifiers
}

function finish(p: Parser, specifiers: Specifiers, reading: Reading): CType {
  const { words, type } = reading
  if (type !== null) {
    if (words !== 0) complain(p, 'bad-specifiers', specifiers.at)
    return type
  }
  if (words === 0) {
    if (specifiers.deduced) return C.INT
    return missingType(p, specifiers, reading.qualifiers !== 0)
  }
  // words that make no type have been complained about
  return TYPES.get(words) ?? C.INT
}

/** No type: either `static x;` (int, with a warning) or a misspelt type name. */
function missingType(p: Parser, specifiers: Specifiers, qualified: boolean): CType {
  if (p.kind === T.Semicolon && p.previous.kind === T.RightParen) {
    // __attribute__((fallthrough)); alone
    specifiers.tagged = true
    return C.INT
  }
  if (p.kind === T.Star && p.depth === 0) {
    complain(p, 'type-missing', p.token.at)
    return C.INT
  }
  const isName = p.kind === T.Identifier
  const next = isName ? peekKind(p) : T.End
  const looksLikeType = isName && (next === T.Identifier || next === T.Star)
  const isUnknown = looksLikeType && symbolOf(p, p.token.name!)?.kind !== SymbolKind.Typedef
  if (isUnknown) {
    const { text } = p.token.name!
    complain(p, 'unknown-type', p.token.at, [text], typeHint(p, text))
    advance(p)
    return C.ERROR
  }
  const name = isName ? p.token.name!.text : 'type name'
  if (isName || qualified || specifiers.storage !== Storage.None)
    complain(p, 'implicit-int', p.token.at, [name])
  else fail(p, 'expected', ['declaration specifiers', describeToken(p)])
  return C.INT
}

function typeHint(p: Parser, text: string): Hint | undefined {
  const header = p.pp.known.headerOf(text)
  if (header !== undefined) return { code: 'include-header', name: text, header }
  const near = closestName(
    p,
    text,
    (name) => symbolOf(p, name)?.kind === SymbolKind.Typedef || name.keyword !== T.Identifier,
  )
  return near === null ? undefined : { code: 'did-you-mean', name: near, of: text }
}

function readSpecifier(p: Parser, specifiers: Specifiers, reading: Reading): boolean {
  const { kind } = p
  const word = WORDS[kind]
  if (word !== undefined) {
    readWord(p, reading, word)
    return true
  }
  return (
    readQualifier(p, specifiers, reading) ||
    readStorage(p, specifiers) ||
    readTypeWord(p, specifiers, reading)
  )
}

/** Adds a word to the type; what no type begins with is complained about, and left out. */
function readWord(p: Parser, reading: Reading, word: number): void {
  const text = WORD_NAMES[word] as string
  const repeated = (reading.words & word) !== 0 && word !== LONG
  const added = reading.words | ((reading.words & LONG) !== 0 && word === LONG ? LONG_LONG : word)
  const tooLong = word === LONG && (reading.words & LONG_LONG) !== 0
  const spelled = reading.words === 0 ? text : `${reading.spelled} ${text}`
  if (repeated || tooLong || !BEGINNINGS.has(added)) {
    const [code, ...args] = p.pp.known.specifierFault(spelled.split(' '))
    complain(p, code, p.token.at, args)
  } else {
    reading.words = added
    reading.spelled = spelled
  }
  advance(p)
}

const QUALIFIERS: Partial<Record<T, number>> = {
  [T.Const]: CONST,
  [T.Volatile]: VOLATILE,
  [T.Restrict]: RESTRICT,
}

function readQualifier(p: Parser, specifiers: Specifiers, reading: Reading): boolean {
  const qualifier = QUALIFIERS[p.kind]
  if (qualifier !== undefined) {
    reading.qualifiers |= qualifier
    advance(p)
    return true
  }
  if (p.kind === T.Attribute || p.kind === T.Asm || seesBrackets(p)) {
    specifiers.attributes = parseAttributes(p, specifiers.attributes)
    return true
  }
  if (p.kind !== T.Atomic) return false
  advance(p)
  reading.qualifiers |= ATOMIC_QUALIFIER
  if (sees(p, T.LeftParen)) {
    advance(p)
    reading.type = p.rules.typeName(p)
    const { kind } = reading.type
    if (kind === K.Array || kind === K.Function)
      complain(p, 'atomic-type', p.token.at, [kind === K.Array ? 'array' : 'function'])
    require(p, T.RightParen)
  }
  return true
}

const STORAGES: Partial<Record<T, Storage>> = {
  [T.Typedef]: Storage.Typedef,
  [T.Extern]: Storage.Extern,
  [T.Static]: Storage.Static,
  [T.Auto]: Storage.Auto,
  [T.Register]: Storage.Register,
}

function readStorage(p: Parser, specifiers: Specifiers): boolean {
  const storage = STORAGES[p.kind]
  if (storage !== undefined) {
    if (specifiers.storage === storage) complain(p, 'specifier-repeated', p.token.at, [spell(p.token)])
    else if (specifiers.storage !== Storage.None) complain(p, 'bad-storage', p.token.at)
    specifiers.storage = storage
  } else if (p.kind === T.Inline) specifiers.isInline = true
  else if (p.kind === T.Noreturn) {
    specifiers.attributes = { ...specifiers.attributes, noReturn: true, isNoreturn: true }
  } else if (p.kind === T.ThreadLocal) specifiers.isThread = true
  else if (p.kind === T.Alignas) {
    specifiers.attributes = parseAlignas(p, specifiers.attributes)
    return true
  } else if (p.kind !== T.Extension) return false
  advance(p)
  return true
}

const REFUSED: Partial<Record<T, string>> = {
  [T.Complex]: '_Complex',
  [T.Imaginary]: '_Imaginary',
  [T.Float128]: '_Float128',
}

function readTypeWord(p: Parser, specifiers: Specifiers, reading: Reading): boolean {
  const { kind, token } = p
  switch (kind) {
    case T.Long:
      readWord(p, reading, LONG)
      return true
    case T.Int128:
      if (spell(token) === '__uint128_t') reading.words |= UNSIGNED
      readWord(p, reading, INT128)
      return true
    case T.Struct:
    case T.Union:
    case T.Enum:
      if (reading.type !== null) complain(p, 'bad-specifiers', token.at)
      reading.type = p.rules.tagged(p)
      specifiers.tagged = true
      return true
    case T.Typeof:
      reading.type = parseTypeof(p)
      return true
    case T.AutoType:
      advance(p)
      specifiers.deduced = true
      return true
    case T.Complex:
    case T.Imaginary:
    case T.Float128:
      complain(p, 'unsupported', token.at, [REFUSED[kind]!])
      reading.type ??= C.ERROR
      reading.words = 0
      advance(p)
      return true
    case T.Identifier: {
      const symbol = symbolOf(p, token.name!)
      if (
        symbol === null ||
        symbol.kind !== SymbolKind.Typedef ||
        reading.type !== null ||
        reading.words !== 0
      )
        return false
      if (specifiers.deduced) return false
      reading.type = symbol.type
      advance(p)
      return true
    }
    default:
      return false
  }
}

function parseTypeof(p: Parser): CType {
  advance(p)
  require(p, T.LeftParen)
  let type: CType
  if (startsType(p, p.kind, p.token)) type = p.rules.typeName(p)
  else type = p.rules.expression(p).type
  require(p, T.RightParen)
  return type.kind === K.Array || type.kind === K.Function ? type : C.qualify(type.plain, type.qualifiers)
}

/** `* const` …: qualifiers between stars and name. */
export function parseQualifiers(p: Parser): number {
  let qualifiers = 0
  for (;;) {
    const qualifier = QUALIFIERS[p.kind]
    if (qualifier !== undefined) {
      qualifiers |= qualifier
      advance(p)
    } else if (p.kind === T.Attribute) parseAttributes(p)
    else if (accept(p, T.Atomic)) qualifiers |= ATOMIC_QUALIFIER
    else return qualifiers
  }
}
