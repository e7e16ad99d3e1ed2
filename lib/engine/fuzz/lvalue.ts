/** Objects that can be read or assigned: variables, elements, fields, and what pointers point at. */
import {
  type Draft,
  type Expression,
  type Field,
  make,
  pick,
  type Real,
  type RecordVariable,
  rarely,
  use,
  type Variable,
  withoutCalls,
  wrapped,
} from './draft'
import { INT, promote, type Whole } from './whole'

type Lvalue<T> = {
  readonly text: string
  readonly level: number
  readonly type: T
  /** The variable that it is or is part of. */
  readonly root: string
  /** Bits of a bit-field, else 0. */
  readonly width: number
  readonly low: bigint | null
  readonly high: bigint | null
}

export type Place = Lvalue<Whole>
export type RealPlace = Lvalue<Real>
type AnyPlace = Lvalue<Whole | Real>

/** An integer object; null when there is none. */
export function findPlace(draft: Draft, forWriting: boolean): Place | null {
  return find(draft, forWriting, (type) => typeof type === 'object') as Place | null
}

/**
 * A floating object that may be read or, if `forWriting`, assigned in the expression at hand; null: there is
 * none.
 */
export function findRealPlace(draft: Draft, forWriting: boolean): RealPlace | null {
  return find(draft, forWriting, (type) => typeof type === 'string') as RealPlace | null
}

type Accepts = (type: Whole | Real) => boolean

function find(draft: Draft, forWriting: boolean, accepts: Accepts): AnyPlace | null {
  if (draft.structs.length > 0 && rarely(draft, 3)) {
    const found = withoutCalls(draft, () => fieldPlace(draft, pick(draft, draft.structs), accepts))
    if (found) return found
  }
  const candidates = draft.variables.filter(
    ({ name, type, isFixed }) => accepts(type) && !(forWriting && isFixed) && !draft.changed.has(name),
  )
  return candidates.length === 0 ? null : variablePlace(draft, pick(draft, candidates))
}

function variablePlace(draft: Draft, variable: Variable): AnyPlace {
  const { name, type, extents, low = null, high = null } = variable
  draft.touched.add(name)
  const rest = { type, root: name, width: 0, low, high }
  const [first, second] = extents
  if (first === undefined) return { text: name, level: 15, ...rest }
  if (second !== undefined) {
    use(draft, 'element of a 2-dimensional array')
    // gcc evaluates an index twice where an element is changed, and a call in the other one in between.
    const [row, column] = withoutCalls(draft, () => [index(draft, first), index(draft, second)])
    return { text: `${name}[${row}][${column}]`, level: 15, ...rest }
  }
  if (variable.isPointer && rarely(draft, 3)) {
    use(draft, 'dereference')
    return { text: `*${name}`, level: 14, ...rest }
  }
  use(draft, variable.isPointer ? 'subscript of a pointer' : 'element of an array')
  const at = index(draft, first)
  if (rarely(draft, 6)) return { text: `*(${name} + (${at}))`, level: 14, ...rest }
  if (rarely(draft, 30)) return { text: `(${at})[${name}]`, level: 15, ...rest }
  return { text: `${name}[${at}]`, level: 15, ...rest }
}

/** An expression from 0 to below `extent`. */
export function index(draft: Draft, extent: number): string {
  if (extent === 1 || rarely(draft, 3)) return String(draft.dice(extent))
  const known = draft.variables.filter(
    ({ name, extents, high }) =>
      high !== undefined && extents.length === 0 && high < BigInt(extent) && !draft.changed.has(name),
  )
  if (known.length > 0 && !rarely(draft, 4)) {
    const { name } = pick(draft, known)
    draft.touched.add(name)
    return name
  }
  const any = draft.grammar.whole(draft, draft.nesting > 3 ? 0 : 1)
  if (any.low >= 0n && any.high < BigInt(extent)) return any.text
  if ((extent & (extent - 1)) === 0) return `${wrapped(draft, any, 8)} & ${extent - 1}`
  return `(unsigned)${wrapped(draft, any, 14)} % ${extent}u`
}

function fieldPlace(draft: Draft, record: RecordVariable, accepts: Accepts): AnyPlace | null {
  let text = record.name
  let access: string = record.access
  let { type } = record
  for (;;) {
    const fields: readonly Field[] = type.fields.filter(
      (field) =>
        (typeof field.type === 'object' && 'kind' in field.type) || accepts(field.type as Whole | Real),
    )
    if (fields.length === 0) return null
    const field = pick(draft, fields)
    text = `${text}${access}${field.name}`
    if (field.extent > 0) text = `${text}[${index(draft, field.extent)}]`
    access = '.'
    if (typeof field.type === 'object' && 'kind' in field.type) {
      type = field.type
      use(draft, `nested ${type.kind}`)
      continue
    }
    use(draft, field.width > 0 ? 'bit-field' : record.access === '->' ? 'field through a pointer' : 'field')
    const limits = field.width > 0 ? fieldInterval(field) : { low: null, high: null }
    return { text, level: 15, type: field.type, root: record.name, width: field.width, ...limits }
  }
}

function fieldInterval({ type, width }: Field): { low: bigint; high: bigint } {
  const isSigned = (type as Whole).isSigned
  const bits = BigInt(isSigned ? width - 1 : width)
  return { low: isSigned ? -(1n << bits) : 0n, high: (1n << bits) - 1n }
}

/** A bit-field narrower than int is an int in an expression. */
export function readPlace(_draft: Draft, place: Place): Expression {
  const type = place.width > 0 && place.width < 32 ? INT : place.type
  const interval = { low: place.low ?? place.type.low, high: place.high ?? place.type.high }
  return make(place.text, place.level, place.width > 0 ? promote(type) : type, interval)
}
