import { lazy, Suspense } from 'react'
import { Icon } from '@/app/_ui/icon'
import { type FailingOrder, failingFound, failingWalk } from '@/app/_widgets/failing-order'
import type { OrderLabels } from '@/app/_widgets/order-word'
import { scheduleOfWalk } from '@/app/_widgets/walk-schedule'
import type { Play } from './outcomes'
import type { Explored } from './use-exploration'

const RaceFigure = lazy(async () => ({ default: (await import('@/app/_widgets/race-figure')).RaceFigure }))

export type Found = Extract<Explored, { found: unknown }>

/** Each data race that was found: the first ones are drawn. */
export function Races(props: { explored: Found; words: OrderLabels; onPlay: Play }) {
  const { explored, words, onPlay } = props
  const { found, stories, input } = explored
  const failing = failingOf(explored)
  return (
    <Suspense fallback={null}>
      {stories.races.map((story, i) => {
        const race = found.races[i]
        if (!race) return null
        const after = story.steps[story.second]?.made ?? 0
        return (
          <RaceFigure
            key={race.schedule}
            race={race}
            story={story}
            failing={failing?.order ?? null}
            isComplete={found.complete}
            files={input.files}
            labels={words}
            open={
              <button
                type="button"
                className="button button-small"
                onClick={() => onPlay(found.config, race.schedule, after)}
              >
                <Icon name="play" size={14} /> {words.raceOpen}
              </button>
            }
            play={
              failing?.schedule && (
                <button
                  type="button"
                  className="button button-small"
                  onClick={async () => {
                    const schedule = await failing.schedule?.()
                    const { turned } = failing.order
                    if (schedule == null) return
                    if (turned > 0) onPlay(found.config, schedule, turned, 'after')
                    else onPlay(found.config, schedule)
                  }}
                >
                  <Icon name="play" size={14} /> {words.failingPlay}
                </button>
              )
            }
          />
        )
      })}
    </Suspense>
  )
}

/** `schedule` null: no replay shows it. */
type Failing = { readonly order: FailingOrder; readonly schedule: (() => Promise<string | null>) | null }

/** From the map of all states, where there is one: what the explorer found may have a switch or two too many. */
function failingOf({ found, stories, map, input }: Found): Failing | null {
  if (map) {
    const failing = failingWalk(map)
    return failing && { order: failing.order, schedule: () => scheduleOfWalk(input, failing.moves) }
  }
  const failing = failingFound(found, stories)
  if (!failing) return null
  const { order, schedule } = failing
  return { order, schedule: schedule === null ? null : async () => schedule }
}
