/** Initialisers: braces, designators and their absence, flattened to values at offsets. */
import { integerConstant, numberValue } from '../meaning/constant'
import { assignConvert, decay, INITIALISATION, isError } from '../meaning/conversion'
import {
  CHAR,
  createArray,
  findMember,
  INT,
  isCompatibleUnqualified,
  isInteger,
  isRecord,
  isVla,
  isWide,
  typeName,
} from '../meaning/ctype'
import { complain } from '../meaning/environment'
import { type CType, createNode, K, type Member, N, type Node } from '../meaning/syntax'
import { T } from '../text/token'
import { parseIntegerConstant } from './expression'
import {
  accept,
  advance,
  describeToken,
  enter,
  fail,
  leave,
  type Parser,
  peekKind,
  require,
  sees,
} from './parser'
import { parseStrings, type StringLiteral } from './postfix'

/** Where values are collected: in the order of evaluation; later ones win. */
type Sink = {
  readonly values: Node[]
  /** The object's own type; if it is an array, `length` counts its elements. */
  readonly type: CType
  length: number
}

export type Initialiser = { readonly type: CType; readonly values: Node[] }

/** Reads the initialiser of an object; an array of unknown length gets its length. */
export function parseInitialiser(p: Parser, type: CType): Initialiser {
  const sink: Sink = { values: [], type, length: 0 }
  if (isVla(type)) {
    complain(p, 'variable-initialised', p.token.at)
    p.rules.assignment(p)
    return { type, values: [] }
  }
  const { inBraces } = p
  p.inBraces = false
  readValue(p, sink, type, 0, null)
  p.inBraces = inBraces
  if (type.kind === K.Array && type.length < 0)
    return { type: createArray(type.base!, sink.length), values: sink.values }
  return { type, values: sink.values }
}

function push(sink: Sink, type: CType, offset: number, member: Member | null, value: Node): void {
  const node = createNode(N.InitialValue, type, value.at, value, null)
  node.low = offset
  node.member = member !== null && member.width >= 0 ? member : null
  sink.values.push(node)
}

/** One value for an object of this type; `ready` is an expression read already that belongs here. */
function readValue(
  p: Parser,
  sink: Sink,
  type: CType,
  offset: number,
  member: Member | null,
  ready: Node | null = null,
): void {
  enter(p)
  if (ready === null && p.kind === T.LeftBrace) readBraced(p, sink, type, offset, member)
  else if (type.kind === K.Array) readArray(p, sink, type, offset, ready)
  else if (isRecord(type) && !isWide(type)) readRecord(p, sink, type, offset, ready)
  else {
    const value = ready ?? p.rules.assignment(p)
    const converted = assignConvert(p, value, type, INITIALISATION)
    if (!isError(converted)) push(sink, type, offset, member, converted)
  }
  leave(p)
}

function readBraced(p: Parser, sink: Sink, type: CType, offset: number, member: Member | null): void {
  const { at } = p.token
  advance(p)
  if (type.kind === K.Array && p.kind === T.String && isCharacterArray(type)) {
    const next = peekKind(p)
    if (next === T.RightBrace || next === T.Comma || next === T.String) {
      readString(p, sink, type, offset)
      closeBrace(p, 'char array')
      return
    }
  }
  if (type.kind === K.Array) readElements(p, sink, type, offset, 0, true, null)
  else if (isRecord(type) && !isWide(type)) readMembers(p, sink, type, offset, 0, true, null)
  else {
    if (p.kind === T.LeftBrace) complain(p, 'initialiser-braces', p.token.at)
    if (p.kind === T.RightBrace) complain(p, 'initialiser-empty', at)
    else readValue(p, sink, type, offset, member)
    closeBrace(p, 'scalar')
  }
}

/** Skips what is too much, then the closing brace. */
function closeBrace(p: Parser, what: string): void {
  accept(p, T.Comma)
  if (p.kind !== T.RightBrace) {
    complain(p, 'initialiser-excess', p.token.at, [what])
    skipExcess(p)
  }
  require(p, T.RightBrace)
}

function skipExcess(p: Parser): void {
  const ignored: Sink = { values: [], type: INT, length: 0 }
  while (p.kind !== T.RightBrace && p.kind !== T.End) {
    if (p.kind === T.LeftBrace) readValue(p, ignored, createArray(INT, -1), 0, null)
    else p.rules.assignment(p)
    if (!accept(p, T.Comma)) break
  }
}

function isCharacterArray(type: CType): boolean {
  const base = type.base!
  return isInteger(base) && base.kind !== K.Bool && base.size <= 4 && base.kind !== K.Enum
}

