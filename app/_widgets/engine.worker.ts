import type { Compiled } from '@/lib/engine'
import { compile, compileIfComplete, complete } from '@/lib/engine/core'
import type { EventTeller } from '@/lib/i18n/tell'
import type { SimulatorInput, WorkerReply, WorkerRequest } from './frame'
import {
  chooseNext,
  frameAt,
  openSession,
  positionAt,
  type Session,
  SessionProblem,
  shapeOf,
} from './session'

/** The engine runs here, away from the page: a long program cannot freeze it, and its WebAssembly needs no
 *  permission in the page's own policy. One session a worker. */
let session: Session | null = null

/** One request after the other: an answer may have to wait for a file, and the next must not overtake it. */
let last: Promise<void> = Promise.resolve()
self.onmessage = (message: MessageEvent<WorkerRequest>) => {
  last = last.then(() => handle(message.data))
}

async function handle(request: WorkerRequest): Promise<void> {
  try {
    self.postMessage(await answer(request))
  } catch (error) {
    const problem = error instanceof SessionProblem ? error.message : 'engine'
    self.postMessage({ id: request.id, problem } satisfies WorkerReply)
  }
}

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  if (request.kind === 'open' || request.kind === 'openAt') {
    const { input } = request
    const [compiled, teller] = await Promise.all([build(input), loadTeller(input.locale)])
    session = openSession(input, compiled, teller)
    const position = request.kind === 'open' ? request.position : positionAt(session, request.step)
    return { id: request.id, shape: shapeOf(session), frame: frameAt(session, position) }
  }
  if (!session) throw new SessionProblem('closed')
  if (request.kind === 'frame')
    return { id: request.id, shape: null, frame: frameAt(session, request.position) }
  // Clicks are queued while the engine starts: a task that cannot run there leaves everything as it is.
  const here = frameAt(session, request.position)
  if (!here.choices.includes(request.task)) return { id: request.id, shape: null, frame: here }
  session = chooseNext(session, here.position, request.task)
  return { id: request.id, shape: shapeOf(session), frame: frameAt(session, here.position + 1) }
}

/** Most programs do without the larger part of the C library and what belongs to it; it is fetched for those that do
 *  not, and gives nothing else a different meaning. */
async function build({ files }: SimulatorInput): Promise<Compiled> {
  const compiled = compileIfComplete(files)
  if (compiled) return compiled
  complete((await import('@/lib/engine/rest')).REST)
  return compile(files)
}

async function loadTeller(locale: 'ko' | 'en'): Promise<EventTeller> {
  return locale === 'ko'
    ? (await import('@/lib/i18n/ko/event')).event
    : (await import('@/lib/i18n/en/event')).event
}
