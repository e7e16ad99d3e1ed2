/** Declarations: record types, globals and locals with their initialisers, pointers to what is already there. */
import {
  block,
  type Draft,
  type Field,
  fresh,
  line,
  pick,
  type Real,
  type RecordType,
  rarely,
  use,
  type Variable,
} from './draft'
import { initialValue, realLiteral } from './literal'
import { valueFor } from './real'
import { BOOL, INT, UCHAR, UINT, USHORT, WHOLES, type Whole } from './whole'

export const REALS: readonly Real[] = ['float', 'double']

/** A type of a scalar: mostly an integer's. */
export function anyType(draft: Draft): Whole | Real {
  return rarely(draft, 6) ? pick(draft, REALS) : pick(draft, WHOLES)
}

/** One of the ways in which a type can be written (`long`, `long int`, …), counted as used. */
export function spelled(draft: Draft, type: Whole | Real): string {
  const name = typeof type === 'string' ? type : pick(draft, type.spellings)
  use(draft, typeof type === 'string' ? type : type.name)
  return name
}

// ---- records

/** Writes a struct's declaration; later declarations may be of it. */
export function writeRecord(draft: Draft): void {
  const name = fresh(draft, 'S')
  const fields = Array.from({ length: 2 + draft.dice(5) }, (_, number) => anyField(draft, number))
  if (draft.records.length > 0 && rarely(draft, 2))
    fields.push({ name: `f${fields.length}`, type: pick(draft, draft.records), extent: 0, width: 0 })
  finishRecord(draft, { kind: 'struct', name, fields })
}

function anyField(draft: Draft, number: number): Field {
  if (rarely(draft, 3)) {
    const type = pick(draft, [INT, UINT, UINT, BOOL])
    const width = type === BOOL ? 1 : 2 + draft.dice(pick(draft, [6, 30]))
    return { name: `b${number}`, type, extent: 0, width }
  }
  const extent = rarely(draft, 5) ? pick(draft, [2, 3, 4, 5]) : 0
  return { name: `f${number}`, type: anyType(draft), extent, width: 0 }
}

/** Its members lie over each other; all bit patterns are values of all of them. */
export function writeUnion(draft: Draft): void {
  const fields = [
    { name: 'f0', type: UINT, extent: 0, width: 0 },
    { name: 'f1', type: UCHAR, extent: 4, width: 0 },
    { name: 'f2', type: USHORT, extent: 2, width: 0 },
    { name: 'f3', type: INT, extent: 0, width: 0 },
  ]
  finishRecord(draft, { kind: 'union', name: fresh(draft, 'U'), fields })
}

function finishRecord(draft: Draft, record: RecordType): void {
  use(draft, record.kind)
  block(
    draft,
    `${record.kind} ${record.name} `,
    () => {
      for (const field of record.fields) {
        const type = isRecord(field.type) ? recordName(field.type) : spelled(draft, field.type)
        const tail = field.width > 0 ? ` : ${field.width}` : field.extent > 0 ? `[${field.extent}]` : ''
        line(draft, `${type} ${field.name}${tail};`)
        if (field.width > 0 && rarely(draft, 8)) line(draft, `unsigned : ${pick(draft, [0, 3])};`)
      }
    },
    '};',
  )
  draft.records.push(record)
}

/** Whether a field is a struct or union itself. */
export function isRecord(type: Field['type']): type is RecordType {
  return typeof type === 'object' && 'kind' in type
}

/** How C names the type. */
export function recordName(record: RecordType): string {
  return `${record.kind} ${record.name}`
}

/** `{…}` of constants. */
export function recordInitialiser(draft: Draft, record: RecordType): string {
  if (record.kind === 'union')
    return rarely(draft, 2) ? `{0x${draft.dice(65536).toString(16)}}` : '{.f2 = {1, 2}}'
  const isDesignated = rarely(draft, 3)
  if (isDesignated) use(draft, 'designated initialiser')
  const shown = isDesignated ? record.fields.filter(() => !rarely(draft, 4)) : record.fields
  if (shown.length === 0) return '{0}'
  const parts = shown.map((field) => {
    const value = fieldInitialiser(draft, field)
    return isDesignated ? `.${field.name} = ${value}` : value
  })
  return `{${parts.join(', ')}}`
}

function fieldInitialiser(draft: Draft, field: Field): string {
  const { type, extent, width } = field
  if (isRecord(type)) return recordInitialiser(draft, type)
  if (width > 0) return String(draft.dice(type === BOOL ? 2 : 2 ** Math.min(width - 1, 20)))
  return extent > 0 ? arrayInitialiser(draft, type, extent) : constantOf(draft, type)
}

function constantOf(draft: Draft, type: Whole | Real): string {
  return typeof type === 'string' ? realLiteral(draft, type) : initialValue(draft, type)
}

function arrayInitialiser(draft: Draft, type: Whole | Real, extent: number): string {
  if (rarely(draft, 6)) {
    use(draft, 'designated initialiser')
    return `{[${draft.dice(extent)}] = ${constantOf(draft, type)}}`
  }
  const count = 1 + draft.dice(extent)
  return `{${Array.from({ length: count }, () => constantOf(draft, type)).join(', ')}${rarely(draft, 8) ? ',' : ''}}`
}

// ---- variables

/** Writes objects of a file's scope, one for each struct among them. They come before all functions. */
export function writeGlobals(draft: Draft): void {
  for (let i = 3 + draft.dice(5); i > 0; i--) writeGlobalScalar(draft)
  for (let i = 1 + draft.dice(3); i > 0; i--) writeArray(draft, 'static ', false)
  if (rarely(draft, 2)) writeMatrix(draft)
  for (let i = draft.dice(3); i > 0; i--) writePointer(draft, 'static ')
  for (const record of draft.records) {
    const name = fresh(draft, 'g')
    line(draft, `static ${recordName(record)} ${name} = ${recordInitialiser(draft, record)};`)
    draft.structs.push({ name, type: record, access: '.' })
    if (!rarely(draft, 2)) continue
    const pointer = fresh(draft, 'p')
    line(draft, `static ${recordName(record)} *${pointer} = &${name};`)
    draft.structs.push({ name: pointer, type: record, access: '->' })
  }
}