function readArray(p: Parser, sink: Sink, type: CType, offset: number, ready: Node | null): void {
  if (ready === null && p.kind === T.String && isCharacterArray(type)) {
    readString(p, sink, type, offset)
    return
  }
  if (offset === 0 && sink.values.length === 0 && ready === null && !p.inBraces) {
    // without braces only a string or a compound literal can initialise an array
    const value = p.rules.assignment(p)
    if (value.kind === N.CompoundLiteral && isCompatibleUnqualified(value.type, type)) {
      sink.values.push(...(value.list ?? []))
      sink.length = Math.max(sink.length, value.type.length)
      return
    }
    if (value.kind === N.Variable && value.symbol!.name === '' && value.symbol!.link !== null) {
      copyString(sink, type, value)
      return
    }
    complain(p, 'initialiser-invalid', value.at)
    return
  }
  readElements(p, sink, type, offset, 0, false, ready)
}

/** A parenthesised string: its bytes are already an object. */
function copyString(sink: Sink, type: CType, value: Node): void {
  const bytes = value.symbol!.link!.data!.bytes!
  sink.length = bytes.length
  const length = type.length < 0 ? bytes.length : Math.min(type.length, bytes.length)
  for (let i = 0; i < length; i++) {
    if (bytes[i] !== 0) push(sink, type.base!, i, null, integerConstant(type.base!, bytes[i]!, 0, value.at))
  }
}

function readString(p: Parser, sink: Sink, type: CType, offset: number): void {
  const { units, element, at }: StringLiteral = parseStrings(p)
  const base = type.base!
  if (element.size !== base.size) complain(p, 'initialiser-invalid', at)
  const room = type.length < 0 ? units.length + 1 : type.length
  if (units.length > room) complain(p, 'string-too-long', at, [typeName(element === CHAR ? CHAR : element)])
  if (type === sink.type) sink.length = units.length + 1
  const length = Math.min(units.length, room)
  for (let i = 0; i < length; i++) {
    const unit = units[i]!
    push(sink, base, offset + i * base.size, null, integerConstant(base, unit, unit >> 31, at))
  }
  // the rest of the array is zero: say so with one value, so that it counts as initialised
  if (length < room) push(sink, base, offset + length * base.size, null, integerConstant(base, 0, 0, at))
}

/** Whether a list without own braces ends here: at the brace of the list around it, or at a designator. */
function endsList(p: Parser): boolean {
  if (p.kind === T.RightBrace || p.kind === T.End) return true
  if (p.kind !== T.Comma) return false
  const next = peekKind(p)
  return next === T.RightBrace || next === T.Dot || next === T.LeftBracket
}

function readElements(
  p: Parser,
  sink: Sink,
  type: CType,
  offset: number,
  start: number,
  braced: boolean,
  ready: Node | null,
): void {
  const element = type.base!
  const size = Math.max(0, element.size)
  const { inBraces } = p
  p.inBraces = true
  let index = start
  let first = true
  let pending = ready
  for (;;) {
    if (braced ? p.kind === T.RightBrace || p.kind === T.End : !first && endsList(p)) break
    if (!braced && type.length >= 0 && index >= type.length) break
    if (!first && pending === null) {
      require(p, T.Comma)
      if (braced && p.kind === T.RightBrace) break
    }
    first = false
    if (braced && p.kind === T.LeftBracket) {
      index = readIndexDesignator(p, sink, type, offset)
    } else if (type.length >= 0 && index >= type.length) {
      complain(p, 'initialiser-excess', p.token.at, ['array'])
      skipExcess(p)
      break
    } else {
      if (p.kind === T.Dot) fail(p, 'initialiser-designator', ['field name'])
      readValue(p, sink, element, offset + index * size, null, pending)
      index++
    }
    pending = null
    if (type === sink.type) sink.length = Math.max(sink.length, index)
    if (index > 0x1000_0000) fail(p, 'array-too-large', [typeName(type)])
  }
  p.inBraces = inBraces
  if (braced) require(p, T.RightBrace)
}

/** `[2] = …` or GNU's `[2 ... 5] = …`; gives the index after it. */
function readIndexDesignator(p: Parser, sink: Sink, type: CType, offset: number): number {
  const { at } = p.token
  advance(p)
  const from = indexValue(p, type)
  let to = from
  if (accept(p, T.Ellipsis)) to = indexValue(p, type)
  require(p, T.RightBracket)
  if (to < from) complain(p, 'initialiser-designator', at, ['empty index range'])
  const size = Math.max(0, type.base!.size)
  const before = sink.values.length
  readDesignated(p, sink, type.base!, offset + from * size, null)
  const values = sink.values.slice(before)
  if ((to - from) * values.length > 1_000_000) fail(p, 'array-too-large', [typeName(type)])
  for (let index = from + 1; index <= to; index++) {
    for (const value of values)
      push(sink, value.type, value.low + (index - from) * size, value.member, value.left!)
  }
  return to + 1
}

