import type { BinaryOperator, Expression } from './expression'
import {
  common,
  comparison,
  fail,
  INT,
  integer,
  LONG,
  ofIntegers,
  ofReals,
  truth,
  type Value,
  type Where,
  type Within,
  wrapped,
} from './value'

export function bytesOf(
  scope: Where,
  { type, address, unset }: Extract<Value, { kind: 'place' }>,
): Uint8Array {
  const length = Math.min(type.size, MOST_BYTES)
  if (scope.onlyTypes) return new Uint8Array(length)
  if (unset !== undefined) fail('unset', unset)
  return scope.read(address, length) ?? fail('unmapped', `0x${address.toString(16)}`)
}

/** Bytes of one value that are read. */
const MOST_BYTES = 4096

export function evaluate(scope: Where, expression: Expression): Value {
  switch (expression.kind) {
    case 'number': {
      const { value, isUnsigned } = expression
      const fits = value < 1n << (isUnsigned ? 32n : 31n)
      return integer(value, { size: fits ? 4 : 8, signed: !isUnsigned })
    }
    case 'real':
      return { kind: 'real', value: expression.value }
    case 'name':
      return named(scope, expression.name)
    case 'member':
      return memberOf(scope, expression)
    case 'index':
      return pointee(
        scope,
        add(
          scope,
          loaded(scope, evaluate(scope, expression.of)),
          loaded(scope, evaluate(scope, expression.at)),
          1n,
          '[]',
        ),
      )
    case 'unary':
      return unary(scope, expression)
    case 'binary':
      return binary(scope, expression)
    case 'choice':
      return evaluate(scope, isTrue(scope, expression.test) ? expression.yes : expression.no)
  }
}

function named(scope: Where, name: string): Value {
  if (name === 'NULL') return { kind: 'pointer', to: -1, address: 0n }
  const variable = scope.find(name)
  const type = variable && scope.types[variable.type]
  if (variable && type) {
    return { kind: 'place', type, address: variable.address, ...(!variable.isWritten && { unset: name }) }
  }
  const enumerator = scope.enumerator(name)
  return enumerator === null ? fail('unknown', name) : integer(BigInt(enumerator), INT)
}

function memberOf(scope: Where, { of, name, isArrow }: Extract<Expression, { kind: 'member' }>): Value {
  const inner = evaluate(scope, of)
  const record = isArrow ? pointee(scope, loaded(scope, inner)) : inner
  if (record.kind !== 'place' || (record.type.kind !== 'struct' && record.type.kind !== 'union'))
    return fail('no-member', name)
  const field = record.type.fields.find((one) => one.name === name)
  const type = field && scope.types[field.type]
  if (!field || !type) return fail('no-member', name)
  const address = record.address + field.offset
  return { kind: 'place', type, address, ...(field.bit && { bit: field.bit }), ...within(record) }
}

/** What a pointer points to. */
function pointee(scope: Where, value: Value): Value {
  if (value.kind !== 'pointer') return fail('no-pointer')
  const type = scope.types[value.to]
  if (!type || type.size === 0) return fail('no-pointer')
  const address = Number(value.address)
  if (!scope.onlyTypes && (value.address > MOST_ADDRESS || !scope.read(address, 1)))
    fail('unmapped', value.address === 0n ? 'NULL' : `0x${address.toString(16)}`)
  return { kind: 'place', type, address, ...within(value) }
}

function within({ unset }: Within): Within {
  return unset === undefined ? {} : { unset }
}

/** Addresses of a process are below it (x86-64: 47 bits). */
const MOST_ADDRESS = (1n << 47n) - 1n

/** The value itself of what lies in memory: arrays become pointers, small integers ints (C11 6.3). */
function loaded(scope: Where, value: Value): Value {
  if (value.kind !== 'place') return value
  const { type, address, bit } = value
  if (type.kind === 'array')
    return { kind: 'pointer', to: type.of, address: BigInt(address), ...within(value) }
  if (type.kind === 'struct' || type.kind === 'union' || type.kind === 'void' || type.kind === 'function')
    return fail('operands', type.name)
  const bytes = bytesOf(scope, value)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (type.kind === 'float') {
    if (type.size === 16) return fail('operands', type.name)
    return { kind: 'real', value: type.size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true) }
  }
  let raw = 0n
  for (let i = bytes.length - 1; i >= 0; i--) raw = (raw << 8n) | BigInt(bytes[i] ?? 0)
  if (type.kind === 'pointer') return { kind: 'pointer', to: type.to, address: raw }
  const signed = type.kind === 'integer' && type.signed
  const bits = bit ? bit.width : type.size * 8
  const part = bit ? raw >> BigInt(bit.offset) : raw
  const whole = signed ? BigInt.asIntN(bits, part) : BigInt.asUintN(bits, part)
  return integer(whole, type.size >= 8 ? { size: 8, signed } : { size: 4, signed: signed || bits < 32 })
}

