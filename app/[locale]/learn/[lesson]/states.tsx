'use client'

import { later } from '@/app/_widgets/later'
import type { OrderLabels } from '@/app/_widgets/order-word'
import type { StatesFigure } from '@/app/_widgets/states-figure'
import { scheduleOfWalk } from '@/app/_widgets/walk-schedule'
import type { StateMap } from '@/lib/engine'
import type { RunInput } from '@/lib/player/session'

type FigureProps = Parameters<typeof StatesFigure>[0]

const Figure = later<FigureProps>(
  'section',
  'orders-figure states-figure',
  async () => (await import('@/app/_widgets/states-figure')).StatesFigure,
)

/** As the map was made: a schedule says all of the order. */
const CONFIG = { cores: 1, policy: 'rr', quantum: 1, seed: 0 } as const

/** The map of a lesson's program; a way that was walked is played in the lab. */
export function LessonStates(props: {
  map: StateMap
  input: RunInput
  wanted: readonly number[]
  mended: NonNullable<FigureProps['mended']> | null
  asTerrain?: boolean
  labels: OrderLabels
}) {
  const { map, input, wanted, mended, asTerrain = false, labels } = props
  return (
    <Figure
      map={map}
      files={input.files}
      wanted={wanted}
      labels={labels}
      onPlay={async (moves, turned) => {
        const schedule = await scheduleOfWalk(input, moves)
        if (schedule === null) return
        const program = {
          files: input.files,
          config: CONFIG,
          grain: 'operation',
          stdin: '',
          args: '',
          schedule,
          ...(turned > 0 && { after: turned }),
        } as const
        const { packProgram } = await import('@/app/_widgets/run-link')
        window.location.assign(`/${input.locale}/lab#${await packProgram(program)}`)
      }}
      mended={mended}
      asTerrain={asTerrain}
    />
  )
}