function indexValue(p: Parser, type: CType): number {
  const { at } = p.token
  const node = parseIntegerConstant(p, 'not-constant', 'array index in initializer')
  const index = node === null ? 0 : numberValue(node)
  if (index < 0 || (type.length >= 0 && index >= type.length)) {
    complain(p, 'initialiser-designator', at, ['array index'])
    return 0
  }
  return Math.min(index, 0x1000_0000)
}

/** What follows a designator: more designators, or `=` and the value; then the list goes on inside the object. */
function readDesignated(p: Parser, sink: Sink, type: CType, offset: number, member: Member | null): void {
  if (p.kind === T.LeftBracket && type.kind === K.Array) {
    const next = readIndexDesignator(p, sink, type, offset)
    if (sees(p, T.Comma) && !endsList(p)) {
      if (next < type.length) {
        advance(p)
        readElements(p, sink, type, offset, next, false, null)
      }
    }
    return
  }
  if (p.kind === T.Dot && isRecord(type)) {
    const next = readMemberDesignator(p, sink, type, offset)
    if (sees(p, T.Comma) && !endsList(p) && type.kind === K.Struct && next < type.members!.length) {
      advance(p)
      readMembers(p, sink, type, offset, next, false, null)
    }
    return
  }
  if (p.kind === T.Dot || p.kind === T.LeftBracket) fail(p, 'initialiser-designator', [describeToken(p)])
  accept(p, T.Assign)
  readValue(p, sink, type, offset, member)
}

/** `.name = …`; gives the index of the member after it. */
function readMemberDesignator(p: Parser, sink: Sink, type: CType, offset: number): number {
  advance(p)
  const { name, at } = p.token
  if (name === null) return fail(p, 'expected', ['identifier', describeToken(p)])
  advance(p)
  return readNamedMember(p, sink, type, offset, name.text, at)
}

function readNamedMember(
  p: Parser,
  sink: Sink,
  type: CType,
  offset: number,
  name: string,
  at: number,
): number {
  const found = findMember(type, name)
  if (found === null) {
    complain(p, 'no-member', at, [typeName(type), name])
    accept(p, T.Assign)
    readValue(p, { values: [], type: INT, length: 0 }, INT, 0, null)
    return type.members?.length ?? 0
  }
  readDesignated(p, sink, found.member.type, offset + found.offset, found.member)
  return type.members!.indexOf(found.path[0]!) + 1
}

function readRecord(p: Parser, sink: Sink, type: CType, offset: number, ready: Node | null): void {
  const value = ready ?? (startsList(p) ? null : p.rules.assignment(p))
  if (value !== null && isRecord(value.type) && isCompatibleUnqualified(value.type, type)) {
    if (value.kind === N.CompoundLiteral && value.list !== null && value.symbol!.link !== null) {
      for (const item of value.list) push(sink, item.type, offset + item.low, item.member, item.left!)
    } else push(sink, type.plain, offset, null, decay(p, value))
    return
  }
  if (!p.inBraces) {
    if (value !== null && !isError(value)) complain(p, 'initialiser-invalid', value.at)
    return
  }
  readMembers(p, sink, type, offset, 0, false, value)
}

const startsList = (p: Parser): boolean => p.kind === T.LeftBrace || p.kind === T.String

function readMembers(
  p: Parser,
  sink: Sink,
  type: CType,
  offset: number,
  start: number,
  braced: boolean,
  ready: Node | null,
): void {
  const members = type.members ?? []
  const { inBraces } = p
  p.inBraces = true
  let index = start
  let first = true
  let pending = ready
  for (;;) {
    if (braced ? p.kind === T.RightBrace || p.kind === T.End : !first && endsList(p)) break
    // an unnamed bit-field takes no value
    while (index < members.length && members[index]!.name === '' && !isRecord(members[index]!.type)) index++
    const full = index >= members.length || (type.kind === K.Union && index > 0 && !first)
    if (!braced && full) break
    if (!first && pending === null) {
      require(p, T.Comma)
      if (braced && p.kind === T.RightBrace) break
    }
    first = false
    const oldStyle = braced && pending === null && p.kind === T.Identifier && peekKind(p) === T.Colon
    if (braced && p.kind === T.Dot) index = readMemberDesignator(p, sink, type, offset)
    else if (oldStyle) {
      const { name, at } = p.token
      advance(p)
      advance(p)
      index = readNamedMember(p, sink, type, offset, name!.text, at)
    } else if (full) {
      complain(p, 'initialiser-excess', p.token.at, [type.kind === K.Union ? 'union' : 'struct'])
      skipExcess(p)
      break
    } else {
      const member = members[index++]!
      readValue(p, sink, member.type, offset + member.offset, member, pending)
    }
    pending = null
  }
  p.inBraces = inBraces
  if (braced) require(p, T.RightBrace)
}
