import type { Recording, TraceStep } from '@/lib/engine'

/** One `count++`: a task read a variable and wrote it back, and in between held the value where nobody else sees it.
 *  The machine computes the new value on the way to the write; a figure makes a step of its own of that. */
export type Update = {
  readonly task: number
  readonly name: string
  /** Index into the files of the run, and the line of that one. */
  readonly file: number
  readonly line: number
  readonly read: string
  readonly written: string
  /** Step of the trace that read, and the one that wrote. */
  readonly readAt: number
  readonly wroteAt: number
}

type Held = {
  readonly address: number
  readonly file: number
  readonly line: number
  readonly read: string
  readonly at: number
}

/** All updates of a run by lines of the learner's source, in the order of their writes. */
export function updatesOf(recording: Recording, from: number): Update[] {
  const held = new Map<number, Held>()
  const updates: Update[] = []
  for (let i = from; i < recording.length; i++) {
    const step = recording.step(i)
    if (step.file < 0) continue
    for (const event of step.events) {
      if (event.kind === 'load' && event.place.name !== null)
        held.set(step.task, {
          address: event.place.address,
          file: step.file,
          line: step.line,
          read: event.value,
          at: i,
        })
      if (event.kind !== 'store') continue
      const before = held.get(step.task)
      held.delete(step.task)
      const { name, address } = event.place
      if (name === null || before?.address !== address) continue
      const { read, at } = before
      const { task, file, line } = step
      if (before.file !== file || before.line !== line) continue
      updates.push({ task, name, file, line, read, written: event.value, readAt: at, wroteAt: i })
    }
  }
  return updates
}

/** What a task holds of a variable between its read and its write. */
export type Temporary = {
  readonly task: number
  readonly name: string
  readonly value: string
  readonly computed: boolean
}

/** The new value of an update is made known when `at` steps of the trace have been made. */
export type Computed = { readonly update: Update; readonly at: number }

/** Where the computing of each update is shown: right before its write, or where the reader has let that task go on.
 *  @param made what the reader has made happen already, in an earlier recording with the same past */
export function computedOf(updates: readonly Update[], made: readonly Computed[]): Computed[] {
  const early = made.flatMap(({ update: { task }, at }) => {
    const update = updates.find((u) => u.task === task && u.readAt < at && at <= u.wroteAt)
    return update ? [{ update, at }] : []
  })
  const late = updates
    .filter((update) => !early.some((e) => e.update === update))
    .map((update) => ({ update, at: update.wroteAt }))
  return [...early, ...late].sort((a, b) => a.at - b.at)
}

/** What the tasks hold when `steps` steps have been made and the updates of `computed` have been shown. */
export function temporariesAt(
  updates: readonly Update[],
  steps: number,
  computed: ReadonlySet<Update>,
): Temporary[] {
  return updates
    .filter((u) => u.readAt < steps && steps <= u.wroteAt)
    .map((u) => ({
      task: u.task,
      name: u.name,
      value: computed.has(u) ? u.written : u.read,
      computed: computed.has(u),
    }))
}

/** How far a task has come with its update: what it holds then, or what it wrote last. */
export type UpdateState = {
  readonly task: number
  readonly name: string
  readonly file: number
  readonly line: number
  /** What it does next is to read, to compute, to write; or it has written. */
  readonly stage: 'before' | 'read' | 'computed' | 'written'
  /** Null: it has read nothing yet. */
  readonly value: string | null
  /** What it had read; null before that. */
  readonly read: string | null
  /** Steps of the trace that read and wrote, where they have been made. */
  readonly readAt: number | null
  readonly wroteAt: number | null
}

/** Where each task that makes an update of a variable stands with it. Whoever makes several is at the one that is not
 *  written yet, and between two at the one before.
 *  @param steps of the trace that have been made
 *  @param computed updates whose new value has been shown */
export function updateStates(
  updates: readonly Update[],
  steps: number,
  computed: ReadonlySet<Update>,
): UpdateState[] {
  const tasks = [...new Set(updates.map(({ task }) => task))].sort((a, b) => a - b)
  return tasks.flatMap((task): UpdateState[] => {
    const own = updates.filter((update) => update.task === task)
    const now = own.findLast(({ readAt }) => readAt < steps) ?? own[0]
    if (!now) return []
    const { name, file, line, read, written, readAt } = now
    const at = { task, name, file, line, readAt: null, wroteAt: null }
    if (readAt >= steps) return [{ ...at, stage: 'before', value: null, read: null }]
    const begun = { ...at, read, readAt }
    if (now.wroteAt < steps) return [{ ...begun, stage: 'written', value: written, wroteAt: now.wroteAt }]
    return computed.has(now)
      ? [{ ...begun, stage: 'computed', value: written }]
      : [{ ...begun, stage: 'read', value: read }]
  })
}

/** A write that another one made in vain: who wrote had read before it. */
export type Lost = { readonly late: Update; readonly first: Update }

/** The writes that were lost by a step: what stood there was no longer what its task had read. */
export function lostBy(updates: readonly Update[], { index, events }: TraceStep): Lost[] {
  return updates.flatMap((late) => {
    if (late.wroteAt !== index) return []
    const store = events.find((event) => event.kind === 'store' && event.place.name === late.name)
    if (store?.kind !== 'store' || store.old === late.read) return []
    const first = updates.findLast(
      (one) =>
        one.name === late.name &&
        one.task !== late.task &&
        one.written === store.old &&
        late.readAt < one.wroteAt &&
        one.wroteAt < index,
    )
    return first ? [{ late, first }] : []
  })
}

/** Whose write was lost, and who wrote over it with what it had read before; null: nobody's. */
export function lostUpdate(
  states: readonly UpdateState[],
): { readonly first: UpdateState; readonly late: UpdateState } | null {
  for (const first of states)
    for (const late of states) {
      if (first.wroteAt === null || late.readAt === null || late.wroteAt === null) continue
      if (first.name !== late.name || first.task === late.task) continue
      if (late.readAt < first.wroteAt && first.wroteAt < late.wroteAt) return { first, late }
    }
  return null
}
