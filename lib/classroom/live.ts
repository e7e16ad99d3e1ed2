/** A question that a class answers while it is taught, before and after it has talked. Pure. */

/** In their order: the class answers, talks, answers again, and is shown what is right. */
export const LIVE_STEPS = ['vote', 'talk', 'again', 'shown'] as const
export type LiveStep = (typeof LIVE_STEPS)[number]

/** Which answer is taken at a step: the first or the second; null: none. */
export function roundOf(step: LiveStep): 1 | 2 | null {
  return step === 'vote' ? 1 : step === 'again' ? 2 : null
}

/** The step at which answers of a round are taken. */
export function stepOf(round: 1 | 2): LiveStep {
  return round === 1 ? 'vote' : 'again'
}

/** Which answers are counted at a step: those that are taken, else the last that were given. */
export function countedRound(step: LiveStep, moves: readonly Move[]): 1 | 2 {
  return roundOf(step) ?? (moves.some(({ second }) => second !== null) ? 2 : 1)
}

/** So many learners chose one option first and another (or the same) after talking; null: nothing. */
export type Move = {
  readonly first: string | null
  readonly second: string | null
  readonly learners: number
}

/** How many learners chose each option, in the order of the options. */
export function countsOf(moves: readonly Move[], options: readonly string[], round: 1 | 2): number[] {
  return options.map((option) =>
    sum(moves.map((move) => (choiceIn(move, round) === option ? move.learners : 0))),
  )
}

function choiceIn(move: Move, round: 1 | 2): string | null {
  return round === 1 ? move.first : move.second
}

/** How a class answered: of so many learners, who moved how. */
export type Tally = { readonly learners: number; readonly moves: readonly Move[] }

/** How many learners answered in a round. */
export function answeredIn(moves: readonly Move[], round: 1 | 2): number {
  return sum(moves.map((move) => (choiceIn(move, round) === null ? 0 : move.learners)))
}

/** What a member of a class is told of what is asked now, as `GET /api/classes/<id>/live` says it. */
export type LiveNow = LiveQuestion | LiveRun

/** What stands as the step of a run, which has none of `LIVE_STEPS`. */
export const RUN_STEP = 'run'

/** A run whose next task the class chooses. */
export type LiveRun = {
  readonly id: string
  readonly itemId: string
  readonly step: typeof RUN_STEP
  /** Which choice is open: a vote is for this one alone. */
  readonly round: number
  /** The tasks that may run next, by index; none where it is over. */
  readonly choices: readonly number[]
  /** How often the class has chosen so far. */
  readonly made: number
  /** One's own vote. */
  readonly own: number | null
  /** How the class votes, for who teaches it. */
  readonly counts: {
    readonly learners: number
    readonly votes: readonly { readonly task: number; readonly learners: number }[]
  } | null
}

/** The choice that has more votes than any other; null where none has.
 *  @param votes of each choice, in their order */
export function majorityOf(choices: readonly number[], votes: readonly number[]): number | null {
  const most = Math.max(0, ...votes)
  const first = choices.filter((_, i) => votes[i] === most)
  return most > 0 && first.length === 1 ? (first[0] ?? null) : null
}

/** A question with options. */
export type LiveQuestion = {
  readonly id: string
  readonly itemId: string
  readonly step: LiveStep
  /** One's own options, of the first and the second answer. */
  readonly own: readonly [string | null, string | null]
  /** How the class answered: for who teaches it, and for everybody once what is right is shown; null until then. */
  readonly tally: Tally | null
  /** The options that are right: for who teaches it, once that is shown. */
  readonly right: readonly string[] | null
}

/** One option of one side of the picture of moves: from `top`, `height` tall, `n` learners. */
export type FlowBar = {
  readonly option: string
  readonly n: number
  readonly top: number
  readonly height: number
}
/** A band from a bar on the left to one on the right, `height` thick. */
export type FlowBand = {
  readonly first: string
  readonly second: string
  readonly from: number
  readonly to: number
  readonly height: number
}

/** The picture of how a class moved between its two answers. Bars of both sides have the options' order; a learner is as tall
 *  everywhere, and who gave only one answer is in its bar and in no band.
 *  @param height of the picture, `gap` between two bars */
export function flowOf(
  moves: readonly Move[],
  options: readonly string[],
  { height, gap }: { readonly height: number; readonly gap: number },
): {
  readonly left: readonly FlowBar[]
  readonly right: readonly FlowBar[]
  readonly bands: readonly FlowBand[]
} {
  const [first, second] = [countsOf(moves, options, 1), countsOf(moves, options, 2)]
  const most = Math.max(1, sum(first), sum(second))
  const unit = (height - gap * (options.length - 1)) / most
  const bars = (counts: readonly number[]): FlowBar[] => {
    let top = 0
    return options.map((option, i) => {
      const n = counts[i] ?? 0
      const bar = { option, n, top, height: n * unit }
      top += bar.height + gap
      return bar
    })
  }
  const [left, right] = [bars(first), bars(second)]
  const used = { left: new Map<string, number>(), right: new Map<string, number>() }
  const take = (side: 'left' | 'right', bar: FlowBar, thick: number) => {
    const before = used[side].get(bar.option) ?? 0
    used[side].set(bar.option, before + thick)
    return bar.top + before
  }
  const bands = left.flatMap((from) =>
    right.flatMap((to): FlowBand[] => {
      const moved = moves.find((move) => move.first === from.option && move.second === to.option)
      if (!moved) return []
      const thick = moved.learners * unit
      return [
        {
          first: from.option,
          second: to.option,
          from: take('left', from, thick),
          to: take('right', to, thick),
          height: thick,
        },
      ]
    }),
  )
  return { left, right, bands }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
