import { lazy, Suspense } from 'react'
import type { OrderLabels } from '@/app/_widgets/order-word'
import { scheduleOfWalk } from '@/app/_widgets/walk-schedule'
import type { Play } from './outcomes'
import type { Found } from './races'

const StatesFigure = lazy(async () => ({
  default: (await import('@/app/_widgets/states-figure')).StatesFigure,
}))

/** All states of a program that is small enough for it, or word that it is not. */
export function States(props: {
  explored: Found
  /** Ends that are wanted, by what they print; null: what is usual. */
  words: OrderLabels
  onPlay: Play
}) {
  const { explored, words, onPlay } = props
  const { map, input, found } = explored
  if (map === null)
    return <p className="orders-note">{found.contested ? words.noMapOfLibrary : words.tooMany}</p>
  return (
    <Suspense fallback={null}>
      <p className="orders-note">{words.statesEvery}</p>
      <StatesFigure
        map={map}
        files={input.files}
        wanted={null}
        labels={words}
        onPlay={async (moves, turned) => {
          const schedule = await scheduleOfWalk(input, moves)
          if (schedule === null) return
          if (turned > 0) onPlay(found.config, schedule, turned, 'after')
          else onPlay(found.config, schedule)
        }}
      />
    </Suspense>
  )
}
