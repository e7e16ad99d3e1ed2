/**
 * A record that must be there: its absence is a mistake of the kernel.
 * @param id of the record, which only the message names: nobody makes a text of it while all is well
 */
export function must<T>(value: T | null | undefined, what: string, id?: number): T {
  if (value === undefined || value === null)
    throw new Error(`kernel: no ${what}${id === undefined ? '' : ` ${id}`}`)
  return value
}
