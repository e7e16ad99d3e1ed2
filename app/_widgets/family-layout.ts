import type { MachineView } from '@/lib/engine'
import { type Family, type FamilyMoment, type Member, STATE_LETTER } from '@/lib/player/family'

/** Lives of tasks as lanes, with a column for each thing that happened between them. Pure; in lanes and columns, so that
 *  time can go to the right or down. */
export type FamilyPicture = {
  readonly lanes: readonly Lane[]
  /** Column k stands at time k + 1; time 0 is the beginning. */
  readonly moments: readonly FamilyMoment[]
  readonly bars: readonly Bar[]
  readonly links: readonly Link[]
  /** Lanes of the processes that have several threads: the first, and how many. */
  readonly frames: readonly { readonly from: number; readonly count: number }[]
  readonly now: number
  /** Of the whole picture, in columns. */
  readonly end: number
}

export type Lane =
  | { readonly kind: 'init' }
  | { readonly kind: 'member'; readonly member: Member; readonly depth: number; readonly parentLane: number }
  /** Siblings that are too many for a lane each: how many of them are in which state now. */
  | {
      readonly kind: 'many'
      readonly depth: number
      readonly parentLane: number
      readonly tasks: readonly number[]
      readonly counts: Readonly<Partial<Record<MemberState, number>>>
    }

export type MemberState = MachineView['tasks'][number]['state']
export type BarLook = 'ran' | 'ready' | 'waits' | 'zombie'
export type Bar = {
  readonly lane: number
  readonly task: number
  readonly look: BarLook
  readonly from: number
  readonly to: number
  readonly isFuture: boolean
  /** Why it waits; null: it does not. */
  readonly why: FamilyMoment['waits'][number] | null
}
/** `birth` and `end` lead from a lane to another; an `exec` stays on its own. */
export type Link = {
  readonly kind: 'birth' | 'reap' | 'adopt' | 'exec'
  readonly task: number
  readonly from: number
  readonly to: number
  readonly time: number
  /** Of who is reaped: the status, or the signal that ended it. */
  readonly status: number | null
  readonly signal: number | null
  readonly isFuture: boolean
}
type Ended = Pick<Link, 'status' | 'signal'>

/** More siblings without a family of their own than these share a lane. */
const SIBLINGS = 9
const INIT = 1

/** @param position of the player
 *  @param length positions of the run
 *  @param isLocked what has not happened yet is not to be told */
export function layFamily(
  family: Family,
  view: MachineView,
  position: number,
  length: number,
  isLocked: boolean,
): FamilyPicture {
  const past = family.moments.filter((moment) => moment.position <= position)
  const moments = isLocked ? past : family.moments
  const born = (task: number) => !isLocked || task < view.tasks.length
  const members = family.members.filter(({ task }) => born(task))
  const lanes = lanesOf(members, moments, past, view)
  const laneOf = new Map<number, number>()
  lanes.forEach((lane, i) => {
    if (lane.kind === 'member') laneOf.set(lane.member.task, i)
    if (lane.kind === 'many') for (const task of lane.tasks) laneOf.set(task, i)
  })
  const now = timeOf(moments, past.length, position, length)
  const end = moments.length + 1
  const isOwn = (lane: number) => lanes[lane]?.kind === 'member'
  return {
    lanes,
    moments,
    bars: members.flatMap(({ task }) => {
      const lane = laneOf.get(task) ?? -1
      const until = isLocked ? now : end
      return isOwn(lane) ? barsOf(family, moments, task, lane, now, until) : []
    }),
    links: moments.flatMap((moment, k) =>
      linksOf(moment, k + 1, now, laneOf, members, orphansBefore(moments, k)),
    ),
    frames: framesOf(lanes),
    now,
    end,
  }
}

/** Where the playhead stands: at the last thing that happened, and on from there by the positions until the next. */
function timeOf(moments: readonly FamilyMoment[], done: number, position: number, length: number): number {
  const before = moments[done - 1]?.position ?? 0
  const after = moments[done]?.position ?? Math.max(length, before + 1)
  return done + Math.min(0.95, (position - before) / Math.max(1, after - before))
}

