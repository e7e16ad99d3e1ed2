import { readFileSync } from 'node:fs'

/** @returns whether a process has this number, one that ended and was not yet collected aside */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return status(pid)?.state !== 'Z'
}

/** @returns the short name the system knows it by; 'postgres' for any number where there is no /proc */
export function processName(pid: number): string {
  return process.platform === 'linux' ? (status(pid)?.name ?? '') : 'postgres'
}

/** @returns the parent's number, 0 where unknown */
export function parentOf(pid: number): number {
  return status(pid)?.parent ?? 0
}

/** /proc/PID/stat: `pid (name) state ppid …`; the name may hold blanks and brackets (proc_pid_stat(5)). */
function status(pid: number): { name: string; state: string; parent: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const close = text.lastIndexOf(')')
    const [state = '', parent] = text.slice(close + 2).split(' ')
    return { name: text.slice(text.indexOf('(') + 1, close), state, parent: Number(parent) }
  } catch {
    return null
  }
}
