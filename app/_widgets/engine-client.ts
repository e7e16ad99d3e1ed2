import type { WorkerReply, WorkerRequest } from './wire'

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

/** The page's one engine. Null until the first figure asks, and after it has failed. */
let worker: Worker | null = null
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
  started.onmessage = (message: MessageEvent<WorkerReply>) =>
    listeners.get(message.data.session)?.(message.data)
  // A script that did not load, or an error that nobody caught: every figure is told, and the next one to ask starts anew.
  started.onerror = () => {
    started.terminate()
    if (worker === started) worker = null
    for (const [session, tell] of listeners) tell({ id: -1, session, problem: 'engine' })
  }
  worker = started
  return started
}
