/** Functions: of records, of one signature for tables of pointers, and freely, some calling themselves. */
import { anyType, isRecord, recordName, spelled, writeLocal } from './declaration'
import {
  block,
  type Draft,
  type Field,
  type FunctionInfo,
  fresh,
  line,
  pick,
  type RecordType,
  rarely,
  use,
} from './draft'
import { expression } from './expression'
import { valueFor } from './real'
import { writeStatements } from './statement'
import { INT } from './whole'

// ---- records

/** `make_S`, `mix_S` and `bump_S`: a result by value, a parameter by value, a parameter by address. */
export function writeRecordFunctions(draft: Draft, record: RecordType): void {
  const type = recordName(record)
  const scalars = record.fields.filter(({ type: of, extent }) => !isRecord(of) && extent === 0)
  block(draft, `static ${type} make_${record.name}(int x) `, () => {
    line(draft, `${type} made = {0};`)
    for (const field of scalars) line(draft, `made.${field.name} = x & ${narrowMask(field)};`)
    line(draft, 'return made;')
  })
  block(draft, `static void mix_${record.name}(${type} it) `, () => {
    for (const field of record.fields) mixField(draft, field)
  })
  block(draft, `static void bump_${record.name}(${type} *it, int x) `, () => {
    for (const field of scalars)
      line(draft, `it->${field.name} ${pick(draft, ['=', '+='])} x & ${narrowMask(field)};`)
    for (const { name, extent, type: of } of record.fields)
      if (extent > 0 && !isRecord(of)) line(draft, `it->${name}[x % ${extent}u] = x;`)
  })
}

function narrowMask({ width }: Field): number {
  return width > 1 ? 2 ** Math.min(width - 1, 12) - 1 : 1
}

function mixField(draft: Draft, { name, type, extent }: Field): void {
  if (isRecord(type)) {
    line(draft, `mix_${type.name}(it.${name});`)
    return
  }
  const conversion = typeof type === 'string' ? '(long)tame' : ''
  if (extent === 0) {
    line(draft, `mix(${conversion}(it.${name}));`)
    return
  }
  line(draft, `for (int i = 0; i < ${extent}; i++) mix(${conversion}(it.${name}[i]));`)
}

// ---- functions of one signature, and tables of them

/** Writes functions of one signature and a table of pointers to them. */
export function writeTable(draft: Draft): void {
  const length = pick(draft, [2, 3, 4])
  const names = Array.from({ length }, () => writeOperation(draft))
  const table = fresh(draft, 'table')
  const shown = names.map((name) => (rarely(draft, 3) ? `&${name}` : name)).join(', ')
  use(draft, 'table of function pointers')
  if (rarely(draft, 2)) line(draft, `static int (*${table}[${length}])(int, int) = {${shown}};`)
  else {
    const type = fresh(draft, 'operation')
    line(draft, `typedef int (*${type})(int, int);`)
    line(draft, `static ${type} ${table}[] = {${shown}};`)
  }
  draft.tables.push({ name: table, length })
}

function writeOperation(draft: Draft): string {
  const name = fresh(draft, 'op')
  const { variables } = draft
  const parameter = { type: INT, extents: [], isFixed: false, isPrivate: true }
  draft.variables = [...variables, { ...parameter, name: 'x' }, { ...parameter, name: 'y' }]
  block(draft, `static int ${name}(int x, int y) `, () => {
    if (rarely(draft, 2)) writeStatements(draft, 1)
    line(draft, `return ${expression(draft, 3).text};`)
  })
  draft.variables = variables
  return name
}

// ---- free functions

/**
 * Writes a function that those behind it may call. It ends: calls cost fuel, of which the program has so much,
 * and depth where it calls itself.
 */
export function writeFunction(draft: Draft): void {
  const isRecursive = rarely(draft, 3)
  const result = rarely(draft, 6) ? pick(draft, ['float', 'double'] as const) : anyType(draft)
  const parameters = Array.from({ length: draft.dice(5) }, () => anyType(draft))
  const name = fresh(draft, 'f')
  const info: FunctionInfo = {
    name,
    result,
    parameters: isRecursive ? [INT, ...parameters] : parameters,
    isRecursive,
  }
  use(draft, isRecursive ? 'recursive function' : 'function')
  const { variables, structs } = draft
  draft.variables = [...variables]
  const shown = parameters.map((type, number) => {
    draft.variables.push({ name: `x${number}`, type, extents: [], isFixed: false, isPrivate: true })
    return `${spelled(draft, type)} x${number}`
  })
  if (isRecursive) shown.unshift('int depth')
  const storage = pick(draft, ['static ', '', 'static inline '])
  draft.self = isRecursive ? info : null
  block(draft, `${storage}${spelled(draft, result)} ${name}(${shown.join(', ') || 'void'}) `, () => {
    line(draft, `if (${isRecursive ? 'depth <= 0 || ' : ''}--fuel < 0) return ${draft.dice(9)};`)
    for (let i = draft.dice(4); i > 0; i--) writeLocal(draft)
    writeStatements(draft, 2 + draft.dice(6))
    draft.calls = isRecursive ? 2 : 1
    line(draft, `return ${valueFor(draft, result, 3)};`)
    draft.calls = 0
    draft.touched.clear()
    draft.changed.clear()
  })
  draft.self = null
  draft.variables = variables
  draft.structs = structs
  draft.functions.push(info)
}
