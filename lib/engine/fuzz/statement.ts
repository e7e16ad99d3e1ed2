/** Statements. Loops end by counters that nothing else changes; calls end by fuel. */
import { writeLocal } from './declaration'
import {
  block,
  type Draft,
  type Expression,
  fresh,
  fullExpression,
  line,
  make,
  pick,
  rarely,
  use,
  weighted,
  wrapped,
} from './draft'
import { arithmeticInterval, divisor, expression, masked, shiftAmount } from './expression'
import { writeIdiom } from './idiom'
import { findPlace, findRealPlace, type Place } from './lvalue'
import { writeMix, writePrint } from './print'
import { realExpression, tame, valueFor } from './real'
import { BOOL, converted, fits, INT, promote, usual, WHOLES, type Whole } from './whole'

type Production = (draft: Draft) => void

const SIMPLE: readonly (readonly [number, Production])[] = [
  [22, writeAssignment],
  [18, writeCompound],
  [9, writeStep],
  [6, writeRealAssignment],
  [8, writePrint],
  [8, writeMix],
  [4, writeStructCopy],
  [2, writeCall],
  [5, writePointerMove],
]

const NESTED: readonly (readonly [number, Production])[] = [
  [14, writeIf],
  [8, writeFor],
  [4, writeWhile],
  [4, writeDo],
  [6, writeSwitch],
  [3, writeGotoOut],
  [3, writeGotoBack],
  [2, (draft) => block(draft, '', () => writeStatements(draft, 2))],
]

/** A few statements, among them declarations. */
export function writeStatements(draft: Draft, count: number): void {
  for (let i = 0; i < count; i++) writeStatement(draft)
}

function writeStatement(draft: Draft): void {
  const calls = draft.nesting > 3 ? 0 : draft.nesting > 2 ? 1 : 2
  fullExpression(draft, calls, () => {
    if (rarely(draft, 6)) writeLocal(draft)
    else if (rarely(draft, 7) && draft.nesting < 3) writeIdiom(draft)
    else if (draft.nesting < 4 && rarely(draft, 3)) weighted(draft, NESTED)(draft)
    else weighted(draft, SIMPLE)(draft)
  })
}

// ---- simple statements

function writeAssignment(draft: Draft): void {
  const place = findPlace(draft, true)
  if (!place) {
    writeLocal(draft)
    return
  }
  use(draft, 'assignment')
  if (rarely(draft, 12)) {
    const other = findPlace(draft, true)
    if (other && other.root !== place.root) {
      use(draft, 'chained assignment')
      line(draft, `${place.text} = ${other.text} = ${valueFor(draft, other.type, 2)};`)
      return
    }
  }
  line(draft, `${place.text} = ${valueFor(draft, place.type, 3)};`)
}

function writeCompound(draft: Draft): void {
  const place = findPlace(draft, true)
  if (!place) {
    writeLocal(draft)
    return
  }
  const value = expression(draft, 2)
  const operator = pick(draft, ['+=', '-=', '*=', '&=', '|=', '^=', '>>=', '<<=', '/=', '%='])
  const text = compound(draft, place, operator, value)
  use(draft, text.split(' ')[1] ?? '')
  line(draft, `${place.text}${text};`)
}

/** `op value`, or `^= value` where that could overflow. */
function compound(draft: Draft, place: Place, operator: string, value: Expression): string {
  const type = promotedOf(place)
  const own = make(place.text, place.level, type, intervalOf(place))
  const plain = (shown: Expression) => ` ${operator} ${wrapped(draft, shown, 1)}`
  if (operator === '+=' || operator === '-=' || operator === '*=') {
    const kind = operator.charAt(0) as '+' | '-' | '*'
    for (const shown of [value, masked(draft, value, kind)]) {
      const common = usual(type, shown.type)
      const interval = arithmeticInterval(kind, converted(own, common), converted(shown, common))
      if (!common.isSigned || fits(interval, common)) return plain(shown)
    }
  }
  if (operator === '/=' || operator === '%=') return plain(divisor(draft, 1))
  if (operator === '>>=') return plain(shiftAmount(draft, type.bits, 1))
  if (operator === '<<=' && (!type.isSigned || (own.low >= 0n && own.high <= 65535n))) {
    return plain(shiftAmount(draft, type.isSigned ? 8 : type.bits, 1))
  }
  return ` ${operator.length === 2 && '&|^'.includes(operator.charAt(0)) ? operator : '^='} ${wrapped(draft, value, 1)}`
}

function promotedOf(place: Place) {
  return place.width > 0 && place.width < 32 ? INT : promote(place.type)
}

function intervalOf(place: Place) {
  return { low: place.low ?? place.type.low, high: place.high ?? place.type.high }
}

