'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Frame, RunShape, SimulatorInput, WorkerReply, WorkerRequest } from './frame'

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

/** What of a request is for the caller to say; the hook numbers it. */
type Ask = WorkerRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never

function failed(state: EngineState): EngineState {
  return { ...state, asked: state.frame.position, busy: false, opening: false, problem: true }
}

/** The engine in its worker, opened at the first thing that a reader asks of it: a page that is only read
 *  never loads it. The first picture comes from the server. */
export function useEngine(input: SimulatorInput, first: { shape: RunShape; frame: Frame }) {
  const [state, setState] = useState<EngineState>({
    ...first,
    asked: first.frame.position,
    busy: false,
    opening: false,
    problem: false,
  })
  const worker = useRef<Worker | null>(null)
  const newest = useRef(0)

  const post = useCallback(
    (ask: Ask, asked: number) => {
      const request = { ...ask, id: ++newest.current } as WorkerRequest
      if (!worker.current) {
        worker.current = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
        worker.current.onerror = () => setState(failed)
        worker.current.onmessage = (message: MessageEvent<WorkerReply>) => {
          const reply = message.data
          if ('problem' in reply) return setState(failed)
          // An old answer still carries a shape that later ones rely on.
          if (reply.id !== newest.current && !reply.shape) return
          setState((s) => ({
            shape: reply.shape ?? s.shape,
            frame: reply.frame,
            asked: reply.id === newest.current ? reply.frame.position : s.asked,
            busy: reply.id !== newest.current,
            opening: false,
            problem: false,
          }))
        }
        worker.current.postMessage({ id: 0, kind: 'open', input, position: first.frame.position })
        setState((s) => ({ ...s, opening: true }))
      }
      setState((s) => ({ ...s, asked, busy: true }))
      worker.current.postMessage(request)
    },
    [input, first.frame.position],
  )

  useEffect(
    () => () => {
      worker.current?.terminate()
      worker.current = null
    },
    [],
  )

  const seek = useCallback((position: number) => post({ kind: 'frame', position }, position), [post])
  const choose = useCallback(
    (position: number, task: number) => post({ kind: 'choose', position, task }, position + 1),
    [post],
  )
  const reopen = useCallback(
    (position: number) => {
      worker.current?.terminate()
      worker.current = null
      post({ kind: 'open', input, position }, position)
    },
    [post, input],
  )
  return { ...state, seek, choose, reopen }
}