function writeGlobalScalar(draft: Draft): void {
  const type = anyType(draft)
  const name = fresh(draft, 'g')
  const isFixed = rarely(draft, 8)
  const storage = isFixed ? 'static const ' : pick(draft, ['static ', '', 'static volatile '])
  if (storage.includes('volatile')) use(draft, 'volatile')
  const value = rarely(draft, 4) && !isFixed ? '' : ` = ${constantOf(draft, type)}`
  line(draft, `${storage}${spelled(draft, type)} ${name}${value};`)
  const isVolatile = storage.includes('volatile')
  draft.variables.push({ name, type, extents: [], isFixed, isPrivate: false, isVolatile })
}

/**
 * Writes an array, a local one always with an initialiser.
 * @param storage `static ` or nothing
 */
export function writeArray(draft: Draft, storage: string, isLocal: boolean): void {
  const type = anyType(draft)
  const extent = pick(draft, [2, 3, 4, 5, 7, 8, 10, 16])
  const name = fresh(draft, isLocal ? 'a' : 'g')
  use(draft, 'array')
  const value = !isLocal && rarely(draft, 4) ? '' : ` = ${arrayInitialiser(draft, type, extent)}`
  line(draft, `${storage}${spelled(draft, type)} ${name}[${extent}]${value};`)
  draft.variables.push({ name, type, extents: [extent], isFixed: false, isPrivate: false })
}

function writeMatrix(draft: Draft): void {
  const type = anyType(draft)
  const rows = pick(draft, [2, 3, 4])
  const columns = pick(draft, [2, 3, 4, 5])
  const name = fresh(draft, 'g')
  use(draft, '2-dimensional array')
  const initialiser = Array.from({ length: rows }, () => arrayInitialiser(draft, type, columns)).join(', ')
  line(draft, `static ${spelled(draft, type)} ${name}[${rows}][${columns}] = {${initialiser}};`)
  draft.variables.push({ name, type, extents: [rows, columns], isFixed: false, isPrivate: false })
}

/** A pointer into an array, or to a variable that others may see change. */
export function writePointer(draft: Draft, storage: string): void {
  const targets = draft.variables.filter(
    ({ extents, isFixed, isPrivate, isPointer }) =>
      extents.length < 2 && !isFixed && !isPrivate && !(isPointer && storage !== ''),
  )
  if (targets.length === 0) return
  const target = pick(draft, targets)
  const name = fresh(draft, 'p')
  use(draft, 'pointer')
  const extent = target.extents[0] ?? 1
  const skip = extent > 2 && rarely(draft, 2) ? draft.dice(extent - 1) : 0
  const start =
    target.extents.length === 0
      ? `&${target.name}`
      : skip === 0
        ? target.name
        : pick(draft, [`&${target.name}[${skip}]`, `${target.name} + ${skip}`])
  const type = typeof target.type === 'string' ? target.type : target.type.name
  const volatile = target.isVolatile ? 'volatile ' : ''
  line(draft, `${storage}${volatile}${type} *${name} = ${start};`)
  const pointer: Variable = { ...target, name, extents: [extent - skip], isPointer: true }
  draft.variables.push(pointer)
}

/** A variable of a block, with a value. */
export function writeLocal(draft: Draft): void {
  const form = draft.dice(12)
  if (form === 0) {
    writeArray(draft, '', true)
    return
  }
  if (form === 1) {
    writePointer(draft, '')
    return
  }
  if (form === 2 && draft.records.length > 0) {
    writeLocalRecord(draft)
    return
  }
  const type = anyType(draft)
  const name = fresh(draft, 'v')
  const isStatic = rarely(draft, 10)
  const isPrivate = !rarely(draft, 5)
  if (isStatic) use(draft, 'static local')
  const storage = isStatic
    ? 'static '
    : rarely(draft, 20)
      ? 'register '
      : rarely(draft, 20)
        ? 'volatile '
        : ''
  const value = isStatic ? constantOf(draft, type) : valueFor(draft, type, 2)
  line(draft, `${storage}${spelled(draft, type)} ${name} = ${value};`)
  // A static one is seen by the calls of the same function.
  const hidden = isPrivate || storage === 'register '
  const isVolatile = storage === 'volatile '
  draft.variables.push({
    name,
    type,
    extents: [],
    isFixed: false,
    isPrivate: hidden && !isStatic,
    isVolatile,
  })
}

/** Writes a local struct, now and then with a pointer to it. There is a struct to take. */
export function writeLocalRecord(draft: Draft): void {
  const record = pick(draft, draft.records)
  const name = fresh(draft, 'r')
  const others = draft.structs.filter(({ type }) => type === record)
  const other = others[draft.dice(Math.max(1, others.length))]
  if (other && rarely(draft, 2)) {
    use(draft, 'structure assignment')
    line(draft, `${recordName(record)} ${name} = ${other.access === '->' ? '*' : ''}${other.name};`)
  } else line(draft, `${recordName(record)} ${name} = ${recordInitialiser(draft, record)};`)
  draft.structs.push({ name, type: record, access: '.' })
  if (!rarely(draft, 3)) return
  const pointer = fresh(draft, 'p')
  line(draft, `${recordName(record)} *${pointer} = &${name};`)
  draft.structs.push({ name: pointer, type: record, access: '->' })
}
