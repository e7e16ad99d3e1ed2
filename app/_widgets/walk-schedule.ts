import type { MapMove } from '@/lib/engine'
import type { RunInput } from '@/lib/player/session'
import { openEngine } from './engine-client'

/** The schedule of a way through the map of a program's states, from the page's engine; null when it has none. */
export function scheduleOfWalk(input: RunInput, moves: readonly MapMove[]): Promise<string | null> {
  return new Promise((resolve) => {
    const engine = openEngine((reply) => {
      resolve('schedule' in reply ? reply.schedule : null)
      engine.close()
    })
    engine.ask({ kind: 'schedule', input, moves })
  })
}
