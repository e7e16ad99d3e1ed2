/** Types of the library whose members are nobody's business: a mutex is named and shown as a whole. */
export function isOpaque(name: string): boolean {
  return /pthread_|^(union )?sem_t$|__sem|_IO_FILE|^FILE$|sigset/.test(name)
}
