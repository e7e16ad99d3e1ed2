import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer } from '@/lib/quiz/item'

/** The compiler's first complaint about a program. */
export type Complaint = { readonly line: number; readonly message: string; readonly hint: string | null }
/** What the page's own engine said of a source; null: it compiles, or the engine cannot tell. */
export type Checked = { readonly source: string; readonly complaint: Complaint | null }

/** How long the page's engine is waited for, in ms: the server grades whatever it is sent. */
const PATIENCE_MS = 4_000

/** What becomes of a program that somebody wants to send.
 *  @param source what is to be sent; null: no program
 *  @param checked what is known of some source, perhaps an earlier one
 *  @returns `send`, `wait` for the engine, or the complaint for which it is not sent */
export function judge(source: string | null, checked: Checked | null): 'send' | 'wait' | Complaint {
  if (source === null) return 'send'
  if (checked?.source !== source) return 'wait'
  return checked.complaint ?? 'send'
}

/** Keeps a program back that does not compile: that is said, and no answer is spent on it.
 *  @param submit called with `id` once the answer is sent after all */
export function useSendGate(id: string, answer: Answer | null, submit: (id: string) => void) {
  const [checked, setChecked] = useState<Checked | null>(null)
  /** The answer that is wanted to be sent: another one, or the same edited, is not. */
  const [wanted, setWanted] = useState<Answer | null>(null)
  const verdict = judge(answer?.kind === 'mend' ? answer.source : null, checked)
  const isWanted = wanted !== null && wanted === answer
  // It is another function with every answer of the page: patience with the engine does not begin anew for that.
  const latest = useRef(submit)
  useEffect(() => {
    latest.current = submit
  }, [submit])
  // Who goes to another question sends this one no more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each question
  useEffect(() => setWanted(null), [id])
  useEffect(() => {
    if (!isWanted || typeof verdict === 'object') return
    const go = () => {
      setWanted(null)
      latest.current(id)
    }
    const timer = setTimeout(go, verdict === 'send' ? 0 : PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isWanted, verdict, id])
  const send = useCallback(
    () => (verdict === 'send' ? submit(id) : setWanted(answer)),
    [verdict, submit, id, answer],
  )
  return {
    send,
    setChecked,
    isChecking: isWanted && verdict === 'wait',
    complaint: isWanted && typeof verdict === 'object' ? verdict : null,
  }
}
