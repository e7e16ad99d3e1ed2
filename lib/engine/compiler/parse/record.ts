/** struct, union and enum specifiers. */

import { bigValue, numberValue } from '../meaning/constant'
import {
  completeVariants,
  createEnum,
  createRecord,
  INT,
  integerKind,
  isIncomplete,
  isInteger,
  isRecord,
  isVla,
  LONG,
  typeName,
  UINT,
} from '../meaning/ctype'
import { bind, bindTag, complain, createSymbol, symbolOf, tagOf } from '../meaning/environment'
import { layoutRecord, type MemberDeclaration } from '../meaning/layout'
import { type CType, K, type Node, SymbolKind } from '../meaning/syntax'
import type { Enumerator } from '../meaning/unit'
import { type Name, T } from '../text/token'
import { parseAttributes } from './attribute'
import { parseDeclarator } from './declarator'
import { parseIntegerConstant, parseStaticAssert } from './expression'
import { isStorage, startsDeclaration } from './first-set'
import { accept, advance, describeToken, enter, expect, fail, leave, type Parser, require } from './parser'
import { parseSpecifiers, type Specifiers } from './specifier'

/** A struct, union or enum specifier: a definition, or a tag declared before or here. */
export function parseTagged(p: Parser): CType {
  const word = p.kind
  const { at } = p.token
  advance(p)
  let attributes = parseAttributes(p)
  const name = p.kind === T.Identifier ? p.token.name : null
  if (name !== null) advance(p)
  attributes = parseAttributes(p, attributes)
  if (p.kind !== T.LeftBrace) {
    if (name === null) return fail(p, 'expected', ["'{'", describeToken(p)])
    return referTo(p, word, name, at)
  }
  if (word === T.Enum) return defineEnum(p, name, at)
  const kind = word === T.Struct ? K.Struct : K.Union
  const type = openDefinition(p, kind, name, at)
  const members = parseMembers(p, type)
  checkFlexible(p, type, members)
  attributes = parseAttributes(p, attributes)
  layoutRecord(type, members, attributes.packed, attributes.align, p.pp.pack)
  for (const { width, bit, at: memberAt } of type.members!) {
    if (width >= 0 && bit + width > 64)
      complain(p, 'unsupported', memberAt, ['packed bit-field across 8 bytes'])
  }
  return type
}

function checkFlexible(p: Parser, type: CType, members: readonly MemberDeclaration[]): void {
  const [first] = members
  const isAlone = members.length === 1 && first!.type.kind === K.Array && first!.type.length < 0
  if (isAlone && type.kind === K.Struct) complain(p, 'flexible-alone', first!.at)
}

const kindOf = (word: T): K => (word === T.Struct ? K.Struct : word === T.Union ? K.Union : K.Enum)

function referTo(p: Parser, word: T, name: Name, at: number): CType {
  const kind = kindOf(word)
  const known = tagOf(p, name)
  // `struct tag;` declares a new type in this scope
  const fresh = p.kind === T.Semicolon && word !== T.Enum && (known === null || known.depth < p.depth)
  if (known !== null && !fresh) {
    if (known.type.kind === kind) return known.type
    complain(p, 'wrong-tag', at, [name.text])
  }
  const type =
    kind === K.Enum ? createEnum(name.text, UINT) : createRecord(kind as K.Struct | K.Union, name.text)
  if (kind === K.Enum) {
    type.length = FORWARD
    type.size = -1
  }
  bindTag(p, name, createSymbol(SymbolKind.Tag, name.text, type, at, p.depth))
  return type
}

function openDefinition(p: Parser, kind: K.Struct | K.Union, name: Name | null, at: number): CType {
  if (name === null) return createRecord(kind, '')
  const known = tagOf(p, name)
  if (known !== null && known.depth === p.depth) {
    const sameKind = known.type.kind === kind
    if (sameKind && isIncomplete(known.type)) return known.type
    complain(p, sameKind ? 'redefined' : 'wrong-tag', at, [sameKind ? typeName(known.type) : name.text])
  }
  const type = createRecord(kind, name.text)
  bindTag(p, name, createSymbol(SymbolKind.Tag, name.text, type, at, p.depth))
  return type
}

