import type { Place, Reached } from '@/lib/player/reach'

/** A task as it reaches a place. `y`: of the middle, in px. */
export type ReachRow = {
  readonly task: number
  readonly address: number
  readonly y: number
  /** Of the middle of the place. */
  readonly placeY: number
}
export type ReachPlace = Omit<Place, 'by'> & {
  readonly name: string
  readonly tasks: readonly number[]
  readonly y: number
}
export type ReachPicture = {
  readonly rows: readonly ReachRow[]
  readonly places: readonly ReachPlace[]
  readonly height: number
}

/** Height of a box, and how far the next one is. */
export const BOX = 40
const STEP = 50
const BETWEEN_VARIABLES = 14
/** Room for the two titles. */
const TOP = 22

/** Tasks on the left, places on the right, each place in the middle of those who reach it. Pure. */
export function layReach(reached: readonly Reached[]): ReachPicture {
  const rows: ReachRow[] = []
  const places: ReachPlace[] = []
  let y = TOP + BOX / 2
  for (const { name, places: own } of reached) {
    for (const { by, ...place } of own) {
      const placeY = y + ((by.length - 1) * STEP) / 2
      places.push({ ...place, name, tasks: by.map(({ task }) => task), y: placeY })
      for (const { task, address } of by) {
        rows.push({ task, address, y, placeY })
        y += STEP
      }
    }
    y += BETWEEN_VARIABLES
  }
  return { rows, places, height: Math.max(TOP, y - STEP - BETWEEN_VARIABLES + BOX / 2 + 2) }
}
