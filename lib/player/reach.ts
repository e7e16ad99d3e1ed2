import type { MachineView, ValueView } from '@/lib/engine'

/** A variable at one moment: the places of that name in physical memory, and who reaches each at which address. */
export type Reached = {
  readonly name: string
  readonly places: readonly Place[]
}

/** One place in memory. Two tasks that reach one have the variable together; else each has its own. */
export type Place = {
  /** Of the page frame; null: no page is there yet. */
  readonly frame: number | null
  readonly value: string
  /** In order of task. `address` is virtual. */
  readonly by: readonly { readonly task: number; readonly address: number }[]
}

/** Who reaches which place under a name: of what lies on a stack the stack's task alone, of all else every task of the process that
 *  has no local of that name. Names that nobody has are left out. */
export function reachedBy(view: MachineView, names: readonly string[]): Reached[] {
  return names
    .map((name) => ({ name, places: placesOf(view, name) }))
    .filter(({ places }) => places.length > 0)
}

function placesOf(view: MachineView, name: string): Place[] {
  const found = new Map<string, { frame: number | null; value: string; by: Place['by'][number][] }>()
  const reach = (value: ValueView, pid: number, tasks: readonly number[]) => {
    const { address, frame } = value
    if (value.name !== name || address === null) return
    const key = frame === null ? `${pid} ${address}` : `${frame} ${address % PAGE}`
    const place = found.get(key) ?? { frame, value: value.value, by: [] }
    found.set(key, place)
    for (const task of tasks) if (!place.by.some((one) => one.task === task)) place.by.push({ task, address })
  }
  const there = view.tasks.filter(({ state }) => state !== 'gone')
  const hides = new Set<number>()
  for (const { pid, index, stack } of there)
    for (const { locals } of stack)
      for (const value of locals) {
        if (value.name === name) hides.add(index)
        reach(value, pid, [index])
      }
  for (const { pid, segments } of view.processes) {
    const all = there.filter((task) => task.pid === pid && !hides.has(task.index))
    for (const { values } of segments)
      for (const value of values)
        reach(
          value,
          pid,
          all.map(({ index }) => index),
        )
  }
  return [...found.values()]
    .filter(({ by }) => by.length > 0)
    .map((place) => ({ ...place, by: place.by.toSorted((a, b) => a.task - b.task) }))
    .sort((a, b) => (a.by[0]?.task ?? 0) - (b.by[0]?.task ?? 0))
}

const PAGE = 4096
