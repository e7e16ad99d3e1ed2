import { lazy, Suspense } from 'react'
import { Icon } from '@/app/_ui/icon'
import type { OrderLabels } from '@/app/_widgets/order-word'
import type { FailingOrder } from '@/app/_widgets/race-figure'
import { shortestOther } from '@/lib/player/race'
import type { Play } from './outcomes'
import type { Explored } from './use-exploration'

const RaceFigure = lazy(async () => ({ default: (await import('@/app/_widgets/race-figure')).RaceFigure }))

type Found = Extract<Explored, { found: unknown }>

/** Each data race that was found: the first ones drawn, the others by their lines. */
export function Races(props: { explored: Found; words: OrderLabels; onPlay: Play }) {
  const { explored, words, onPlay } = props
  const { found, stories, text } = explored
  const failing = failingOf(explored)
  const ends = [...found.outcomes, ...found.deadlocks]
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
            text={text}
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
              failing && (
                <button
                  type="button"
                  className="button button-small"
                  onClick={() => onPlay(found.config, ends[failing.index]?.schedule ?? '')}
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

function failingOf({ found, stories }: Found): { index: number; order: FailingOrder } | null {
  const index = shortestOther(found.outcomes, found.deadlocks)
  const end = [...found.outcomes, ...found.deadlocks][index ?? -1]
  const story = stories.ends[index ?? -1]
  if (index === null || !end || !story) return null
  const { turned, switches, stdout, status } = end
  const isDeadlock = index >= found.outcomes.length
  return { index, order: { story, turned, switches, end: { stdout, status, isDeadlock } } }
}
