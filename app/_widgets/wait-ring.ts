import type { MachineView } from '@/lib/engine'

/** One link of a ring: a task, what it has, what it waits for, and the task that has that. */
export type Link = {
  readonly task: number
  readonly waitsFor: string
  readonly next: number
}

/** The first circle of tasks that wait for each other, in the order of waiting; null where there is none. A task waits for
 *  the owner of the lock that it sleeps at, for the thread that it joins. */
export function waitRing(view: MachineView): Link[] | null {
  const links = new Map<number, Link>()
  for (const { index, state, blocked } of view.tasks)
    if (state === 'sleeping' && blocked && blocked.task !== null)
      links.set(index, { task: index, waitsFor: blocked.object ?? blocked.call, next: blocked.task })
  for (const first of links.keys()) {
    const path: Link[] = []
    for (let link = links.get(first); link; link = links.get(link.next)) {
      const at = path.findIndex(({ task }) => task === link?.task)
      if (at >= 0) return path.slice(at)
      path.push(link)
    }
  }
  return null
}
