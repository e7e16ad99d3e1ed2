/** Calls of a trace that are functions of the C library, not system calls: POSIX threads and semaphores, which enter
 *  the kernel by `futex` and only where they have to wait or to wake somebody; and those that are another call
 *  underneath (`shm_open` opens a file of `/dev/shm`). */
const LIBRARY = /^(?:pthread_|sem_)|^(?:shm_open|shm_unlink|mkfifo|sleep|usleep)$/

/** Those of them that wait in `futex` when they have to. */
const WAITING =
  /^(?:pthread_join|pthread_(?:mutex|rwlock)_\w*lock|pthread_cond_\w*wait|pthread_barrier_wait|sem_(?:timed|clock)?wait)$/

/** @returns null for a system call */
export function libraryCall(name: string): { readonly waits: boolean } | null {
  if (!LIBRARY.test(name)) return null
  return { waits: WAITING.test(name) && !/(?:unlock|trylock)$/.test(name) }
}