// ---- lanes

function lanesOf(
  members: readonly Member[],
  moments: readonly FamilyMoment[],
  past: readonly FamilyMoment[],
  view: MachineView,
): Lane[] {
  const lanes: Lane[] = []
  if (moments.some(({ adopted }) => adopted.some(({ parent }) => parent === INIT)))
    lanes.push({ kind: 'init' })
  const threadsOf = (pid: number) => members.filter((one) => one.isThread && one.pid === pid)
  const childrenOf = (pid: number) =>
    members.filter(
      (one) => !one.isThread && one.maker !== null && members[one.maker]?.pid === pid && one.pid !== pid,
    )
  const isAlone = ({ pid }: Member) => threadsOf(pid).length === 0 && childrenOf(pid).length === 0
  const place = (leader: Member, depth: number, parentLane: number) => {
    const own = lanes.length
    lanes.push({ kind: 'member', member: leader, depth, parentLane })
    const threads = threadsOf(leader.pid)
    if (threads.length > SIBLINGS) fold(threads, depth + 1, own)
    else
      for (const member of threads) lanes.push({ kind: 'member', member, depth: depth + 1, parentLane: own })
    const children = childrenOf(leader.pid)
    const quiet = children.length > SIBLINGS ? children.filter(isAlone) : []
    for (const child of children) if (!quiet.includes(child)) place(child, depth + 1, own)
    if (quiet.length > 0) fold(quiet, depth + 1, own)
  }
  const news = past.at(-1)
  const fold = (many: readonly Member[], depth: number, parentLane: number) => {
    const isNews = ({ task }: Member) => task === news?.task || task === news?.other
    for (const member of many.filter(isNews)) lanes.push({ kind: 'member', member, depth, parentLane })
    const tasks = many.filter((member) => !isNews(member)).map(({ task }) => task)
    const counts: Partial<Record<MemberState, number>> = {}
    for (const task of tasks) {
      const state = view.tasks[task]?.state
      if (state) counts[state] = (counts[state] ?? 0) + 1
    }
    lanes.push({ kind: 'many', depth, parentLane, tasks, counts })
  }
  const first = members[0]
  if (first) place(first, 0, lanes[0]?.kind === 'init' ? 0 : -1)
  return lanes
}

/** Processes that init has adopted. */
function orphansBefore(moments: readonly FamilyMoment[], count: number): ReadonlySet<number> {
  const adopted = moments.slice(0, count).flatMap((moment) => moment.adopted)
  return new Set(adopted.filter(({ parent }) => parent === INIT).map(({ pid }) => pid))
}

/** Processes whose threads have lanes of their own. */
function framesOf(lanes: readonly Lane[]): FamilyPicture['frames'] {
  return lanes.flatMap((lane, from) => {
    if (lane.kind !== 'member' || lane.member.isThread) return []
    let count = 1
    for (; ; count++) {
      const next = lanes[from + count]
      if (next?.kind !== 'member' || !next.member.isThread || next.member.pid !== lane.member.pid) break
    }
    return count > 1 ? [{ from, count }] : []
  })
}

// ---- what stands on them

function barsOf(
  family: Family,
  moments: readonly FamilyMoment[],
  task: number,
  lane: number,
  now: number,
  until: number,
): Bar[] {
  const bars: Bar[] = []
  for (let time = 0; time < until; time++) {
    const look = lookBetween(family, moments, task, time)
    if (!look) continue
    const why = look === 'waits' ? (moments[time - 1]?.waits[task] ?? null) : null
    const pieces = time < now && now < time + 1 ? [time, now, time + 1] : [time, time + 1]
    for (let i = 0; i + 1 < pieces.length; i++) {
      const [from = 0, to = 0] = [pieces[i], pieces[i + 1]]
      if (from >= until) continue
      const isFuture = from >= now
      const last = bars.at(-1)
      if (
        last &&
        last.to === from &&
        last.look === look &&
        last.isFuture === isFuture &&
        isSameWait(last.why, why)
      )
        bars[bars.length - 1] = { ...last, to }
      else bars.push({ lane, task, look, from, to, isFuture, why })
    }
  }
  return bars
}