function writeStep(draft: Draft): void {
  const place = findPlace(draft, true)
  if (!place) {
    writeLocal(draft)
    return
  }
  const operator = pick(draft, ['++', '--'])
  use(draft, operator)
  const target = place.level < 15 ? `(${place.text})` : place.text
  const step = rarely(draft, 2) ? `${target}${operator}` : `${operator}${target}`
  const type = promotedOf(place)
  const { low, high } = intervalOf(place)
  const isSafe = !type.isSigned || (low > type.low && high < type.high) || place.type === BOOL
  if (isSafe) {
    line(draft, `${step};`)
    return
  }
  line(draft, `if (${target} ${operator === '++' ? '<' : '>'} ${draft.dice(1000)}) ${step};`)
}

function writeRealAssignment(draft: Draft): void {
  const place = findRealPlace(draft, true)
  if (!place) {
    writeAssignment(draft)
    return
  }
  use(draft, 'floating assignment')
  const operator = pick(draft, ['=', '=', '+=', '-=', '*=', '/='])
  if (operator === '=') {
    line(draft, `${place.text} = ${tame(draft, 3)};`)
    return
  }
  if (operator === '/=') {
    line(draft, `${place.text} /= ${1 + draft.dice(9)}.5;`)
    return
  }
  if (operator === '*=') {
    line(draft, `${place.text} *= 0.${1 + draft.dice(99)};`)
    return
  }
  line(
    draft,
    `${place.text} ${operator} ${rarely(draft, 3) ? expression(draft, 1).text : realExpression(draft, 2).text};`,
  )
  line(draft, `mix((long)tame(${place.text}));`)
}

function writeStructCopy(draft: Draft): void {
  const to = draft.structs[draft.dice(Math.max(1, draft.structs.length))]
  if (!to) {
    writeAssignment(draft)
    return
  }
  const from = pick(
    draft,
    draft.structs.filter(({ type }) => type === to.type),
  )
  use(draft, 'structure assignment')
  const whole = (variable: typeof to) => `${variable.access === '->' ? '*' : ''}${variable.name}`
  const source = rarely(draft, 4) ? `make_${from.type.name}(${expression(draft, 1).text})` : whole(from)
  if (rarely(draft, 5)) {
    line(draft, `bump_${to.type.name}(${to.access === '->' ? '' : '&'}${to.name}, ${draft.dice(90)});`)
    return
  }
  line(draft, `${whole(to)} = ${source};`)
}

function writeCall(draft: Draft): void {
  const callees = draft.functions.filter(({ isRecursive }) => !isRecursive)
  if (callees.length === 0) {
    writeAssignment(draft)
    return
  }
  const callee = pick(draft, callees)
  use(draft, 'call')
  const values = callee.parameters.map((type) => valueForParameter(draft, type))
  line(draft, `${rarely(draft, 3) ? '(void)' : ''}${callee.name}(${values.join(', ')});`)
}

function valueForParameter(draft: Draft, type: Parameters<typeof valueFor>[1]): string {
  return typeof type === 'string' ? tame(draft, 2) : wrapped(draft, expression(draft, 2), 1)
}

/** Lets a pointer point elsewhere: to something of its type that lives as long and is at least as long. */
function writePointerMove(draft: Draft): void {
  const pointers = draft.variables.filter((variable) => variable.isPointer && !variable.isFixed)
  const pointer = pointers[draft.dice(Math.max(1, pointers.length))]
  if (!pointer) {
    writeAssignment(draft)
    return
  }
  const at = draft.variables.indexOf(pointer)
  const targets = draft.variables
    .slice(0, at)
    .filter(
      ({ type, extents, isFixed, isVolatile }) =>
        type === pointer.type &&
        !isFixed &&
        !isVolatile === !pointer.isVolatile &&
        extents.length === 1 &&
        (extents[0] ?? 0) >= (pointer.extents[0] ?? 0),
    )
  // What is declared before it in the same function outlives it; a global pointer keeps to globals in front of it.
  const target = targets[draft.dice(Math.max(1, targets.length))]
  if (!target) {
    writeAssignment(draft)
    return
  }
  use(draft, 'pointer assignment')
  const skip = (target.extents[0] ?? 0) - (pointer.extents[0] ?? 0)
  line(draft, `${pointer.name} = ${target.name}${skip > 0 ? ` + ${draft.dice(skip + 1)}` : ''};`)
}

// ---- control flow

function condition(draft: Draft): string {
  return expression(draft, 3).text
}

function writeIf(draft: Draft): void {
  use(draft, 'if')
  const head = `if (${condition(draft)}) `
  if (rarely(draft, 4)) {
    line(draft, head.trimEnd())
    draft.indent++
    writeMix(draft)
    draft.indent--
    return
  }
  block(draft, head, () => writeStatements(draft, 1 + draft.dice(3)), rarely(draft, 2) ? '}' : '} else {')
  if (draft.lines.at(-1)?.endsWith('else {')) {
    draft.lines.pop()
    const last = rarely(draft, 3) ? `} else if (${condition(draft)}) ` : '} else '
    block(draft, last, () => writeStatements(draft, 1 + draft.dice(2)))
  }
}

