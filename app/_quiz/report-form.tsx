'use client'

import { type FormEvent, useState } from 'react'
import { Icon } from '@/app/_ui/icon'
import { MAX_PROBLEM } from '@/lib/problem/length'
import type { SentProblem } from '@/lib/problem/problem'
import type { QuizLabels } from './label'
import { guestKey, newId } from './outbox'

export type ReportProps = {
  readonly itemId: string
  /** Of the variant that is on the screen. */
  readonly hash: string
  readonly seed: number
  readonly locale: 'ko' | 'en'
  readonly labels: QuizLabels
}

/** The form of a report. What was typed stays until it is stored. */
export function ReportForm(props: ReportProps) {
  const { itemId, hash, seed, locale, labels } = props
  const [text, setText] = useState('')
  const [status, setStatus] = useState<'open' | 'sending' | 'stored' | 'empty' | 'failed' | 'often'>('open')
  // One report has one id, however often it is tried.
  const [id, setId] = useState<string | null>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (status === 'sending') return
    if (text.trim() === '') return setStatus('empty')
    setStatus('sending')
    const own = id ?? newId()
    setId(own)
    const stored = await store({ id: own, itemId, hash, seed, locale, text, guestKey: guestKey() })
    setStatus(stored)
    if (stored !== 'stored') return
    setText('')
    setId(null)
  }
  const problem =
    status === 'empty'
      ? labels.reportEmpty
      : status === 'failed'
        ? labels.reportProblem
        : status === 'often'
          ? labels.reportOften
          : null
  return (
    <form className="field" onSubmit={send}>
      <label htmlFor={`report-${itemId}`}>{labels.reportLabel}</label>
      <textarea
        id={`report-${itemId}`}
        rows={3}
        maxLength={MAX_PROBLEM}
        value={text}
        aria-describedby={`report-help-${itemId}`}
        onChange={(event) => {
          setText(event.target.value)
          if (status !== 'sending') setStatus('open')
        }}
      />
      <p className="field-help" id={`report-help-${itemId}`}>
        {labels.reportHelp}
      </p>
      <button type="submit" className="button button-small" aria-busy={status === 'sending'}>
        {status === 'sending' ? labels.sending : labels.reportSend}
      </button>
      <div role="status">
        {status === 'stored' && <p>{labels.reportStored}</p>}
        {problem && (
          <p className="field-error">
            <Icon name="warning" />
            {problem}
          </p>
        )}
      </div>
    </form>
  )
}

async function store(problem: SentProblem): Promise<'stored' | 'failed' | 'often'> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch('/api/problems', { method: 'POST', headers, body: JSON.stringify(problem) })
    if (response.status === 429) return 'often'
    return response.ok ? 'stored' : 'failed'
  } catch {
    return 'failed'
  }
}