function isTrue(scope: Where, expression: Expression): boolean {
  const value = loaded(scope, evaluate(scope, expression))
  return value.kind === 'pointer' ? value.address !== 0n : value.kind !== 'place' && Boolean(value.value)
}

function unary(scope: Where, { operator, of }: Extract<Expression, { kind: 'unary' }>): Value {
  if (operator === '!') return truth(!isTrue(scope, of))
  if (operator === 'sizeof')
    return integer(BigInt(sizeOf(evaluate({ ...scope, onlyTypes: true }, of))), { size: 8, signed: false })
  const inner = evaluate(scope, of)
  if (operator === '&') {
    if (inner.kind !== 'place' || inner.bit) return fail('no-address')
    const { type, address } = inner
    return { kind: 'pointer', to: scope.types.indexOf(type), address: BigInt(address), ...within(inner) }
  }
  const value = loaded(scope, inner)
  if (operator === '*') return pointee(scope, value)
  if (value.kind === 'real' && operator !== '~')
    return operator === '-' ? { ...value, value: -value.value } : value
  if (value.kind !== 'number') return fail('operands', operator)
  if (operator === '+') return value
  return integer(operator === '-' ? -value.value : ~value.value, value.as)
}

function sizeOf(value: Value): number {
  if (value.kind === 'place') return value.type.size
  return value.kind === 'number' ? value.as.size : 8
}

function binary(scope: Where, { operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
  if (operator === '&&') return truth(isTrue(scope, left) && isTrue(scope, right))
  if (operator === '||') return truth(isTrue(scope, left) || isTrue(scope, right))
  const a = loaded(scope, evaluate(scope, left))
  const b = loaded(scope, evaluate(scope, right))
  if (a.kind === 'pointer' || b.kind === 'pointer') return ofPointers(scope, operator, a, b)
  if (a.kind === 'place' || b.kind === 'place') return fail('operands', operator)
  if (a.kind === 'real' || b.kind === 'real') return ofReals(operator, Number(a.value), Number(b.value))
  if (operator === '<<' || operator === '>>') {
    if (b.value < 0n || b.value >= BigInt(a.as.size * 8)) return fail('operands', operator)
    return integer(operator === '<<' ? a.value << b.value : a.value >> b.value, a.as)
  }
  const as = common(a.as, b.as)
  const isDivided = operator === '/' || operator === '%'
  const other = scope.onlyTypes && isDivided ? 1n : wrapped(b.value, as)
  return ofIntegers(operator, wrapped(a.value, as), other, as)
}

function ofPointers(scope: Where, operator: BinaryOperator, a: Value, b: Value): Value {
  if (operator === '+') return add(scope, a, b, 1n, operator)
  if (operator === '-' && b.kind === 'number') return add(scope, a, b, -1n, operator)
  const [x, y] = [addressIn(a), addressIn(b)]
  if (x === null || y === null) return fail('operands', operator)
  if (operator === '-' && a.kind === 'pointer') {
    const size = BigInt(scope.types[a.to]?.size ?? 0)
    return size === 0n ? fail('operands', operator) : integer((x - y) / size, LONG)
  }
  return comparison(operator, x, y) ?? fail('operands', operator)
}

/** A pointer may be compared with one, and with 0. */
function addressIn(value: Value): bigint | null {
  if (value.kind === 'pointer') return value.address
  return value.kind === 'number' ? value.value : null
}

function add(scope: Where, a: Value, b: Value, sign: bigint, operator: string): Value {
  const [pointer, number] = a.kind === 'pointer' ? [a, b] : [b, a]
  if (pointer.kind !== 'pointer' || number.kind !== 'number')
    return operator === '[]' ? fail('no-pointer') : fail('operands', operator)
  const size = BigInt(scope.types[pointer.to]?.size ?? 0)
  if (size === 0n) return fail('no-pointer')
  return { ...pointer, address: BigInt.asUintN(64, pointer.address + sign * size * number.value) }
}
