'use client'

import { useEffect, useState } from 'react'
import type { Frame } from '@/lib/player/frame'
import type { RunInput } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'
import { openEngine } from './engine-client'
import { type EngineProblem, isRunReply, type Told } from './wire'

/** A run that was opened in the page's engine, or why it was not. `number` grows with each. */
export type Opened = { readonly number: number; readonly input: RunInput; readonly told: readonly Told[] } & (
  | { readonly shape: RunShape; readonly frame: Frame }
  | { readonly problem: EngineProblem }
)

let opened = 0

/** Opens a run of which there is no picture from the server. Null: there is none to open, or it is being opened.
 *  @param input the same object as long as the run is the same
 *  @param step steps of the trace that have been made at the first picture
 *  @param operations visible operations that have been; it counts where there are both
 *  @param keepsLast the run before stays until this one is open: it is the beginning of this
 *  @param unlike it is opened where it begins to print something else than this; it counts before both
 *  @param position it is opened at this one; it counts before all */
export function useOpened(
  input: RunInput | null,
  step = 0,
  operations?: number,
  keepsLast = false,
  unlike?: string,
  position?: number,
): Opened | null {
  const [last, setLast] = useState<Opened | null>(null)
  useEffect(() => {
    if (!keepsLast) setLast(null)
    if (!input) return
    const engine = openEngine((reply) => {
      if (!isRunReply(reply)) return
      const number = ++opened
      const { told } = reply
      if ('problem' in reply) setLast({ number, input, told, problem: reply.problem })
      else if (reply.shape) setLast({ number, input, told, shape: reply.shape, frame: reply.frame })
      engine.close()
    })
    if (position !== undefined) engine.ask({ kind: 'open', input, position })
    else if (unlike !== undefined) engine.ask({ kind: 'openUnlike', input, stdout: unlike })
    else if (operations !== undefined) engine.ask({ kind: 'openAfter', input, operations })
    else engine.ask({ kind: 'openAt', input, step })
    return engine.close
  }, [input, step, operations, keepsLast, unlike, position])
  return last
}
