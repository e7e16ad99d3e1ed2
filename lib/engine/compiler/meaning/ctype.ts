/** Types of C as values: the basic ones, how others are made from them, and how they compare. */
import { ATOMIC_QUALIFIER, CONST, type CType, K, type Member, RESTRICT, VOLATILE } from './syntax'

function make(
  kind: K,
  size: number,
  align: number,
  base: CType | null,
  length = -1,
  tag = '',
  parameters: readonly CType[] | null = null,
  variadic = false,
): CType {
  const type = {
    kind,
    size,
    align,
    qualifiers: 0,
    base,
    length,
    bytes: null,
    parameters,
    variadic,
    members: null,
    flexible: false,
    tag,
    alias: '',
    plain: null as unknown as CType,
    variants: null,
    pointer: null,
  }
  type.plain = type
  return type
}

const basic = (kind: K, size: number): CType => make(kind, size, size, null)

/** An integer type under another name: all that can be asked of it is the same, but what it is called. */
export function named(type: CType, alias: string): CType {
  const own = make(type.kind, type.size, type.align, null)
  own.alias = alias
  return own
}

export const BOOL = basic(K.Bool, 1)
export const CHAR = basic(K.Char, 1)
export const SCHAR = basic(K.SignedChar, 1)
export const UCHAR = basic(K.UnsignedChar, 1)
export const SHORT = basic(K.Short, 2)
export const USHORT = basic(K.UnsignedShort, 2)
export const INT = basic(K.Int, 4)
export const UINT = basic(K.UnsignedInt, 4)
export const LONG = basic(K.Long, 8)
export const ULONG = basic(K.UnsignedLong, 8)
export const LLONG = basic(K.LongLong, 8)
export const ULLONG = basic(K.UnsignedLongLong, 8)
export const FLOAT = basic(K.Float, 4)
export const DOUBLE = basic(K.Double, 8)
/** Void has size 1 where GNU C lets it have one (`sizeof(void)`, arithmetic on `void *`). */
export const VOID_TYPE = basic(K.Void, 1)
export const ERROR = basic(K.Error, 4)

/**
 * The pointer to a type: one and the same object each time, so pointer types of one type can be compared by
 * identity.
 */
export function pointerTo(type: CType): CType {
  type.pointer ??= make(K.Pointer, 8, 8, type)
  return type.pointer
}

export const VOID_POINTER = pointerTo(VOID_TYPE)
export const CHAR_POINTER = pointerTo(CHAR)

/**
 * A function type, a new one each time.
 * @param parameters null: declared without a prototype, `f()`
 */
export function functionType(returns: CType, parameters: readonly CType[] | null, variadic: boolean): CType {
  return make(K.Function, 1, 1, returns, -1, '', parameters, variadic)
}

/** An array of `length` elements; -1: not known yet. Its `plain` is itself: qualifiers are its element's. */
export function createArray(element: CType, length: number): CType {
  const size = length < 0 || element.size < 0 ? -1 : length * element.size
  return make(K.Array, size, element.align, element, length)
}

/** A variable-length array whose size in bytes is kept in `bytes`. */
export function createVla(element: CType, bytes: CType['bytes']): CType {
  const type = createArray(element, -1)
  type.bytes = bytes
  return type
}

/** A struct or union not yet defined. */
export function createRecord(kind: K.Struct | K.Union, tag: string): CType {
  return make(kind, -1, 1, null, -1, tag)
}

/**
 * An enumeration of its own.
 * @param base the integer type that its values have, and so its size
 */
export function createEnum(tag: string, base: CType): CType {
  return make(K.Enum, base.size, base.align, base, -1, tag)
}

/** `__int128` and `long double` are structs of two words; wide.ts has their operators. */
function wide(tag: string): CType {
  const type = make(K.Struct, 16, 16, null, -1, tag)
  const word = (name: string, offset: number): Member => ({
    name,
    type: ULONG,
    offset,
    bit: 0,
    width: -1,
    at: 0,
  })
  type.members = [word('low ', 0), word('high ', 8)]
  return type
}

export const INT128 = wide('__int128')
export const UINT128 = wide('unsigned __int128')

export const LONG_DOUBLE = wide('long double')

/** A number that the emitter takes for a struct. */
export const isWide = ({ plain }: CType): boolean =>
  plain === INT128 || plain === UINT128 || plain === LONG_DOUBLE

/** The type with more qualifiers; of an array, its elements get them. */
export function qualify(type: CType, qualifiers: number): CType {
  const all = type.qualifiers | qualifiers
  if (all === type.qualifiers || type.kind === K.Function || type.kind === K.Error) return type
  if (type.kind === K.Array) {
    const element = qualify(type.base!, qualifiers)
    const array = createArray(element, type.length)
    array.bytes = type.bytes
    return array
  }
  const { plain } = type
  plain.variants ??= new Array<CType | null>(16).fill(null)
  const known = plain.variants[all]!
  if (known !== null) return known
  const variant = { ...plain, qualifiers: all, plain, variants: null, pointer: null }
  plain.variants[all] = variant
  return variant
}

