/** A record that must be there: its absence is a mistake of the kernel. */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new Error(`kernel: no ${what}`)
  return value
}
