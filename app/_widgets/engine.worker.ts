import type { BootWith, Compiled, Diagnostic, MapMove, Program, StateMap } from '@/lib/engine'
import { boot, compile, compileIfComplete, complete, withMend } from '@/lib/engine/core'
import type { EventTeller } from '@/lib/i18n/tell'
import type { Comparison } from '@/lib/player/compare'
import { frameAt } from '@/lib/player/frame'
import { policyRunsOf } from '@/lib/player/policy-run'
import type { RunInput } from '@/lib/player/session'
import {
  chooseNext,
  openSession,
  positionAfter,
  positionAt,
  positionUnlike,
  type Session,
  SessionProblem,
  stepsAt,
} from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import type { TurnedOrder } from '@/lib/player/turning'
import type { AskedOrder, Told, WorkerReply, WorkerRequest } from './wire'

/** The engine runs here, away from the page: a long program cannot freeze it, and its WebAssembly needs no
 *  permission in the page's own policy. One worker serves all figures of a page, each by its number. */
const sessions = new Map<number, Session>()
/** Two runs in lockstep, by the number of their figure. */
const pairs = new Map<number, { left: Session; right: Session; comparison: Comparison }>()

/** One request after the other: an answer may have to wait for a file, and the next must not overtake it. */
let last: Promise<void> = Promise.resolve()
/** Those that were given up while something was looked for, and have not come to their turn yet. */
const closed = new Set<number>()
self.onmessage = (message: MessageEvent<WorkerRequest>) => {
  if (message.data.kind === 'close') closed.add(message.data.session)
  last = last.then(() => handle(message.data))
}

async function handle(request: WorkerRequest): Promise<void> {
  const { id, session } = request
  try {
    if (request.kind === 'close') {
      closed.delete(session)
      sessions.delete(session)
      pairs.delete(session)
    } else if (request.kind === 'explore')
      self.postMessage({ id, session, ...(await exploreAll(request)) } satisfies WorkerReply)
    else if (request.kind === 'schedule') {
      const schedule = await scheduleOf(request.input, request.moves)
      self.postMessage({ id, session, schedule } satisfies WorkerReply)
    } else if (request.kind === 'turns') {
      const turns = await turnsOf(request.input, request.orders)
      self.postMessage({ id, session, turns } satisfies WorkerReply)
    } else if (request.kind === 'trace') {
      const { traceLines } = await import('@/lib/player/trace-lines')
      const trace = traceLines(openedSession(session))
      self.postMessage({ id, session, trace } satisfies WorkerReply)
    } else if (request.kind === 'file') {
      const open = openedSession(session)
      const bytes = open.recording.file(stepsAt(open, request.position), request.inode, request.most)
      self.postMessage({ id, session, bytes } satisfies WorkerReply)
    } else if (request.kind === 'watch') {
      const { watchedAt } = await import('@/lib/player/watch')
      const { position, tasks, expressions } = request
      const open = openedSession(session)
      const watched = tasks.map((task) => watchedAt(open, position, task, expressions))
      self.postMessage({ id, session, watched } satisfies WorkerReply)
    } else if (request.kind === 'policies') {
      const { program, diagnostics } = await build(request.input)
      if (!program) throw new Refused(await tellDiagnostics(diagnostics, request.input))
      const policies = policyRunsOf(program, request.input.config, request.policies)
      self.postMessage({ id, session, policies } satisfies WorkerReply)
    } else if (request.kind === 'compare' || request.kind === 'compareAt')
      self.postMessage({ id, session, ...(await compareRuns(request)) } satisfies WorkerReply)
    else self.postMessage({ id, session, ...(await answer(request)) } satisfies WorkerReply)
  } catch (error) {
    const told = error instanceof Refused ? error.told : []
    const problem = error instanceof Refused ? 'compile' : 'engine'
    self.postMessage({ id, session, problem, told } satisfies WorkerReply)
  }
}

/** No program: what the compiler says of it. */
class Refused extends Error {
  constructor(readonly told: readonly Told[]) {
    super('no program')
  }
}

type Answer = Pick<Extract<WorkerReply, { shape: unknown }>, 'shape' | 'frame' | 'told'>
type Opening = Extract<WorkerRequest, { kind: 'open' | 'openAt' | 'openAfter' | 'openUnlike' }>

async function answer(
  request: Opening | Extract<WorkerRequest, { kind: 'frame' | 'choose' }>,
): Promise<Answer> {
  if (request.kind !== 'frame' && request.kind !== 'choose') {
    const { session, told } = await openRun(request.input)
    sessions.set(request.session, session)
    return { shape: shapeOf(session), frame: frameAt(session, openedAt(session, request)), told }
  }
  const session = openedSession(request.session)
  if (request.kind === 'frame') return { shape: null, frame: frameAt(session, request.position), told: [] }
  // Clicks are queued while the engine starts: a task that cannot run there leaves everything as it is.
  const here = frameAt(session, request.position)
  if (!here.choices.includes(request.task)) return { shape: null, frame: here, told: [] }
  const next = chooseNext(session, here.position, request.task)
  sessions.set(request.session, next)
  return { shape: shapeOf(next), frame: frameAt(next, here.position + 1), told: [] }
}