function parseMembers(p: Parser, type: CType): MemberDeclaration[] {
  require(p, T.LeftBrace)
  enter(p)
  const members: MemberDeclaration[] = []
  const names = new Set<string>()
  while (p.kind !== T.RightBrace) {
    if (p.kind === T.End) fail(p, 'expected', ["'}'", 'end of input'])
    if (p.kind === T.StaticAssert) parseStaticAssert(p)
    else if (!accept(p, T.Semicolon)) parseMemberDeclaration(p, type, members, names)
  }
  advance(p)
  leave(p)
  return members
}

function parseMemberDeclaration(
  p: Parser,
  type: CType,
  members: MemberDeclaration[],
  names: Set<string>,
): void {
  if (!startsDeclaration(p, p.kind, p.token) || isStorage(p.kind))
    fail(p, 'expected', ['specifier-qualifier-list', describeToken(p)])
  const specifiers = parseSpecifiers(p)
  const { at } = p.token
  if (p.kind === T.Semicolon) {
    advance(p)
    const anonymous = specifiers.type
    if (isRecord(anonymous) && anonymous.tag === '')
      addMember(p, type, members, names, specifiers, '', anonymous, -1, at)
    else complain(p, 'member-missing', at)
    return
  }
  do {
    const place = p.token.at
    if (p.kind === T.Colon) {
      advance(p)
      addMember(
        p,
        type,
        members,
        names,
        specifiers,
        '',
        specifiers.type,
        bitWidth(p, '', specifiers.type),
        place,
      )
      continue
    }
    const declarator = parseDeclarator(p, specifiers.type, false)
    const { name } = declarator
    const text = name?.text ?? ''
    const width = accept(p, T.Colon) ? bitWidth(p, text, declarator.type) : -1
    specifiers.attributes = parseAttributes(p, specifiers.attributes)
    addMember(p, type, members, names, specifiers, text, declarator.type, width, declarator.at)
  } while (accept(p, T.Comma))
  if (p.kind === T.RightBrace) complain(p, 'semicolon-missing', p.token.at)
  else expect(p, T.Semicolon)
}

function addMember(
  p: Parser,
  owner: CType,
  members: MemberDeclaration[],
  names: Set<string>,
  specifiers: Specifiers,
  name: string,
  type: CType,
  width: number,
  at: number,
): void {
  const { attributes } = specifiers
  checkMember(p, owner, members, name, type, at)
  const inner = name === '' && isRecord(type) ? memberNames(type) : [name]
  for (const text of inner) {
    if (text === '') continue
    if (names.has(text)) complain(p, 'duplicate-member', at, [text])
    names.add(text)
  }
  const usable =
    type.kind === K.Function || type.kind === K.Void || (isIncomplete(type) && type.kind !== K.Array)
      ? INT
      : type
  members.push({ name, type: usable, align: attributes.align, width, packed: attributes.packed, at })
}

function memberNames(type: CType): string[] {
  return (type.members ?? []).flatMap((member) =>
    member.name === '' && isRecord(member.type) ? memberNames(member.type) : [member.name],
  )
}

function checkMember(
  p: Parser,
  owner: CType,
  members: MemberDeclaration[],
  name: string,
  type: CType,
  at: number,
): void {
  const last = members[members.length - 1]
  if (last !== undefined && last.type.kind === K.Array && last.type.length < 0 && owner.kind === K.Struct) {
    complain(p, 'flexible-member', last.at)
  }
  if (type.kind === K.Function) complain(p, 'function-member', at, [name])
  else if (type.kind === K.Void) complain(p, 'void-object', at, [name])
  else if (isVla(type)) complain(p, 'unsupported', at, ['variable-length array in structure'])
  else if (isIncomplete(type) && type.kind !== K.Array)
    complain(p, 'incomplete-type', at, [name, typeName(type)])
}

