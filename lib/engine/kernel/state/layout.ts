/**
 * What the kernel and the C library agree on beyond numbers: the shape of structures in user memory (glibc's on
 * x86-64, offsets in bytes) and the arguments of the system calls that Linux does not have in this form.
 *
 * Arguments of the calls of our own. All of them return 0 or a negated errno unless said otherwise; those that
 * block are restarted when woken; `abstime` points to a timespec on CLOCK_REALTIME (of a condition variable: on the
 * clock of its attribute).
 *
 *   thread_create(pthread_t *out, pthread_attr_t *attr | 0, fn, arg)   the task begins in __thread_start(fn, arg)
 *   thread_exit(value)            ends this task; the last one of a process ends the process with status 0
 *   thread_join(thread, void **out | 0, timespec *abstime | 0, try)     try = 1: EBUSY instead of sleeping
 *   thread_detach(thread)  thread_self() → pthread_t (the thread pointer)  thread_cancel(thread)
 *   thread_testcancel() → CANCELLED when a cancellation is to be acted upon, else 0
 *   thread_setcancelstate(state) / thread_setcanceltype(type) → the old one (0 enable, 1 disable; 0 deferred, 1 async)
 *   mutex_init(m, attr | 0)  mutex_lock(m)  mutex_trylock(m)  mutex_timedlock(m, abstime)  mutex_unlock(m)
 *   mutex_destroy(m)  mutex_consistent(m)
 *   cond_wait(c, m)  cond_timedwait(c, m, abstime)  cond_signal(c)  cond_broadcast(c)  cond_destroy(c)
 *   rwlock_rdlock(rw) rwlock_tryrdlock(rw) rwlock_wrlock(rw) rwlock_trywrlock(rw) rwlock_unlock(rw) rwlock_destroy(rw)
 *   barrier_init(b, count)  barrier_wait(b) → 1 in exactly one of the tasks, 0 in the others   barrier_destroy(b)
 *   spin_lock(s)  spin_trylock(s)  spin_unlock(s)
 *   sem_init(s, shared, value) sem_wait(s) sem_trywait(s) sem_timedwait(s, abstime) sem_post(s) sem_getvalue(s, int *out)
 *   sem_destroy(s)  sem_open(name, flags, mode, value) → address of the sem_t  sem_close(s)  sem_unlink(name)
 *   once_enter(control) → 1: run the routine, then once_leave(control, was it cancelled); 0: it has been run
 *   mq_send(q, text, length, priority, abstime | 0)  mq_receive(q, buffer, size, unsigned *priority | 0, abstime | 0) → bytes
 *   mq_getattr(q, attr)  mq_setattr(q, new, old | 0)  mq_open(name, flags, mode, attr | 0) → descriptor  mq_close(q)
 *   msgsnd, msgrcv, semop, shmat, semctl(id, n, command, value or pointer), …: Linux's own arguments
 *   wait4(pid, int *status | 0, options, rusage | 0)  waitid(type, id, siginfo *, options)
 *   sigaction(signal, new | 0, old | 0)  sigprocmask(how, set | 0, old | 0): struct and set as below
 *   sigtimedwait(set, siginfo | 0, timespec *relative | 0) → signal
 *   poll(fds, n, milliseconds)  select(n, r, w, x, timeval * | 0)  epoll_wait(ep, events, n, milliseconds)
 *   nanosleep(request, remaining | 0)  clock_nanosleep(clock, flags, request, remaining | 0) → 0 or -errno
 *   timer_create(clock, sigevent | 0, int *number)  timer_settime(number, flags, itimerspec *, old | 0)  timer_gettime(number, out)
 *   timer_getoverrun(number)  timer_delete(number)  timer_wait(number) → 1 at each expiry (SIGEV_THREAD)
 *   mq_wait(q, ticket) → 1 when the notification that mq_notify gave this ticket has come, 0 when it was taken back
 *   clock_gettime(clock, timespec *)  getcwd(buffer, size) → length with NUL  isatty(fd) → 1 or -ENOTTY
 *   clone(flags, stack, fn, arg): the child begins in __thread_start(fn, arg, is it a process); fork's form when fn is 0
 *   execve(path, argv, envp)  exit_group(status)  sysconf(name) → value  sched_getcpu() → core
 *   sendto(fd, p, n, flags, address | 0, length)  recvfrom(fd, p, n, flags, address | 0, socklen *)
 */

