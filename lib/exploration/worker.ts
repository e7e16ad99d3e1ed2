/** A thread that explores one program after another. It is nobody's but the pool's (pool.ts), which ends it. */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import type { ExploreRequest } from '@/lib/quiz/explored'
import { exploreProgram } from './explore'

/** Behind the thread that serves, and not so far that a busy machine starves it. On Linux a priority is a thread's own
 *  (setpriority(2), "C library/kernel differences"). */
const NICE = 5

try {
  setPriority(0, NICE)
} catch {
  // Where that is not allowed it goes on as it is.
}
parentPort?.postMessage({ thread: threadNumber() })
parentPort?.on('message', (request: ExploreRequest) =>
  parentPort?.postMessage({ found: exploreProgram(request) }),
)

/** The kernel's number of this thread (proc(5)); null where there is none. */
function threadNumber(): number | null {
  try {
    return Number(path.basename(readlinkSync('/proc/thread-self')))
  } catch {
    return null
  }
}