function trips(draft: Draft): number {
  return 1 + draft.dice(draft.loops === 0 ? 9 : draft.loops === 1 ? 5 : 3)
}

type Loop = {
  readonly head: string
  readonly tail?: string
  readonly count: number
  readonly name: string
  readonly type?: Whole
  readonly before?: () => void
}

function loop(draft: Draft, { head, tail = '}', count, name, type = INT, before }: Loop): void {
  draft.loops++
  block(
    draft,
    head,
    () => {
      before?.()
      const counter = { name, type, extents: [], isFixed: true, isPrivate: true, low: 0n }
      draft.variables.push({ ...counter, high: BigInt(Math.max(0, count - 1)) })
      writeStatements(draft, 1 + draft.dice(3))
      if (head !== '' && rarely(draft, 5)) jump(draft)
      if (rarely(draft, 2)) writeStatements(draft, 1)
    },
    tail,
  )
  draft.loops--
}

function jump(draft: Draft): void {
  const word = pick(draft, ['break', 'continue'])
  use(draft, word)
  line(draft, `if (${condition(draft)}) ${word};`)
}

function writeFor(draft: Draft): void {
  use(draft, 'for')
  const count = trips(draft)
  const name = fresh(draft, 'i')
  const step = rarely(draft, 3) ? `${name} += ${1 + draft.dice(2)}` : pick(draft, [`${name}++`, `++${name}`])
  if (rarely(draft, 3)) {
    loop(draft, { head: `for (int ${name} = ${count - 1}; ${name} >= 0; --${name}) `, count, name })
    return
  }
  const type = pick(
    draft,
    WHOLES.filter((candidate) => candidate.bits > 8),
  )
  const more = rarely(draft, 4) ? `, ${fresh(draft, 'j')} = ${count}` : ''
  const end = rarely(draft, 3) ? ' && fuel > 0' : ''
  const head = `for (${pick(draft, type.spellings)} ${name} = 0${more}; ${name} < ${count}${end}; ${step}) `
  loop(draft, { head, count, name, type })
}

function writeWhile(draft: Draft): void {
  use(draft, 'while')
  const count = trips(draft)
  const name = fresh(draft, 'i')
  line(draft, `int ${name} = ${count};`)
  loop(draft, { head: pick(draft, [`while (${name}-- > 0) `, `while (${name} && ${name}--) `]), count, name })
}

function writeDo(draft: Draft): void {
  use(draft, 'do')
  const count = trips(draft)
  const name = fresh(draft, 'i')
  line(draft, `int ${name} = 0;`)
  loop(draft, { head: 'do ', tail: `} while (++${name} < ${count});`, count, name })
}

function writeSwitch(draft: Draft): void {
  use(draft, 'switch')
  const subject = expression(draft, 2)
  const count = 2 + draft.dice(5)
  const head = rarely(draft, 3) ? subject.text : `${wrapped(draft, subject, 8)} & 7`
  const labels = Array.from({ length: count }, (_, i) => i + draft.dice(2) * 8)
  const normal = draft.dice(count + 1)
  block(draft, `switch (${head}) `, () => {
    for (const [turn, label] of labels.entries()) {
      if (turn === normal) line(draft, 'default:')
      line(draft, `case ${rarely(draft, 8) ? `'${String.fromCharCode(65 + turn)}'` : label}: `.trimEnd())
      if (rarely(draft, 5)) continue
      block(draft, '', () => writeStatements(draft, 1 + draft.dice(2)))
      if (rarely(draft, 3)) use(draft, 'fall through')
      else line(draft, 'break;')
    }
    line(draft, ';')
  })
}

function writeGotoOut(draft: Draft): void {
  use(draft, 'goto')
  const label = fresh(draft, 'out')
  const count = trips(draft)
  const name = fresh(draft, 'i')
  const before = () => line(draft, `if (${condition(draft)}) goto ${label};`)
  loop(draft, { head: `for (int ${name} = 0; ${name} < ${count}; ${name}++) `, count, name, before })
  line(draft, `${label}:`)
  line(draft, rarely(draft, 2) ? ';' : 'mix(1);')
}

function writeGotoBack(draft: Draft): void {
  use(draft, 'goto')
  const label = fresh(draft, 'again')
  const name = fresh(draft, 'i')
  const count = trips(draft)
  line(draft, `int ${name} = 0;`)
  line(draft, `${label}:;`)
  loop(draft, { head: '', count, name })
  line(draft, `if (++${name} < ${count}) goto ${label};`)
}
