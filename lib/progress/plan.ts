import { checkState } from './known'

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

/** What is left to do of steps: of one that is begun the share that is open.
 *  @param minutes of each step as a whole
 *  @param states of the same steps */
export function restOf(minutes: readonly number[], states: readonly StepState[]): PlanStep[] {
  return minutes.map((whole, i) => {
    const { done = false, share = 0 } = states[i] ?? {}
    return { minutes: Math.ceil(whole * (1 - share)), done }
  })
}

/** Days that a plan has, from today on: the day itself is for the interview.
 *  @param until and @param today as `dayOf` counts */
export function daysUntil(until: number, today: number): number {
  return Math.max(1, until - today)
}

/** What shows that a step was done. */
export type StepTasks = {
  /** Of the author. */
  readonly minutes: number
  readonly itemIds: readonly string[]
  /** Sections that the step takes; none where it is words alone. */
  readonly sectionIds: readonly string[]
  /** All of its lesson. */
  readonly lessonSections: readonly string[]
  /** Items by which its lesson counts as known. */
  readonly check: readonly string[]
}

/** What somebody did, as a plan sees it. */
export type Work = {
  /** Answered items: whether the newest answer was entirely right, null where that is not known. */
  readonly results: ReadonlyMap<string, boolean | null>
  /** Sections that were opened, */
  readonly looked: ReadonlySet<string>
  /** and those that were worked through. */
  readonly read: ReadonlySet<string>
}

/** How far a step is: `share` of its questions, or of its sections where it has none, from 0 to 1; `answered` counts them. */
export type StepState = { readonly done: boolean; readonly share: number; readonly answered: number }

/** How far each step of a way is. A step is done when its questions are answered or its lesson is known; one without questions,
 *  when its sections were worked through; one of words alone, once its lesson was opened or the next step that asks for more was
 *  begun. */
export function stepStates(steps: readonly StepTasks[], { results, looked, read }: Work): StepState[] {
  const states = steps.map(({ itemIds, sectionIds, lessonSections, check }): StepState => {
    const answered = itemIds.filter((id) => results.has(id)).length
    const [of, did] =
      itemIds.length > 0
        ? [itemIds.length, answered]
        : sectionIds.length > 0
          ? [sectionIds.length, sectionIds.filter((id) => read.has(id)).length]
          : [1, lessonSections.some((id) => looked.has(id)) ? 1 : 0]
    const done = did === of || checkState(check, results).isKnown
    return { done, share: done ? 1 : did / of, answered }
  })
  const isWords = ({ itemIds, sectionIds }: StepTasks) => itemIds.length === 0 && sectionIds.length === 0
  let isPassed = false
  for (let i = steps.length - 1; i >= 0; i--) {
    const [step, state] = [steps[i]!, states[i]!]
    if (!isWords(step)) isPassed = state.share > 0
    else if (isPassed) states[i] = { ...state, done: true, share: 1 }
  }
  return states
}
