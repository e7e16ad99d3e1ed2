'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type EngineSession, openEngine } from '@/app/_widgets/engine-client'
import type { EngineProblem, Told } from '@/app/_widgets/wire'
import type { Exploration } from '@/lib/engine'
import type { RunInput } from '@/lib/player/session'

/** What a look at all orders has found; `busy` while it goes on; null before. */
export type Explored =
  | Exploration
  | { readonly problem: EngineProblem; readonly told: readonly Told[] }
  | 'busy'
  | null

/** Looks at every order of a program in the page's engine. */
export function useExploration() {
  const [explored, setExplored] = useState<Explored>(null)
  const engine = useRef<EngineSession | null>(null)
  useEffect(() => () => engine.current?.close(), [])
  const explore = useCallback((input: RunInput) => {
    engine.current?.close()
    const session = openEngine((reply) => {
      if ('exploration' in reply) setExplored(reply.exploration)
      else if ('problem' in reply) setExplored({ problem: reply.problem, told: reply.told })
      session.close()
    })
    engine.current = session
    setExplored('busy')
    session.ask({ kind: 'explore', input })
  }, [])
  return { explored, explore }
}
