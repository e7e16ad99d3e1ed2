import type { EventTeller } from '@/lib/i18n/tell'
import type { WorkerReply, WorkerRequest } from './frame'
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

self.onmessage = async (message: MessageEvent<WorkerRequest>) => {
  const request = message.data
  try {
    self.postMessage(await answer(request))
  } catch (error) {
    const problem = error instanceof SessionProblem ? error.message : 'engine'
    self.postMessage({ id: request.id, problem } satisfies WorkerReply)
  }
}

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  if (request.kind === 'open' || request.kind === 'openAt') {
    session = openSession(request.input, await loadTeller(request.input.locale))
    const position = request.kind === 'open' ? request.position : positionAt(session, request.step)
    return { id: request.id, shape: shapeOf(session), frame: frameAt(session, position) }
  }
  if (!session) throw new SessionProblem('closed')
  if (request.kind === 'frame')
    return { id: request.id, shape: null, frame: frameAt(session, request.position) }
  session = chooseNext(session, request.position, request.task)
  return { id: request.id, shape: shapeOf(session), frame: frameAt(session, request.position + 1) }
}

async function loadTeller(locale: 'ko' | 'en'): Promise<EventTeller> {
  return locale === 'ko'
    ? (await import('@/lib/i18n/ko/event')).event
    : (await import('@/lib/i18n/en/event')).event
}
