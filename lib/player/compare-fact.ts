import type { MachineView, SegmentView, ValueView } from '@/lib/engine'
import type { Frame } from './frame'
import { isPlain } from './fresh'
import type { Session } from './session'

/** What two runs are compared by: a variable, a value that a task holds, or what a task shares with others. */
export type Fact = {
  readonly kind: 'space' | 'variable' | 'held' | 'output' | 'descriptors' | 'pid' | 'stack' | 'tid'
  /** Of the variable; else empty. */
  readonly name: string
  /** Who has it, on each side: tasks that have one together stand together. */
  readonly left: readonly Owners[]
  readonly right: readonly Owners[]
}

export type Owners = readonly number[]

/** What owners have of a fact at a moment; null: they are not there yet, no longer, or hold nothing. */
export type Possession = {
  readonly owners: Owners
  readonly value: string | null
  /** The value before, where this step has changed it. */
  readonly old: string | null
  readonly state: 'there' | 'before' | 'ended' | 'nothing'
}

/** Variables that are compared at most. */
const MOST_NAMES = 6

type Side = { readonly session: Session; readonly views: readonly MachineView[] }

/** The facts of a comparison, the same ones in the same order at every moment of it, so that nothing moves.
 *  @param views moments of each run, its last one at the end */
export function factsOf(left: Side, right: Side): Fact[] {
  const [l, r] = [ownersOf(left), ownersOf(right)]
  const isAlike = JSON.stringify(l.spaces) === JSON.stringify(r.spaces)
  const structure = (kind: Fact['kind'], owners: 'spaces' | 'tasks'): Fact[] =>
    isAlike ? [] : [{ kind, name: '', left: l[owners], right: r[owners] }]
  const names = [...new Set([...namesOf(left), ...namesOf(right)])].slice(0, MOST_NAMES)
  const held = [...new Set([left, right].flatMap(({ session }) => heldNames(session)))]
  return [
    ...structure('space', 'spaces'),
    ...names.map((name) => ({
      kind: 'variable' as const,
      name,
      left: isSharedMapping(left, name) ? [l.tasks.flat()] : l.spaces,
      right: isSharedMapping(right, name) ? [r.tasks.flat()] : r.spaces,
    })),
    { kind: 'output', name: '', left: [[]], right: [[]] },
    ...structure('descriptors', 'spaces'),
    ...structure('pid', 'spaces'),
    ...held.map((name) => ({ kind: 'held' as const, name, left: l.tasks, right: r.tasks })),
    ...structure('stack', 'tasks'),
    ...structure('tid', 'tasks'),
  ]
}

/** What each owner has of a fact in a picture. */
export function possessionsOf(fact: Fact, owners: readonly Owners[], frame: Frame): Possession[] {
  const view = frame.shown
  if (fact.kind === 'output') {
    const text = view.output.map((one) => one.text).join('')
    const value = text === '' ? null : text.trimEnd()
    return [{ owners: [], value, old: null, state: value === null ? 'nothing' : 'there' }]
  }
  return owners.map((group) => {
    const there = group.filter((task) => isThere(view, task))
    const [first] = there
    if (first === undefined) {
      const isPast = group.some((task) => view.tasks[task] !== undefined)
      return { owners: group, value: null, old: null, state: isPast ? 'ended' : 'before' }
    }
    const { value, old } = heldBy(fact, view, first, frame)
    return { owners: there, value, old, state: value === null ? 'nothing' : 'there' }
  })
}

/** Whether a task is there in a picture; of the last one, in which all have ended, whether it was at the end. */
function isThere(view: MachineView, task: number): boolean {
  const state = view.tasks[task]?.state
  if (state === undefined || state === 'gone') return false
  return view.ended !== null || state !== 'zombie'
}

function heldBy(fact: Fact, view: MachineView, task: number, frame: Frame) {
  const { pid = 0, tid = 0 } = view.tasks[task] ?? {}
  const process = view.processes.find((one) => one.pid === pid)
  const plain = (value: string | null) => ({ value, old: null })
  switch (fact.kind) {
    case 'output':
      return plain(null)
    case 'space':
    case 'pid':
      return plain(String(pid))
    case 'tid':
      return plain(String(tid))
    case 'descriptors':
      return plain(process?.descriptors.map(({ fd }) => fd).join(' ') ?? null)
    case 'stack': {
      const stack = process?.segments.find((segment) => segment.task === task)
      return plain(stack ? `0x${stack.end.toString(16)}` : null)
    }
    case 'held': {
      const held = frame.temporaries.find((one) => one.task === task && one.name === fact.name)
      return plain(held?.value ?? null)
    }
    case 'variable': {
      const found = variableOf(process?.segments ?? [], fact.name)
      if (!found) return plain(null)
      const old = frame.changed[`${pid}:${found.address}`] ?? null
      return { value: found.value, old: isPlain(found) ? old : null }
    }
  }
}

/** Tasks as they share: by process, and each for itself. */
function ownersOf({ views }: Side): { spaces: readonly Owners[]; tasks: readonly Owners[] } {
  const tasks = views.at(-1)?.tasks ?? []
  const pids = [...new Set(tasks.map(({ pid }) => pid))]
  return {
    spaces: pids.map((pid) => tasks.filter((task) => task.pid === pid).map(({ index }) => index)),
    tasks: tasks.map(({ index }) => [index]),
  }
}

/** The learner's variables outside the stacks, in order of address. */
function namesOf({ views }: Side): string[] {
  const names = views.flatMap(({ processes }) =>
    processes.flatMap(({ segments }) => segments.flatMap(variablesIn).map(({ name }) => name)),
  )
  return [...new Set(names)]
}

function heldNames(session: Session): string[] {
  return session.input.grain === 'operation' ? session.updates.map(({ name }) => name) : []
}

function isSharedMapping({ views }: Side, name: string): boolean {
  return views.some(({ processes }) =>
    processes.some(({ segments }) =>
      segments.some((segment) => segment.kind === 'shared' && variableOf([segment], name) !== undefined),
    ),
  )
}

const SHARED_KINDS: ReadonlySet<SegmentView['kind']> = new Set(['data', 'bss', 'heap', 'shared'])

/** What can be compared: an address is another one in every run. */
export function variablesIn(segment: SegmentView): readonly ValueView[] {
  if (!SHARED_KINDS.has(segment.kind)) return []
  return segment.values.filter(({ name, type }) => name !== '' && !type.includes('*'))
}

function variableOf(segments: readonly SegmentView[], name: string): ValueView | undefined {
  return segments.flatMap(variablesIn).find((value) => value.name === name)
}
