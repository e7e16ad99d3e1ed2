/** The variables that several tasks touch: what a picture of a program's states is about. */

import { viewOf } from '../kernel/figure/machine-view'
import type { Machine } from '../kernel/state/machine'
import type { Operation } from './model'

/** Variables that are shown at most. */
const MOST = 4

/** Names of the source, those that most operations of the source touch first. */
export function sharedNames(operations: readonly Operation[]): string[] {
  const known = new Map<string, { readonly tasks: Set<number>; count: number }>()
  for (const { task, line, accesses } of operations)
    for (const { name } of line > 0 ? accesses : []) {
      const variable = /^[A-Za-z_]\w*/.exec(name)?.[0]
      if (variable === undefined) continue
      const one = known.get(variable) ?? { tasks: new Set(), count: 0 }
      one.tasks.add(task)
      one.count++
      known.set(variable, one)
    }
  return [...known]
    .filter(([, { tasks }]) => tasks.size > 1)
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, MOST)
    .map(([name]) => name)
}

/** What the variables hold, as C would print it; empty where one is not there (any more). */
export function valuesOf(machine: Machine, names: readonly string[]): string[] {
  if (names.length === 0) return []
  const found = new Map<string, string>()
  for (const { segments } of viewOf(machine).processes)
    for (const { values } of segments)
      for (const { name, value } of values) if (!found.has(name)) found.set(name, value)
  return names.map((name) => found.get(name) ?? '')
}
