/** What a debugger needs: types as plain data, and where variables live. */
import { END_OF_FILE, type TypeInfo, type VariableInfo } from '../../vm/program'
import { lineOf, locate } from '../text/source'
import { INT128, isFloating, isInteger, isUnsigned, isWide, LONG_DOUBLE, typeName } from './ctype'
import type { Environment } from './environment'
import { type CSymbol, type CType, K } from './syntax'
import type { Unit } from './unit'

/** Number of a type in the unit's table; a struct gets its number before its members are looked at. */
export function typeNumber(unit: Unit, type: CType): number {
  const key = type.kind === K.Array || type.kind === K.Function ? type : type.plain
  const known = unit.typeNumbers.get(key)
  if (known !== undefined) return known
  const number = unit.types.length
  unit.typeNumbers.set(key, number)
  unit.types.push({ kind: 'void', size: 0, name: '' })
  unit.types[number] = describe(unit, key)
  return number
}

function describe(unit: Unit, type: CType): TypeInfo {
  const name = typeName(type)
  const size = Math.max(0, type.size)
  if (type.kind === K.Bool) return { kind: 'bool', size, name }
  if (isInteger(type)) {
    const integer = { kind: 'integer', size: size as 1 | 2 | 4 | 8, signed: !isUnsigned(type), name } as const
    const enumerators = unit.enumerators.get(type)
    return enumerators === undefined ? integer : { ...integer, enumerators }
  }
  if (type === LONG_DOUBLE) return { kind: 'float', size: 16, name }
  if (isWide(type)) return { kind: 'integer', size: 16, signed: type === INT128, name }
  if (isFloating(type)) return { kind: 'float', size: size as 4 | 8, name }
  switch (type.kind) {
    case K.Pointer:
      return { kind: 'pointer', size: 8, to: typeNumber(unit, type.base!), name }
    case K.Array:
      return { kind: 'array', size, of: typeNumber(unit, type.base!), length: Math.max(0, type.length), name }
    case K.Function:
      return { kind: 'function', size: 1, name }
    case K.Struct:
    case K.Union:
      return { kind: type.kind === K.Struct ? 'struct' : 'union', size, name, fields: fields(unit, type) }
    default:
      return { kind: 'void', size: 0, name }
  }
}

type Fields = Extract<TypeInfo, { kind: 'struct' | 'union' }>['fields']

function fields(unit: Unit, type: CType): Fields {
  return (type.members ?? []).map((member) => {
    const field = { name: member.name, type: typeNumber(unit, member.type), offset: member.offset }
    return member.width < 0 ? field : { ...field, bit: { offset: member.bit, width: member.width } }
  })
}

/** Named globals and static locals of the learner's own files, in the order of their declarations. */
export function debugGlobals(env: Environment): void {
  const { map } = env.pp.reporter
  const told = new Set(env.unit.globals.map((global) => global.symbol))
  for (const symbol of env.globals) {
    const link = symbol.link!
    if (link.data === null || symbol.name === '' || told.has(link)) continue
    told.add(link)
    const line = lineOf(map, symbol.at)
    const lastLine = symbol.end < 0 ? END_OF_FILE : lineOf(map, symbol.end)
    env.unit.globals.push({
      symbol: link,
      name: symbol.name,
      type: typeNumber(env.unit, symbol.type),
      file: locate(map, symbol.at).file,
      line,
      lastLine,
    })
  }
}

/** A local of a function that has been emitted. */
export function debugLocal(env: Environment, symbol: CSymbol): VariableInfo {
  const { map } = env.pp.reporter
  const place = symbol.inMemory ? 'frame' : 'slot'
  return {
    name: symbol.name,
    type: typeNumber(env.unit, symbol.type),
    place: { in: place, offset: symbol.offset },
    line: lineOf(map, symbol.at),
    lastLine: symbol.end < 0 ? lineOf(map, symbol.at) : lineOf(map, symbol.end),
  }
}
