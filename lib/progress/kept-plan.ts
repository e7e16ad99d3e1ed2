/** The cookie in which a browser keeps that somebody walks a way: the day that it is for, as a date field has it (`2026-12-01`),
 *  or `UNDATED`. The server reads it too: what comes next follows the plan. */
export function planCookie(path: string): string {
  return `forklore-plan-${path}`
}

/** The value while a way is walked without a date, */
export const UNDATED = 'undated'
/** which is remembered for so long, in seconds: a month. */
export const UNDATED_SECONDS = 2_592_000
/** A date is kept for as long as browsers allow, in seconds: 400 days. */
export const DATED_SECONDS = 34_560_000

/** The day (`dayOf`) that a date is; null: it is none. */
export function dayKept(date: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? null : Math.round(at / 86_400_000)
}

/** The day that a way is walked for, by the value of its cookie; null: without a day, or one that is over. */
export function dayToCome(value: string, today: number): number | null {
  const day = dayKept(value)
  return day !== null && day >= today ? day : null
}

/** A way that is walked in a browser. `until`: the day (`dayOf`) that it is for; null while there is none. */
export type KeptPlan = { readonly path: string; readonly until: number | null }

/** The ways that a browser keeps: the one whose day comes first before the others, those without a date after them. What is over
 *  is not among them.
 *  @param read the value of a cookie
 *  @param today `dayOf` now */
export function keptPlans(
  paths: readonly string[],
  read: (cookie: string) => string | undefined,
  today: number,
): KeptPlan[] {
  const kept = paths.flatMap((path): KeptPlan[] => {
    const value = read(planCookie(path))
    if (value === UNDATED) return [{ path, until: null }]
    const until = dayToCome(value ?? '', today)
    return until === null ? [] : [{ path, until }]
  })
  return kept.sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity) || 0)
}