/** Whether a bar goes on: who waits for something else next has a bar of its own for that. */
function isSameWait(a: Bar['why'], b: Bar['why']): boolean {
  return a?.call === b?.call && a?.task === b?.task
}

/** What a task did in the column after `time`: it took steps, or it was as the moment before left it. */
function lookBetween(
  family: Family,
  moments: readonly FamilyMoment[],
  task: number,
  time: number,
): BarLook | null {
  const states = time === 0 ? STATE_LETTER.running : (moments[time - 1]?.states ?? '')
  const letter = states[task]
  if (letter === undefined || letter === STATE_LETTER.gone) return null
  if (letter === STATE_LETTER.zombie) return 'zombie'
  const next = family.moments[time]
  if ((next ? next.ran : family.after).includes(task)) return 'ran'
  return letter === STATE_LETTER.sleeping || letter === STATE_LETTER.stopped ? 'waits' : 'ready'
}

function linksOf(
  moment: FamilyMoment,
  time: number,
  now: number,
  laneOf: ReadonlyMap<number, number>,
  members: readonly Member[],
  orphans: ReadonlySet<number>,
): Link[] {
  const { kind, task, other, adopted } = moment
  const isFuture = time > now
  const own = laneOf.get(task)
  const others = other === null ? undefined : laneOf.get(other)
  const links: Link[] = []
  const add = (link: Pick<Link, 'kind' | 'task' | 'from' | 'to'> & Partial<Ended>) =>
    links.push({ status: null, signal: null, ...link, time, isFuture })
  const ended: Ended = { status: moment.status, signal: moment.signal }
  if (own !== undefined && others !== undefined && others !== own) {
    if ((kind === 'fork' || kind === 'clone') && other !== null)
      add({ kind: 'birth', task: other, from: own, to: others })
    if ((kind === 'reap' || kind === 'join') && other !== null)
      add({ kind: 'reap', task: other, from: others, to: own, ...(kind === 'reap' && ended) })
  }
  if (kind === 'exec' && own !== undefined) add({ kind: 'exec', task, from: own, to: own })
  // Whose parent is init is reaped by it at once.
  const pid = members.find((one) => one.task === task)?.pid
  const hasEnded = kind === 'exit' || kind === 'killed'
  if (hasEnded && own !== undefined && pid !== undefined && orphans.has(pid) && own !== 0)
    add({ kind: 'reap', task, from: own, to: 0, ...ended })
  for (const { task: child, parent } of adopted) {
    const from = laneOf.get(child)
    const leader = members.find((one) => one.pid === parent)
    const to = parent === INIT ? 0 : leader && laneOf.get(leader.task)
    if (from !== undefined && to !== undefined && from !== to) add({ kind: 'adopt', task: child, from, to })
  }
  return links
}

/** The longest stretch of a bar over which no arrow passes to another lane: a word above the bar stands there. */
export function wordRoom(
  { lane, from, to }: Bar,
  links: readonly Link[],
): { readonly from: number; readonly to: number } {
  const passes = (link: Link) =>
    link.kind === 'exec'
      ? link.from === lane
      : Math.min(link.from, link.to) < lane && lane <= Math.max(link.from, link.to)
  const cuts = links
    .filter((link) => passes(link) && from < link.time && link.time < to)
    .map(({ time }) => time)
  const edges = [from, ...cuts.sort((a, b) => a - b), to]
  const spans = edges.slice(1).map((end, i) => ({ from: edges[i] ?? from, to: end }))
  return spans.reduce((best, span) => (span.to - span.from > best.to - best.from ? span : best))
}