/** What a cancellation point returns instead of a result when the task has been cancelled: the C library then acts. */
export const CANCELLED = -4094

export const MUTEX = { size: 40, lock: 0, count: 4, owner: 8, users: 12, kind: 16 } as const
/** The kind of one that has been destroyed, as in glibc: whatever is done with it but initialising it fails. */
export const MUTEX_DESTROYED = -1
/** Bits of a mutex's kind, and of the one word of a pthread_mutexattr_t. */
export const MUTEX_KIND = {
  typeMask: 3, // 0 normal, 1 recursive, 2 errorcheck, 3 adaptive
  robust: 16,
  inherit: 32,
  protect: 64,
  shared: 128,
} as const
/** `lock` of a robust mutex whose owner died: the next owner gets EOWNERDEAD; -1: not recoverable. */
export const MUTEX_OWNER_DIED = 0x4000_0000
export const MUTEX_NOT_RECOVERABLE = 0x7fff_ffff

/** In the word `destroyed` of an object: it has been. Whoever uses it finds it as it was, as with glibc; an explorer tells of it. */
export const DESTROYED = 0x6465_6164
/** `clock`: 0 CLOCK_REALTIME, 1 CLOCK_MONOTONIC; `waiting`: tasks asleep on it. */
export const CONDVAR = { size: 48, clock: 4, waiting: 8, destroyed: 44 } as const
/** `writer`: tid of the holder or 0. */
export const RWLOCK = { size: 56, readers: 0, writer: 4, waitingWriters: 8, destroyed: 52 } as const
export const BARRIER = { size: 32, threshold: 0, arrived: 4, round: 8, destroyed: 28 } as const
export const SEMAPHORE = { size: 32, value: 0, destroyed: 28 } as const
/** A spin lock is one int: 0 free, else held. A once control is one int: 0 not yet, 1 running, 2 done. */

/** pthread_attr_t, 56 bytes. `flags`: 1 detached, 2 explicit scheduling. */
export const THREAD_ATTRIBUTES = {
  size: 56,
  priority: 0,
  policy: 4,
  flags: 8,
  guard: 16,
  stackAddress: 24,
  stackSize: 32,
} as const

/** struct sigaction as user programs see it; a sigset_t is 128 bytes, of which 8 count: bit s - 1 for signal s. */
export const SIGACTION = { size: 152, handler: 0, mask: 8, flags: 136 } as const
export const SIGINFO = {
  size: 128,
  signal: 0,
  errno: 4,
  code: 8,
  pid: 16,
  uid: 20,
  status: 24,
  value: 24,
  address: 16,
} as const

export const STAT = {
  size: 144,
  device: 0,
  inode: 8,
  links: 16,
  mode: 24,
  uid: 28,
  gid: 32,
  bytes: 48,
  blockSize: 56,
  blocks: 64,
  accessed: 72,
  modified: 88,
  changed: 104,
} as const
export const FLOCK = { size: 32, type: 0, whence: 2, start: 8, length: 16, pid: 24 } as const
export const POLLFD = { size: 8, fd: 0, events: 4, revents: 6 } as const
export const EPOLL_EVENT = { size: 12, events: 0, data: 4 } as const
export const MESSAGE_HEADER = {
  size: 56,
  name: 0,
  nameLength: 8,
  vectors: 16,
  vectorCount: 24,
  control: 32,
  controlLength: 40,
  flags: 48,
} as const
export const MQ_ATTRIBUTES = { size: 64, flags: 0, maximum: 8, messageSize: 16, current: 24 } as const
export const SEMBUF = { size: 6, number: 0, operation: 2, flags: 4 } as const
/** System V: ipc_perm is 48 bytes at the beginning of each. */
export const IPC_PERM = { size: 48, key: 0, uid: 4, mode: 20 } as const
export const SHMID = { size: 112, bytes: 48, creator: 80, last: 84, attached: 88 } as const
export const MSGID = {
  size: 120,
  sent: 48,
  received: 56,
  changed: 64,
  bytes: 72,
  messages: 80,
  capacity: 88,
} as const
export const SEMID = { size: 104, changed: 64, count: 80 } as const
export const RUSAGE = {
  size: 144,
  user: 0,
  system: 16,
  maxResident: 32,
  minorFaults: 64,
  majorFaults: 72,
  voluntary: 128,
  involuntary: 136,
} as const
