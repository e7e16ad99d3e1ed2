/** The date that a way through the course is for, as this device remembers it. */

const keyOf = (path: string) => `path-date-${path}`

/** As a date field has it, `2026-12-01`; empty while there is none. */
export function keptDate(path: string): string {
  try {
    return localStorage.getItem(keyOf(path)) ?? ''
  } catch {
    // Storage may be switched off: the date then lasts as long as the page.
    return ''
  }
}

export function keepDate(path: string, date: string): void {
  try {
    localStorage.setItem(keyOf(path), date)
  } catch {
    // As above.
  }
}

/** The day (`dayOf`) that is meant; null: none. */
export function dayKept(date: string): number | null {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? null : Math.round(at / 86_400_000)
}
