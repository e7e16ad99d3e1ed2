'use client'

import { useEffect, useState } from 'react'
import type { RunInput } from '@/lib/player/session'
import type { TurnedOrder } from '@/lib/player/turning'
import { openEngine } from './engine-client'
import type { AskedOrder } from './wire'

/** Where orders of a program turned, from the page's engine; null: it is still looked for; `unknown`: there is no answer.
 *  @param input @param orders the same objects as long as they say the same */
export function useTurns(
  input: RunInput,
  orders: readonly AskedOrder[],
): readonly TurnedOrder[] | 'unknown' | null {
  const [turns, setTurns] = useState<readonly TurnedOrder[] | 'unknown' | null>(null)
  useEffect(() => {
    setTurns(null)
    if (orders.length === 0) return
    const engine = openEngine((reply) => {
      setTurns('turns' in reply ? reply.turns : 'unknown')
      engine.close()
    })
    engine.ask({ kind: 'turns', input, orders })
    return engine.close
  }, [input, orders])
  return turns
}