function bitWidth(p: Parser, name: string, type: CType): number {
  const { at } = p.token
  const node = parseIntegerConstant(p, 'not-constant', `width of '${name}'`)
  if (!isInteger(type)) {
    complain(p, 'bit-field-type', at, [name])
    return -1
  }
  const width = node === null ? 1 : numberValue(node)
  const limit = integerKind(type) === K.Bool ? 1 : type.size * 8
  if (width < 0 || width > limit || (width === 0 && name !== '')) {
    complain(p, 'bit-field-width', at, [name])
    return 1
  }
  return width
}

function defineEnum(p: Parser, name: Name | null, at: number): CType {
  require(p, T.LeftBrace)
  const constants: Enumerator[] = []
  let next = 0
  while (p.kind !== T.RightBrace) {
    const constantName = p.token.name
    const constantAt = p.token.at
    if (p.kind !== T.Identifier || constantName === null)
      fail(p, 'expected', ['identifier', describeToken(p)])
    advance(p)
    parseAttributes(p)
    if (accept(p, T.Assign)) next = enumValue(p, next)
    const symbol = createSymbol(SymbolKind.Constant, constantName!.text, INT, constantAt, p.depth)
    symbol.value = next
    if (next > 0x7fff_ffff) symbol.type = next > 0xffff_ffff ? LONG : UINT
    if (next < -0x8000_0000) symbol.type = LONG
    checkConstant(p, constantName!, constantAt)
    bind(p, constantName!, symbol)
    constants.push({ name: constantName!.text, value: next })
    next++
    if (!accept(p, T.Comma)) break
  }
  if (constants.length === 0) complain(p, 'enum-empty', p.token.at)
  require(p, T.RightBrace)
  parseAttributes(p)
  const type = completeEnum(p, name, enumBase(constants.map(({ value }) => value)), at)
  if (!p.unit.isLibrary) p.unit.enumerators.set(type.plain, constants)
  return type
}

/** The enum's type; one that was named before its definition is the same type. */
function completeEnum(p: Parser, name: Name | null, base: CType, at: number): CType {
  const found = name === null ? null : tagOf(p, name)
  const known = found?.depth === p.depth ? found : null
  if (known !== null && known.type.kind === K.Enum && known.type.length === FORWARD) {
    const { type } = known
    type.base = base
    type.size = base.size
    type.align = base.align
    type.length = -1
    completeVariants(type)
    return type
  }
  if (known !== null)
    complain(p, known.type.kind === K.Enum ? 'redefined' : 'wrong-tag', at, [`enum ${name!.text}`])
  const type = createEnum(name?.text ?? '', base)
  if (name !== null) bindTag(p, name, createSymbol(SymbolKind.Tag, name.text, type, at, p.depth))
  return type
}

/** `length` of an enum that has been named but not defined. */
const FORWARD = -2

function checkConstant(p: Parser, name: Name, at: number): void {
  const symbol = symbolOf(p, name)
  if (symbol === null || symbol.depth !== p.depth || symbol.at < 0) return
  const code = symbol.kind === SymbolKind.Constant ? 'redefined' : 'redeclared-kind'
  complain(p, code, at, [name.text])
}

function enumValue(p: Parser, otherwise: number): number {
  const node: Node | null = parseIntegerConstant(p, 'not-constant', 'enumerator value')
  if (node === null) return otherwise
  const value = Number(bigValue(node))
  if (!Number.isSafeInteger(value)) complain(p, 'unsupported', node.at, ['enumerator value beyond 2^53'])
  return value
}

/** gcc's choice: unsigned int unless a value is negative or too large. */
function enumBase(values: readonly number[]): CType {
  const least = Math.min(0, ...values)
  const most = Math.max(0, ...values)
  if (least < -0x8000_0000 || (least < 0 && most > 0x7fff_ffff) || most > 0xffff_ffff) return LONG
  return least < 0 ? INT : UINT
}