/** A record or enum has been completed: its qualified variants learn about it. */
export function completeVariants(type: CType): void {
  for (const variant of type.plain.variants ?? []) {
    if (variant === null) continue
    variant.size = type.size
    variant.base = type.base
    variant.align = type.align
    variant.members = type.members
    variant.flexible = type.flexible
  }
}

/**
 * Integers, _Bool, char and enumerations among them. These predicates compare kinds, which are in order (`K`):
 * they see through qualifiers.
 */
export const isInteger = (type: CType): boolean => type.kind <= K.Enum
/** `float` and `double`; `long double` is none here (`isWide`). */
export const isFloating = (type: CType): boolean => type.kind === K.Float || type.kind === K.Double
/** Integers, `float` and `double`; the wide ones (`isWide`) are none. */
export const isArithmetic = (type: CType): boolean => type.kind <= K.Double
/** Pointers, to functions as well; arrays are none. */
export const isPointer = (type: CType): boolean => type.kind === K.Pointer
/** What a slot can hold: arithmetic types and pointers. */
export const isScalar = (type: CType): boolean => type.kind <= K.Pointer
/** Structs and unions; `__int128` and `long double` are made of one, so they are among them. */
export const isRecord = (type: CType): boolean => type.kind === K.Struct || type.kind === K.Union
/** Arrays whose size is known only when they are met. */
export const isVla = (type: CType): boolean => type.kind === K.Array && type.bytes !== null
/** Whether the type itself is qualified `_Atomic`; parts of it do not count. */
export const isAtomic = (type: CType): boolean => (type.qualifiers & ATOMIC_QUALIFIER) !== 0

/** Kind behind an enum. */
export const integerKind = (type: CType): K => (type.kind === K.Enum ? type.base!.kind : type.kind)

const UNSIGNED = new Set([
  K.Bool,
  K.UnsignedChar,
  K.UnsignedShort,
  K.UnsignedInt,
  K.UnsignedLong,
  K.UnsignedLongLong,
])
const UNSIGNED_TABLE = Uint8Array.from({ length: K.Error + 1 }, (_, kind) => (UNSIGNED.has(kind) ? 1 : 0))

/** Unsigned integers and pointers. */
export function isUnsigned(type: CType): boolean {
  if (type.kind === K.Enum) return UNSIGNED_TABLE[type.base!.kind] === 1
  return UNSIGNED_TABLE[type.kind] === 1 || type.kind === K.Pointer
}

/** Whether some part of the type's size is not known. */
export function isIncomplete(type: CType): boolean {
  return type.size < 0 && !isVla(type)
}

/** Integer promotions. */
export function promote(type: CType): CType {
  if (type.kind === K.Enum) return type.base!
  return type.kind < K.Int ? INT : type.plain
}

/** Usual arithmetic conversions of two arithmetic types. */
export function commonType(a: CType, b: CType): CType {
  if (a.kind === K.Double || b.kind === K.Double) return DOUBLE
  if (a.kind === K.Float || b.kind === K.Float) return FLOAT
  const left = promote(a)
  const right = promote(b)
  if (left.kind === right.kind) return left
  const wide = left.kind > right.kind ? left : right
  const narrow = wide === left ? right : left
  if (isUnsigned(wide) || !isUnsigned(narrow) || narrow.size < wide.size) return wide
  return wide.kind === K.LongLong ? ULLONG : wide.kind === K.Long ? ULONG : UINT
}

/** Compatible types, qualifiers included. */
export function isCompatible(a: CType, b: CType): boolean {
  if (a === b) return true
  return a.qualifiers === b.qualifiers && isCompatibleUnqualified(a, b)
}

/** Compatible types, outermost qualifiers aside. */
export function isCompatibleUnqualified(left: CType, right: CType): boolean {
  const a = left.plain
  const b = right.plain
  if (a === b || a.kind === K.Error || b.kind === K.Error) return true
  if (a.kind === K.Enum || b.kind === K.Enum) {
    return a.kind !== b.kind && (a.kind === K.Enum ? a.base === b : b.base === a)
  }
  if (a.kind !== b.kind) return false
  switch (a.kind) {
    case K.Pointer:
      return isCompatible(a.base!, b.base!)
    case K.Array:
      return (a.length < 0 || b.length < 0 || a.length === b.length) && isCompatible(a.base!, b.base!)
    case K.Function:
      return isCompatibleFunction(a, b)
    case K.Struct:
    case K.Union:
      return false
    default:
      // One and the same kind of number, perhaps by two names.
      return true
  }
}

