import type { Scope } from '@/lib/engine'
import { bytesOf, evaluate } from './evaluate'
import { parseExpression } from './expression'
import type { Session } from './session'
import { stepsAt } from './session'
import { Failed, type Value, type WatchProblem, type Where } from './value'

/** What an expression comes to for a task at a moment. Plain data; it crosses a worker. */
export type Watched =
  | { readonly value: string; readonly type: string; readonly hasChanged: boolean }
  | { readonly problem: WatchProblem }

/** What each expression comes to where a task stands.
 *  @param scope null: the task has none, since it has ended or is not in a function of the program */
export function watchedIn(scope: Scope | null, expressions: readonly string[]): Watched[] {
  return expressions.map((text) => {
    const expression = parseExpression(text)
    if ('code' in expression) return { problem: expression }
    if (!scope) return { problem: { code: 'no-frame', text: '' } }
    try {
      return { ...shown(scope, evaluate(scope, expression)), hasChanged: false }
    } catch (error) {
      if (error instanceof Failed) return { problem: error.problem }
      throw error
    }
  })
}

/** What expressions come to for a task at a position of a run, and which have changed since the position before. */
export function watchedAt(
  session: Session,
  position: number,
  task: number,
  expressions: readonly string[],
): Watched[] {
  const at = (p: number) => watchedIn(session.recording.scope(stepsAt(session, p), task), expressions)
  return position === 0 ? at(0) : withChanges(at(position), at(position - 1))
}

/** With what differs from the moment before. What had no value then has not changed. */
export function withChanges(now: readonly Watched[], before: readonly Watched[]): Watched[] {
  return now.map((one, i) => {
    const other = before[i]
    const isOther = 'value' in one && other && 'value' in other && other.value !== one.value
    return isOther ? { ...one, hasChanged: true } : one
  })
}

function shown(scope: Where, value: Value): { readonly value: string; readonly type: string } {
  switch (value.kind) {
    case 'place':
      return { value: scope.format(value.type, bytesOf(scope, value), value.bit), type: value.type.name }
    case 'number': {
      const sign = value.as.signed ? '' : 'unsigned '
      return { value: String(value.value), type: `${sign}${value.as.size === 8 ? 'long' : 'int'}` }
    }
    case 'real':
      return { value: String(Number(value.value.toPrecision(7))), type: 'double' }
    case 'pointer': {
      const name = scope.types[value.to]?.name ?? 'void'
      return { value: value.address === 0n ? 'NULL' : `0x${value.address.toString(16)}`, type: `${name} *` }
    }
  }
}
