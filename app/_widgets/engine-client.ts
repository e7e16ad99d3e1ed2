import { ENDED, type EngineProblem, type WorkerReply, type WorkerRequest } from './wire'

/** What of a request is for a figure to say; the client numbers it. */
export type Ask = WorkerRequest extends infer R
  ? R extends { id: number; session: number }
    ? Omit<R, 'id' | 'session'>
    : never
  : never

export type EngineSession = {
  /** Asks; the answer, or word that there is none, goes to the listener. Returns the number of the request. */
  readonly ask: (ask: Ask) => number
  /** Gives the machine up; nothing is answered any more. */
  readonly close: () => void
  /** Another worker has taken over since this session was opened: what it had is gone. */
  readonly isLost: () => boolean
}

type Listener = (reply: WorkerReply) => void

/** A run is cut long before this; a worker that takes longer hangs: ms. */
const PATIENCE = 20_000

/** The page's one engine. Null until the first figure asks, and after it has failed. */
let worker: Worker | null = null
/** Requests that are not answered yet, and the clock that ends a worker which does not answer. */
let unanswered = 0
let patience: ReturnType<typeof setTimeout> | null = null
const listeners = new Map<number, Listener>()
let sessions = 0
let requests = 0

/** A session of the page's engine. The worker is started by the first thing that is asked of it. */
export function openEngine(listener: Listener): EngineSession {
  const session = ++sessions
  let own: Worker | null = null
  listeners.set(session, listener)
  return {
    ask(ask) {
      own = worker ?? start()
      const id = ++requests
      own.postMessage({ ...ask, id, session } as WorkerRequest)
      unanswered++
      watch(own)
      return id
    },
    close() {
      listeners.delete(session)
      if (own !== null && own === worker)
        own.postMessage({ kind: 'close', id: ++requests, session } satisfies WorkerRequest)
    },
    isLost: () => own === null || own !== worker,
  }
}

function start(): Worker {
  const started = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
  started.onmessage = (message: MessageEvent<WorkerReply>) => {
    if (worker === started) {
      if (!('progress' in message.data)) unanswered--
      watch(started)
    }
    listeners.get(message.data.session)?.(message.data)
  }
  // A script that did not load, or an error that nobody caught.
  started.onerror = () => end(started, 'engine')
  worker = started
  return started
}

/** Waits for the next answer, if one is due. */
function watch(own: Worker): void {
  if (patience !== null) clearTimeout(patience)
  patience = unanswered > 0 ? setTimeout(() => end(own, 'budget'), PATIENCE) : null
}

/** Ends a worker: every figure is told, and the next one to ask starts another. */
function end(own: Worker, problem: EngineProblem): void {
  own.terminate()
  if (worker !== own) return
  worker = null
  unanswered = 0
  watch(own)
  for (const [session, tell] of listeners) tell({ id: ENDED, session, problem, told: [] })
}