function isCompatibleFunction(a: CType, b: CType): boolean {
  if (!isCompatibleUnqualified(a.base!, b.base!)) return false
  const p = a.parameters
  const q = b.parameters
  if (p === null || q === null) {
    const known = p ?? q
    const variadic = p === null ? b.variadic : a.variadic
    return known === null || (!variadic && known.every(survivesPromotion))
  }
  if (p.length !== q.length || a.variadic !== b.variadic) return false
  return p.every((parameter, i) => isCompatibleUnqualified(parameter, q[i]!))
}

function survivesPromotion(type: CType): boolean {
  return type.kind !== K.Float && (!isInteger(type) || type.kind >= K.Int)
}

/** The composite of two compatible types: what either knows (array length, parameters). */
export function compositeType(a: CType, b: CType): CType {
  if (a === b) return a
  if (a.kind === K.Array && b.kind === K.Array) return a.length >= 0 || a.bytes !== null ? a : b
  if (a.kind === K.Function && b.kind === K.Function) return a.parameters !== null ? a : b
  return a
}

/** A member by name, looking into anonymous structs and unions; `offset` is from the outermost. */
export function findMember(
  type: CType,
  name: string,
): { member: Member; offset: number; path: Member[] } | null {
  for (const member of type.members ?? []) {
    if (member.name === name) return { member, offset: member.offset, path: [member] }
    if (member.name !== '' || !isRecord(member.type)) continue
    const inner = findMember(member.type, name)
    if (inner !== null)
      return { ...inner, offset: inner.offset + member.offset, path: [member, ...inner.path] }
  }
  return null
}

const BASIC_NAMES: Partial<Record<K, string>> = {
  [K.Bool]: '_Bool',
  [K.Char]: 'char',
  [K.SignedChar]: 'signed char',
  [K.UnsignedChar]: 'unsigned char',
  [K.Short]: 'short int',
  [K.UnsignedShort]: 'short unsigned int',
  [K.Int]: 'int',
  [K.UnsignedInt]: 'unsigned int',
  [K.Long]: 'long int',
  [K.UnsignedLong]: 'long unsigned int',
  [K.LongLong]: 'long long int',
  [K.UnsignedLongLong]: 'long long unsigned int',
  [K.Float]: 'float',
  [K.Double]: 'double',
  [K.Void]: 'void',
  [K.Error]: '?',
}

/** A type as gcc writes it: `char *`, `int (*)(void)`, `struct node`. */
export function typeName(type: CType): string {
  return declare(type, '', 0)
}

function declare(type: CType, inner: string, depth: number): string {
  if (depth > 40) return '…'
  const { base } = type
  switch (type.kind) {
    case K.Pointer: {
      const stars = `*${qualifierNames(type)}${inner}`
      const wrapped = base!.kind === K.Array || base!.kind === K.Function ? `(${stars})` : stars
      return declare(base!, wrapped, depth + 1)
    }
    case K.Array:
      return declare(base!, `${inner}[${type.length < 0 ? '' : type.length}]`, depth + 1)
    case K.Function:
      return declare(base!, `${inner}(${parameterNames(type, depth)})`, depth + 1)
    default: {
      const name = `${leading(type)}${baseName(type)}`
      const isSuffix = /^(\[|\((?!\*))/.test(inner)
      return inner === '' || isSuffix ? name + inner : `${name} ${inner}`
    }
  }
}

function parameterNames(type: CType, depth: number): string {
  if (type.parameters === null) return ''
  const names = type.parameters.map((parameter) => declare(parameter, '', depth + 1))
  if (type.variadic) names.push('...')
  return names.length === 0 ? 'void' : names.join(', ')
}

function baseName(type: CType): string {
  if (isWide(type)) return type.tag
  const { tag, alias } = type.plain
  if (tag === '' && alias !== '') return alias
  if (type.kind === K.Struct) return `struct ${tag || '<anonymous>'}`
  if (type.kind === K.Union) return `union ${tag || '<anonymous>'}`
  if (type.kind === K.Enum) return `enum ${tag || '<anonymous>'}`
  return BASIC_NAMES[type.kind] ?? '?'
}

function leading(type: CType): string {
  const { qualifiers } = type
  let names = ''
  if ((qualifiers & CONST) !== 0) names += 'const '
  if ((qualifiers & VOLATILE) !== 0) names += 'volatile '
  if ((qualifiers & ATOMIC_QUALIFIER) !== 0) names += '_Atomic '
  return names
}

function qualifierNames(type: CType): string {
  let names = ''
  if ((type.qualifiers & CONST) !== 0) names += ' const'
  if ((type.qualifiers & VOLATILE) !== 0) names += ' volatile'
  if ((type.qualifiers & RESTRICT) !== 0) names += ' restrict'
  if ((type.qualifiers & ATOMIC_QUALIFIER) !== 0) names += ' _Atomic'
  return names
}