function openedSession(number: number): Session {
  const session = sessions.get(number)
  if (!session) throw new SessionProblem('closed')
  return session
}

async function openRun(input: RunInput): Promise<{ session: Session; told: Told[] }> {
  const [compiled, teller] = await Promise.all([build(input), loadTeller(input.locale)])
  const told = await tellDiagnostics(compiled.diagnostics, input)
  if (!compiled.program) throw new Refused(told)
  return { session: openSession(input, compiled, teller), told }
}

type Compared = Pick<Extract<WorkerReply, { picture: unknown }>, 'comparison' | 'picture'>

async function compareRuns(
  request: Extract<WorkerRequest, { kind: 'compare' | 'compareAt' }>,
): Promise<Compared> {
  const { comparePicture, compareSessions } = await import('@/lib/player/compare')
  if (request.kind === 'compareAt') {
    const pair = pairs.get(request.session)
    if (!pair) throw new SessionProblem('closed')
    const picture = comparePicture(pair.left, pair.right, pair.comparison, request.column)
    return { comparison: null, picture }
  }
  const left = (await openRun(request.left)).session
  const right = (await openRun(request.right)).session
  const comparison = compareSessions(left, right)
  pairs.set(request.session, { left, right, comparison })
  const column = request.column ?? comparison.parting?.column ?? 0
  return { comparison, picture: comparePicture(left, right, comparison, column) }
}

function openedAt(session: Session, request: Opening): number {
  if (request.kind === 'open') return request.position
  if (request.kind === 'openAt') return positionAt(session, request.step)
  if (request.kind === 'openUnlike') return positionUnlike(session, request.stdout)
  return positionAfter(session, request.operations)
}

/** States, steps of the machine and ms that a look at all orders may take. */
const BOUNDS = { states: 60_000, work: 200_000_000 }
const TIME = 12_000

/** The same, of a map of all states: one of more states is no picture. */
const MAP_BOUNDS = { states: 1_500, work: 30_000_000 }
const MAP_TIME = 4_000

/** Orders at most of which it is told where they turned. */
const MOST_TURNS = 24

type Explored = Pick<
  Extract<WorkerReply, { exploration: unknown }>,
  'exploration' | 'stories' | 'map' | 'turns'
>

/** How often it is said how far a look at all orders has come, and whether it is still wanted: ms. */
const PAUSE = 150

/** Every order of a program, or as many as fit the bounds; says meanwhile how far it has come.
 *  @throws when it is not wanted any more */
async function exploreAll({
  id,
  session,
  input,
}: Extract<WorkerRequest, { kind: 'explore' }>): Promise<Explored> {
  const { door, bootWith } = await explorable(input)
  const run = door.explore(bootWith, BOUNDS)
  const until = performance.now() + TIME
  while (!advanceFor(run, Math.min(PAUSE, until - performance.now())) && performance.now() < until) {
    const progress = { states: run.states(), outcomes: run.outcomes() }
    self.postMessage({ id, session, progress } satisfies WorkerReply)
    // Word that it was given up is taken in between.
    await new Promise((resolve) => setTimeout(resolve))
    if (closed.has(session)) throw new SessionProblem('closed')
  }
  const exploration = run.result()
  const { complete, states, contested } = exploration
  const fits = complete && !contested && states < MAP_BOUNDS.states
  const map = fits ? mapOf(door, bootWith) : null
  const { config, outcomes, deadlocks } = exploration
  const orders = [...outcomes, ...deadlocks].map(({ schedule, turned }) => ({
    config,
    schedule,
    turned,
  }))
  const turns = await turnsOf(input, orders)
  return { exploration, stories: run.stories(), map, turns }
}

type Explorer = Awaited<ReturnType<typeof explorable>>

function mapOf(door: Explorer['door'], bootWith: BootWith): StateMap | null {
  const map = door.mapStates(bootWith, MAP_BOUNDS)
  advanceFor(map, MAP_TIME)
  return map.result()
}

