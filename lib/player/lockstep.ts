/** A step of a run as it is set beside another run's. */
export type LockStep = {
  readonly task: number
  /** Line of the source; 0: none. */
  readonly line: number
  /** What stands on that line. */
  readonly text: string
}

/** What happens side by side: the position after the step of each run, null where that run has none here. */
export type Column = { readonly left: number | null; readonly right: number | null }

/** Cells of the table that pairs the steps of different programs; of longer runs the n-th stands beside the n-th. */
const MOST_CELLS = 250_000

/**
 * Sets two runs in lockstep, by the steps that lines of their programs have made: what the library does between two goes with
 * the second of them. Of one program the n-th step stands beside the n-th, so that the first pair that differs
 * is where the orders part. Of two programs those lines of the same task that read alike stand side by side, and what is
 * left between them in its order.
 */
export function lockstep(
  left: readonly LockStep[],
  right: readonly LockStep[],
  isOneProgram: boolean,
): Column[] {
  const [lefts, rights] = [own(left), own(right)]
  const pairs = isOneProgram || lefts.length * rights.length > MOST_CELLS ? [] : alikePairs(lefts, rights)
  const columns: Column[] = []
  let [l, r] = [0, 0]
  const put = (hasLeft: boolean, hasRight: boolean) =>
    columns.push({
      left: hasLeft ? (lefts[l++]?.position ?? null) : null,
      right: hasRight ? (rights[r++]?.position ?? null) : null,
    })
  for (const pair of [...pairs, { left: lefts.length, right: rights.length }]) {
    while (l < pair.left || r < pair.right) put(l < pair.left, r < pair.right)
    if (l < lefts.length && r < rights.length) put(true, true)
  }
  return columns
}

type Own = LockStep & { readonly position: number }

/** The steps of lines of the source, with the position after each; after the last one the run is at its end. */
function own(steps: readonly LockStep[]): Own[] {
  const found = steps.flatMap((step, i) => (step.line > 0 ? [{ ...step, position: i + 1 }] : []))
  return found.map((step, i) => (i === found.length - 1 ? { ...step, position: steps.length } : step))
}

/** The positions of both runs after so many columns. */
export function positionsAt(columns: readonly Column[], count: number): { left: number; right: number } {
  const past = columns.slice(0, count)
  return {
    left: past.findLast(({ left }) => left !== null)?.left ?? 0,
    right: past.findLast(({ right }) => right !== null)?.right ?? 0,
  }
}

type Pair = { readonly left: number; readonly right: number }

/** As many pairs of like steps as there can be in the order of both: the longest common subsequence. */
function alikePairs(left: readonly LockStep[], right: readonly LockStep[]): Pair[] {
  const width = right.length + 1
  const best = new Uint16Array((left.length + 1) * width)
  const at = (l: number, r: number) => best[l * width + r] ?? 0
  for (let l = left.length - 1; l >= 0; l--)
    for (let r = right.length - 1; r >= 0; r--)
      best[l * width + r] = isAlike(left[l], right[r])
        ? at(l + 1, r + 1) + 1
        : Math.max(at(l + 1, r), at(l, r + 1))
  const pairs: Pair[] = []
  let [l, r] = [0, 0]
  while (l < left.length && r < right.length) {
    if (isAlike(left[l], right[r])) pairs.push({ left: l++, right: r++ })
    else if (at(l + 1, r) >= at(l, r + 1)) l++
    else r++
  }
  return pairs
}

function isAlike(left: LockStep | undefined, right: LockStep | undefined): boolean {
  return left !== undefined && left.task === right?.task && left.text === right.text
}
