import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Explored, ExploreRequest } from '@/lib/quiz/explored'
import { unexplored } from './explore'
import { workerFile } from './worker-file'

/** What one look may cost the machine, whatever its program does: processor time and time of the clock, in ms, and MB of its
 *  thread's heap. Time of the clock is for a machine with other work, and for one that does not tell processor time. */
export const THREAD_BUDGET = { processor: 6_000, clock: 60_000, heap: 384 } as const

/** How often a thread that explores is looked at, in ms. */
const WATCH_MS = 100

/** A thread that had nothing to do for so long is ended, in ms. */
const IDLE_MS = 120_000

/** Threads that explore at once, at most: one core is left to who serves. */
export const POOL_SIZE = Math.max(1, Math.min(4, availableParallelism() - 1))

export type Pool = {
  /** Explores a program in a thread of its own; never throws. Waits while all threads are at work.
   *  @returns what was found; with `cut` time or memory where the thread had to be ended */
  readonly explore: (request: ExploreRequest) => Promise<Explored>
  /** Ends the threads; what they were at counts as cut. */
  readonly close: () => Promise<void>
}

type Thread = { readonly worker: Worker; number: number | null; idle: NodeJS.Timeout | undefined }

/** @param budget another one for tests */
export function openPool(
  size: number = POOL_SIZE,
  budget: Record<keyof typeof THREAD_BUDGET, number> = THREAD_BUDGET,
): Pool {
  const idle: Thread[] = []
  const all = new Set<Thread>()
  const waiting: (() => void)[] = []
  let busy = 0
  const forget = (thread: Thread) => {
    all.delete(thread)
    if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1)
  }
  const open = async (): Promise<Thread> => {
    const thread = startThread(await workerFile(), budget.heap)
    all.add(thread)
    thread.worker.once('exit', () => forget(thread))
    return thread
  }
  const rest = (thread: Thread) => {
    if (!all.has(thread)) return
    idle.push(thread)
    thread.idle = setTimeout(() => void thread.worker.terminate(), IDLE_MS)
    thread.idle.unref()
  }
  return {
    async explore(request) {
      if (busy === size) await new Promise<void>((resolve) => waiting.push(resolve))
      else busy++
      try {
        const thread = idle.pop() ?? (await open())
        clearTimeout(thread.idle)
        const found = await within(thread, request, budget)
        rest(thread)
        return found
      } finally {
        const next = waiting.shift()
        if (next) next()
        else busy--
      }
    },
    close: async () => {
      await Promise.all([...all].map(({ worker }) => worker.terminate()))
    },
  }
}

function startThread(file: string, heap: number): Thread {
  const worker = new Worker(file, {
    // Not what the web server was started with: its tether would end the thread at once.
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  })
  worker.unref()
  const thread: Thread = { worker, number: null, idle: undefined }
  worker.on('message', (message) => {
    if ('thread' in message) thread.number = message.thread
  })
  // An error ends the thread; who waits for it hears of the end.
  worker.on('error', () => {})
  return thread
}

/** Explores in a thread, and ends it when that takes more than it may. */
function within(
  thread: Thread,
  request: ExploreRequest,
  { processor, clock }: { readonly processor: number; readonly clock: number },
): Promise<Explored> {
  const { worker } = thread
  const begun = performance.now()
  let used: number | null = null
  return new Promise((resolve) => {
    let cut = 'engine'
    const watch = setInterval(() => {
      const now = processorTime(thread.number)
      used ??= now
      const isOver = now !== null && used !== null && now - used > processor
      if (!isOver && performance.now() - begun <= clock) return
      cut = 'time'
      void worker.terminate()
    }, WATCH_MS)
    const done = (found: Explored) => {
      clearInterval(watch)
      worker.off('message', hear).off('exit', ended).off('error', failed)
      resolve(found)
    }
    const hear = (message: { readonly found?: Explored }) => message.found && done(message.found)
    const ended = () => done(unexplored(cut))
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') cut = 'memory'
    }
    worker.on('message', hear).on('exit', ended).on('error', failed)
    worker.postMessage(request)
  })
}

/** What a thread of this process has had of the processors, in ms: utime and stime of proc(5), in ticks of 10 ms. Null where
 *  nobody says. */
function processorTime(thread: number | null): number | null {
  if (thread === null) return null
  try {
    const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return 10 * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return null
  }
}
