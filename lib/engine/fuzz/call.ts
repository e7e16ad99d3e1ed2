/** Calls: of the functions written before, of the function itself with less depth, and through pointers. */
import {
  type Draft,
  type Expression,
  type FunctionInfo,
  make,
  pick,
  type RealExpression,
  rarely,
  use,
  wrapped,
} from './draft'
import { literal } from './literal'
import { index } from './lvalue'
import { INT, type Whole } from './whole'

/** A call that gives an integer, while the full expression may hold one more; else an expression without one. */
export function callExpression(draft: Draft, depth: number): Expression {
  if (draft.calls <= 0) return draft.grammar.whole(draft, 0)
  draft.calls--
  if (draft.tables.length > 0 && rarely(draft, 3)) return callThroughPointer(draft, depth)
  const callees = draft.functions.filter(({ result }) => typeof result === 'object')
  if (draft.self && typeof draft.self.result === 'object' && rarely(draft, 3)) callees.push(draft.self)
  if (callees.length === 0) return draft.grammar.whole(draft, 0)
  const callee = pick(draft, callees)
  return make(callText(draft, callee, depth), 15, callee.result as Whole)
}

/** The same for floating results. */
export function callReal(draft: Draft, depth: number): RealExpression {
  const callees = draft.functions.filter(({ result }) => typeof result === 'string')
  const callee = callees[draft.dice(Math.max(1, callees.length))]
  if (draft.calls <= 0 || !callee) return draft.grammar.real(draft, 0)
  draft.calls--
  return { text: callText(draft, callee, depth), level: 15, type: callee.result as 'float' | 'double' }
}

function callText(draft: Draft, callee: FunctionInfo, depth: number): string {
  const isSelf = callee === draft.self
  use(draft, isSelf ? 'recursive call' : 'call')
  const values = callee.parameters.map((type, position) => {
    if (position === 0 && callee.isRecursive) return isSelf ? 'depth - 1' : String(draft.dice(5))
    // A real value is converted on the way if the parameter is an integer, and the other way round.
    if (typeof type === 'string' || (type.bits >= 32 && type.isSigned && rarely(draft, 12)))
      return rarely(draft, 5)
        ? wrapped(draft, draft.grammar.whole(draft, depth - 1), 1)
        : `tame(${draft.grammar.real(draft, depth - 1).text})`
    return wrapped(draft, draft.grammar.whole(draft, depth - 1), 1)
  })
  return `${callee.name}(${values.join(', ')})`
}

function callThroughPointer(draft: Draft, depth: number): Expression {
  use(draft, 'call through a pointer')
  const { name, length } = pick(draft, draft.tables)
  const values = [0, 1].map(() =>
    wrapped(draft, depth > 1 ? draft.grammar.whole(draft, depth - 1) : literal(draft), 1),
  )
  const target = `${name}[${index(draft, length)}]`
  const callee = rarely(draft, 4) ? `(*${target})` : target
  return make(`${callee}(${values.join(', ')})`, 15, INT)
}
