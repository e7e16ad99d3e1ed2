'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ComparePicture, Comparison } from '@/lib/player/compare'
import type { RunInput } from '@/lib/player/session'
import { type EngineSession, openEngine } from './engine-client'

export type Compared = { readonly comparison: Comparison; readonly picture: ComparePicture }

/** Two runs in lockstep, in the page's engine. The first picture may come from the server; without one both runs are opened
 *  at once, where they part.
 *  @param left @param right the same objects as long as the runs are the same */
export function useCompare(left: RunInput, right: RunInput, first: Compared | null) {
  const [compared, setCompared] = useState<Compared | null>(first)
  const [asked, setAsked] = useState<number | null>(null)
  const [problem, setProblem] = useState(false)
  const engine = useRef<EngineSession | null>(null)
  const newest = useRef(0)

  const opened = useCallback(
    (column: number | null): EngineSession => {
      engine.current ??= openEngine((reply) => {
        if ('problem' in reply) {
          setProblem(true)
          setAsked(null)
        }
        if (!('picture' in reply)) return
        const { comparison, picture } = reply
        setProblem(false)
        // An old answer still carries a comparison that later ones rely on.
        setCompared((known) => {
          const now = comparison ?? known?.comparison
          return now && (comparison || reply.id >= newest.current) ? { comparison: now, picture } : known
        })
        if (reply.id >= newest.current) setAsked(null)
      })
      if (engine.current.isLost())
        newest.current = engine.current.ask({ kind: 'compare', left, right, column })
      return engine.current
    },
    [left, right],
  )
  useEffect(
    () => () => {
      engine.current?.close()
      engine.current = null
    },
    [],
  )
  useEffect(() => {
    if (!first) opened(null)
  }, [first, opened])

  const seek = useCallback(
    (column: number) => {
      setAsked(column)
      newest.current = opened(column).ask({ kind: 'compareAt', column })
    },
    [opened],
  )
  /** Opens both runs ahead of the first question. */
  const warm = useCallback(() => {
    opened(first?.picture.column ?? null)
  }, [opened, first])
  return {
    compared,
    asked: asked ?? compared?.picture.column ?? 0,
    busy: asked !== null,
    problem,
    seek,
    warm,
  }
}
