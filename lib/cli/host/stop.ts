import { isAlive, parentOf, processName } from '@/lib/cli/host/process'

/** Thrown into what is under way when somebody ends the command. */
export class Stopped extends Error {}

/**
 * Waits for Ctrl-C, a kill, the terminal's end, or the death of the npm that started us (a `kill -9` of npm reaches nobody
 * else, and the one who did it expects the port to be free).
 * @returns rejects with `Stopped`, whose message says why; never settles otherwise. A second signal ends at once.
 */
export function untilStopped(): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    let told = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (told && signal !== 'SIGHUP') process.exit(1)
        told = true
        reject(new Stopped(signal === 'SIGINT' ? 'Ctrl-C' : signal))
      })
    const npm = findNpm()
    if (npm === 0) return
    const watch = setInterval(() => {
      if (isAlive(npm)) return
      clearInterval(watch)
      reject(new Stopped('npm is gone'))
    }, 500)
    watch.unref()
  })
  stopped.catch(() => {}) // whoever waits hears of it
  return stopped
}

/** npm starts a shell which starts us. @returns its number, 0 when we were not started by one */
function findNpm(): number {
  if (!process.env.npm_lifecycle_event) return 0
  let pid = process.ppid
  for (let up = 0; up < 3 && pid > 1; up++) {
    if (processName(pid).startsWith('npm')) return pid
    pid = parentOf(pid)
  }
  return 0
}
