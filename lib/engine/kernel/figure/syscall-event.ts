/** System calls in a trace: by the names that programs use, with arguments and result as strace shows them. */
import { SYSCALLS, type SyscallName } from '../../vm/abi'
import { readString } from '../memory/user-memory'
import { errnoName } from '../state/errno'
import type { Machine, Task } from '../state/machine'
import { showByteString } from '../state/text'
import { nameOf } from './place'

/**
 * The name in the source, and how to show each argument: `d` a number, `p` an address, `s` a string, `o` the object at
 * an address by its name, `f` descriptor, `-` not shown.
 */
const SHOWN: Partial<Record<SyscallName, readonly [name: string, shape: string]>> = {
  exit_group: ['exit', 'd'],
  write: ['write', 'fpd'],
  read: ['read', 'fpd'],
  open: ['open', 'sd'],
  close: ['close', 'f'],
  lseek: ['lseek', 'fdd'],
  dup: ['dup', 'f'],
  dup2: ['dup2', 'ff'],
  pipe2: ['pipe', 'p'],
  wait4: ['waitpid', 'dpd'],
  waitid: ['waitid', 'ddp'],
  kill: ['kill', 'dd'],
  mmap: ['mmap', 'pddddd'],
  munmap: ['munmap', 'pd'],
  mprotect: ['mprotect', 'pdd'],
  brk: ['brk', 'p'],
  unlink: ['unlink', 's'],
  mkfifo: ['mkfifo', 'sd'],
  execve: ['execve', 's'],
  shm_open: ['shm_open', 's'],
  sem_open: ['sem_open', 's'],
  mq_open: ['mq_open', 's'],
  thread_create: ['pthread_create', '-'],
  thread_exit: ['pthread_exit', 'p'],
  thread_join: ['pthread_join', '-'],
  thread_detach: ['pthread_detach', '-'],
  thread_cancel: ['pthread_cancel', '-'],
  thread_self: ['pthread_self', ''],
  mutex_init: ['pthread_mutex_init', 'o'],
  mutex_lock: ['pthread_mutex_lock', 'o'],
  mutex_trylock: ['pthread_mutex_trylock', 'o'],
  mutex_timedlock: ['pthread_mutex_timedlock', 'o'],
  mutex_unlock: ['pthread_mutex_unlock', 'o'],
  mutex_destroy: ['pthread_mutex_destroy', 'o'],
  cond_wait: ['pthread_cond_wait', 'oo'],
  cond_timedwait: ['pthread_cond_timedwait', 'oo'],
  cond_signal: ['pthread_cond_signal', 'o'],
  cond_broadcast: ['pthread_cond_broadcast', 'o'],
  rwlock_rdlock: ['pthread_rwlock_rdlock', 'o'],
  rwlock_wrlock: ['pthread_rwlock_wrlock', 'o'],
  rwlock_unlock: ['pthread_rwlock_unlock', 'o'],
  barrier_wait: ['pthread_barrier_wait', 'o'],
  spin_lock: ['pthread_spin_lock', 'o'],
  spin_unlock: ['pthread_spin_unlock', 'o'],
  sem_init: ['sem_init', 'odd'],
  sem_wait: ['sem_wait', 'o'],
  sem_post: ['sem_post', 'o'],
  nanosleep: ['nanosleep', 'p'],
}

/** Calls whose results are addresses. */
const ADDRESS_RESULTS: ReadonlySet<string> = new Set(['mmap', 'brk', 'sem_open', 'thread_self', 'shmat'])

/**
 * Reports a call that is done, or half done when `result` is null (it goes on to sleep).
 */
export function reportCall(machine: Machine, task: Task, result: number | null): void {
  const { pending } = task
  if (!machine.events || !pending) return
  const call = SYSCALLS[pending.number] ?? 'exit'
  const [name, shape] = SHOWN[call] ?? [call, 'd'.repeat(Math.min(4, pending.args.length))]
  const failed = result !== null && result < 0 && result > -4096
  machine.events.push({
    kind: 'syscall',
    name,
    arguments: showArguments(machine, task, pending.args, shape),
    result: result === null ? null : failed ? '-1' : ADDRESS_RESULTS.has(call) ? hex(result) : String(result),
    errno: failed ? (errnoName(-result) ?? null) : null,
  })
}

function showArguments(machine: Machine, task: Task, args: readonly number[], shape: string): string[] {
  const shown: string[] = []
  for (let i = 0; i < shape.length && i < args.length; i++) {
    const value = args[i] ?? 0
    switch (shape[i]) {
      case 'd':
      case 'f':
        shown.push(String(value))
        break
      case 'p':
        shown.push(value === 0 ? 'NULL' : hex(value))
        break
      case 's':
        shown.push(JSON.stringify(showByteString(readString(machine, task, value) ?? '?')))
        break
      case 'o': {
        const name = nameOf(machine, task, value)
        shown.push(name ? `&${name}` : hex(value))
        break
      }
      default:
        break
    }
  }
  return shown
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}
