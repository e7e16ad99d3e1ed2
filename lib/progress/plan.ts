/** A step of a way through the course, as a plan sees it. */
export type PlanStep = { readonly minutes: number; readonly done: boolean }

/** Lays what is left of a way over the days that are left, in its order and as evenly as whole steps allow: what was missed is
 *  not lost but makes every later day a little longer.
 *  @param days that are left, today among them; less than one is one
 *  @returns of each step the day from 0 on which it is to be done; null for what is done */
export function planOf(steps: readonly PlanStep[], days: number): (number | null)[] {
  const left = steps.reduce((sum, { minutes, done }) => sum + (done ? 0 : minutes), 0)
  const share = left / Math.max(1, days)
  let before = 0
  return steps.map(({ minutes, done }) => {
    if (done) return null
    // By its middle: a step that straddles two days falls on the one that has more of it.
    const day = Math.min(Math.max(1, days) - 1, Math.floor((before + minutes / 2) / share))
    before += minutes
    return day
  })
}
