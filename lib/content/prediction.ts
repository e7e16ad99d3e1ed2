import 'server-only'
import type { Replayer } from '@/lib/quiz/build'
import type { Believed, ItemProgram } from '@/lib/quiz/item'
import { type Belief, believedOptions, saidNumber } from './believed'
import { type Widget, widgetsOf } from './component'
import { ContentError } from './fault'

/** A prediction of a lesson whose wrong options have machines that somebody may have thought of. */
export type LessonPrediction = {
  readonly id: string
  readonly run: ItemProgram & { readonly schedule: string }
  /** By option. */
  readonly believed: readonly (Believed | null)[]
}

type Simulator = ItemProgram & { readonly id: string; readonly schedule: string | null }

/** The predictions of which a machine that is believed is known.
 *  @param slug of the lesson, whose beliefs are to blame where one cannot be run; throws a `ContentError` then */
export function predictionsOf(
  slug: string,
  widgets: readonly Widget[],
  sims: readonly Simulator[],
  rows: readonly Belief[],
  replayer: Replayer,
): LessonPrediction[] {
  return widgetsOf(widgets, 'Predict').flatMap(({ attributes: { id, sim: named, of, options } }) => {
    const sim = sims.find((one) => one.id === named)
    if (!of || !sim) return []
    const { file, source, config, schedule } = sim
    try {
      const said = options.map((option) => saidNumber(of, option))
      const believed = believedOptions(said, { file, source, config, schedule }, rows, replayer)
      return believed.some((one) => one !== null)
        ? [{ id, run: { file, source, config, schedule: schedule ?? '' }, believed }]
        : []
    } catch (error) {
      const message = `prediction ${id}: ${error instanceof Error ? error.message : error}`
      throw new ContentError([{ file: `${slug}/believed.yaml`, line: null, code: 'item', message }])
    }
  })
}
