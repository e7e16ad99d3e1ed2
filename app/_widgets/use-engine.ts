'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Frame } from '@/lib/player/frame'
import type { RunInput } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'
import { type Ask, type EngineSession, openEngine } from './engine-client'
import { answerInquiry, type Inquiries } from './inquiry'
import { isRunReply, type WorkerReply } from './wire'

export type EngineState = {
  readonly shape: RunShape
  readonly frame: Frame
  /** Where the reader has gone. The frame follows when the worker has drawn it: input never waits for it. */
  readonly asked: number
  /** The worker is being opened or is at work on a position that was asked for. */
  readonly busy: boolean
  /** The worker has not answered yet since it was opened: what is shown is the picture from before. */
  readonly opening: boolean
  readonly problem: boolean
}

/** A machine of the page's engine, opened when `warm` is called or at the first thing that a reader asks of it. The first
 *  picture comes from the server. */
export function useEngine(input: RunInput, first: { shape: RunShape; frame: Frame }) {
  const [state, setState] = useState<EngineState>({
    ...first,
    asked: first.frame.position,
    busy: false,
    opening: false,
    problem: false,
  })
  const engine = useRef<EngineSession | null>(null)
  const newest = useRef(0)
  const inquiries = useRef<Inquiries>(new Map())
  const { position } = first.frame

  const receive = useCallback((reply: WorkerReply) => {
    if (answerInquiry(inquiries.current, reply) || !isRunReply(reply)) return
    if ('problem' in reply) {
      setState((s) => ({ ...s, asked: s.frame.position, busy: false, opening: false, problem: true }))
      return
    }
    // An old answer still carries a shape that later ones rely on.
    if (reply.id < newest.current && !reply.shape) return
    setState((s) => ({
      shape: reply.shape ?? s.shape,
      frame: reply.frame,
      asked: reply.id >= newest.current ? reply.frame.position : s.asked,
      busy: reply.id < newest.current,
      opening: false,
      problem: false,
    }))
  }, [])

  /** The session, with the run opened in it. */
  const opened = useCallback((): EngineSession => {
    engine.current ??= openEngine(receive)
    if (engine.current.isLost()) engine.current.ask({ kind: 'open', input, position })
    return engine.current
  }, [receive, input, position])

  const post = useCallback(
    (ask: Ask, asked: number) => {
      const opening = engine.current === null || engine.current.isLost()
      setState((s) => ({ ...s, asked, busy: true, opening: s.opening || opening }))
      newest.current = opened().ask(ask)
    },
    [opened],
  )

  useEffect(
    () => () => {
      engine.current?.close()
      engine.current = null
    },
    [],
  )

  const seek = useCallback((at: number) => post({ kind: 'frame', position: at }, at), [post])
  const choose = useCallback(
    (at: number, task: number) => post({ kind: 'choose', position: at, task }, at + 1),
    [post],
  )
  const reopen = useCallback(
    (at: number) => {
      engine.current ??= openEngine(receive)
      setState((s) => ({ ...s, asked: at, busy: true, opening: true }))
      newest.current = engine.current.ask({ kind: 'open', input, position: at })
    },
    [receive, input],
  )
  /** Opens the run ahead of the first question, without a word to the reader. */
  const warm = useCallback(() => {
    opened()
  }, [opened])
  /** Asks something else of the run as it was opened and steered; where there is no answer the problem is told. */
  const inquire = useCallback(
    (ask: Ask, tell: (reply: WorkerReply) => void) => {
      inquiries.current.set(opened().ask(ask), tell)
    },
    [opened],
  )
  return { ...state, seek, choose, reopen, warm, inquire }
}