/** Where orders turned, the first `MOST_TURNS` of them: as the explorer found, or by the map of all states. */
async function turnsOf(input: RunInput, asked: readonly AskedOrder[]): Promise<TurnedOrder[]> {
  const orders = asked.slice(0, MOST_TURNS)
  const { orderOf, turnAt, turnOfRun } = await import('@/lib/player/turning')
  const [compiled, teller] = await Promise.all([build(input), loadTeller(input.locale)])
  if (!compiled.program) throw new Refused(await tellDiagnostics(compiled.diagnostics, input))
  const needsMap = orders.some(({ turned }) => typeof turned !== 'number')
  const explorer = needsMap ? await explorable(input) : null
  const map = explorer && mapOf(explorer.door, explorer.bootWith)
  return orders.map(({ config, schedule, turned }) => {
    // Where no replay shows it there is nothing to count in.
    if (schedule === null) return { steps: 0, tasks: [], turn: null, switches: null }
    const run = {
      ...input,
      config: { ...input.config, ...config },
      schedule,
      grain: 'operation',
      parts: [],
    } as const
    const session = openSession(run, compiled, teller)
    const told =
      typeof turned === 'number'
        ? { turn: turnAt(session, turned), switches: null }
        : turnOfRun(session, map, turned)
    return { ...orderOf(session), ...told }
  })
}

/** @returns whether it is done */
function advanceFor(run: { readonly advance: (steps: number) => boolean }, ms: number): boolean {
  const until = performance.now() + ms
  for (;;) {
    if (run.advance(200)) return true
    if (performance.now() >= until) return false
  }
}

async function scheduleOf(input: RunInput, moves: readonly MapMove[]): Promise<string> {
  const { door, bootWith } = await explorable(input)
  return door.scheduleOfMoves(bootWith, moves)
}

/** The explorer, which is fetched when it is first asked for, and what it boots. */
async function explorable(input: RunInput) {
  const [{ program, diagnostics }, explorer, mapper] = await Promise.all([
    build(input),
    import('@/lib/engine/explore/program'),
    import('@/lib/engine/explore/state-map'),
  ])
  if (!program) throw new Refused(await tellDiagnostics(diagnostics, input))
  const bootWith: BootWith = (asked, memory) =>
    boot(program as Program, { ...input.config, ...asked }, undefined, {}, memory)
  return { door: { ...explorer, ...mapper }, bootWith }
}

/** Most programs do without the larger part of the C library and what belongs to it; it is fetched for those that do
 *  not, and gives nothing else a different meaning. */
async function build({ files }: RunInput): Promise<Compiled> {
  const compiled = compileIfComplete(files)
  if (compiled) return compiled
  complete((await import('@/lib/engine/rest')).REST)
  return compile(files)
}

/** Sentences are fetched only where there is something to say. */
async function tellDiagnostics(list: readonly Diagnostic[], input: RunInput): Promise<Told[]> {
  if (list.length === 0) return []
  const { locale } = input
  const words =
    locale === 'ko' ? await import('@/lib/i18n/ko/diagnostic') : await import('@/lib/i18n/en/diagnostic')
  const tried = await Promise.all(list.slice(0, MOST_TRIED).map((one) => mends(one, list, input)))
  return list.map((one, i) => ({
    severity: one.severity === 'error' ? 'error' : 'warning',
    file: one.file,
    line: one.line,
    column: one.column,
    length: one.length,
    message: words.diagnostic[one.code](one),
    hint: hintOf(words, one),
    mend: tried[i] && one.mend ? { ...one.mend, label: words.diagnosticMend(one.mend) } : null,
  }))
}

/** Mends that are tried at most, each by a compilation. */
const MOST_TRIED = 20

/** Whether a diagnostic is gone once its mend is made, and no error has come for it. */
async function mends(one: Diagnostic, all: readonly Diagnostic[], input: RunInput): Promise<boolean> {
  const { mend, file, code } = one
  if (!mend) return false
  const files = input.files.map(({ name, text }) => ({
    name,
    text: name === file ? withMend(text, mend) : text,
  }))
  const { diagnostics } = await build({ ...input, files })
  const errors = (list: readonly Diagnostic[]) => list.filter(({ severity }) => severity === 'error').length
  const same = (list: readonly Diagnostic[]) =>
    list.filter((other) => other.code === code && other.args.join() === one.args.join()).length
  return same(diagnostics) < same(all) && errors(diagnostics) <= errors(all)
}

type DiagnosticWords = typeof import('@/lib/i18n/ko/diagnostic') | typeof import('@/lib/i18n/en/diagnostic')

/** What to do: with the name that was meant, where the compiler knows one. */
function hintOf(words: DiagnosticWords, { code, hint }: Diagnostic): string | null {
  if (!hint) return words.diagnosticAdvice[code] || null
  const say = words.diagnosticHint[hint.code] as (known: typeof hint) => string
  return say(hint)
}

async function loadTeller(locale: 'ko' | 'en'): Promise<EventTeller> {
  return locale === 'ko'
    ? (await import('@/lib/i18n/ko/event')).event
    : (await import('@/lib/i18n/en/event')).event
}
