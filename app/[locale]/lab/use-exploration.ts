'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type EngineSession, openEngine } from '@/app/_widgets/engine-client'
import type { EngineProblem, ExploreProgress, Told } from '@/app/_widgets/wire'
import type { Exploration, StateMap, Stories } from '@/lib/engine'
import type { RunInput } from '@/lib/player/session'
import type { TurnedOrder } from '@/lib/player/turning'

/** What a look at all orders of a text has found; `busy` while it goes on; null before. */
export type Explored =
  | {
      readonly found: Exploration
      readonly stories: Stories
      readonly map: StateMap | null
      /** Of the outcomes, then of the deadlocks; of the last of many there is none. */
      readonly turns: readonly TurnedOrder[]
      /** What it was a look at. */
      readonly input: RunInput
    }
  | { readonly problem: EngineProblem; readonly told: readonly Told[] }
  | 'busy'
  | null

/** Looks at every order of a program in the page's engine. */
export function useExploration() {
  const [explored, setExplored] = useState<Explored>(null)
  const [progress, setProgress] = useState<ExploreProgress | null>(null)
  const engine = useRef<EngineSession | null>(null)
  useEffect(() => () => engine.current?.close(), [])
  const explore = useCallback((input: RunInput) => {
    engine.current?.close()
    const session = openEngine((reply) => {
      if ('progress' in reply) return setProgress(reply.progress)
      if ('exploration' in reply)
        setExplored({
          found: reply.exploration,
          stories: reply.stories,
          map: reply.map,
          turns: reply.turns,
          input,
        })
      else if ('problem' in reply) setExplored({ problem: reply.problem, told: reply.told })
      session.close()
    })
    engine.current = session
    setExplored('busy')
    setProgress(null)
    session.ask({ kind: 'explore', input })
  }, [])
  const forget = useCallback(() => {
    engine.current?.close()
    setExplored(null)
  }, [])
  return { explored, progress, explore, forget }
}
