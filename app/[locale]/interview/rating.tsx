'use client'

import { useContext, useEffect, useRef, useState } from 'react'
import { guestKey, newId, onSent, send } from '@/app/_quiz/outbox'
import type { Sent } from '@/app/_quiz/wire'
import type { CardRating, PublicItem } from '@/lib/quiz/item'
import { refreshMe, useMe } from '../_shell/me'
import { BegunAt } from './answering'

type Status = 'open' | 'saving' | 'saved' | 'kept' | 'signed-out' | 'failed'

/** The own judgement of an answer given aloud. Every press is a response of its own: how it went changes from
 *  day to day, and the history is what review goes by. */
export function Rating(props: {
  item: PublicItem
  labels: {
    title: string
    levels: readonly string[]
    notes: readonly string[]
    saved: string
    saving: string
    kept: string
    signedOut: string
    signIn: string
    failed: string
  }
}) {
  const { item, labels } = props
  const before = useMe()?.answered.find((one) => one.itemId === item.id)?.rating ?? null
  const [rating, setRating] = useState<CardRating | null>(null)
  const [status, setStatus] = useState<Status>('open')
  const begunAt = useContext(BegunAt)
  const attemptId = useRef('')
  const sentId = useRef('')
  useEffect(() => {
    attemptId.current = newId()
    return onSent((submission, sent) => {
      if (submission.id !== sentId.current) return
      setStatus(statusOf(sent))
      // The attempt may be somebody else's, who was signed in here before.
      if (sent.kind === 'failed') attemptId.current = newId()
      if (sent.kind === 'stored') void refreshMe()
    })
  }, [])
  const rate = (level: CardRating) => {
    // A second click while the first is under way is the same press.
    if (status === 'saving') return
    setRating(level)
    setStatus('saving')
    sentId.current = newId()
    send({
      id: sentId.current,
      attemptId: attemptId.current,
      itemId: item.id,
      hash: item.hash,
      seed: item.seed,
      locale: item.locale,
      answer: { kind: 'card', rating: level },
      // What was said before the answer was looked at counts.
      durationMs: Date.now() - (begunAt?.current ?? Date.now()),
      confidence: null,
      hintsShown: 0,
      guestKey: guestKey(),
    })
  }
  const words = {
    open: '',
    saving: labels.saving,
    saved: labels.saved,
    kept: labels.kept,
    'signed-out': labels.signedOut,
    failed: labels.failed,
  }
  return (
    <fieldset className="rating">
      <legend>{labels.title}</legend>
      <div className="rating-levels">
        {([1, 2, 3, 4] as const).map((level) => (
          <button
            key={level}
            type="button"
            className="button"
            aria-pressed={(rating ?? before) === level}
            onClick={() => rate(level)}
          >
            <b>{labels.levels[level - 1]}</b>
            <span>{labels.notes[level - 1]}</span>
          </button>
        ))}
      </div>
      <p className="rating-status" role="status">
        {words[status]}{' '}
        {status === 'signed-out' && (
          <a className="link" href={`/${item.locale}/sign-in?next=${encodeURIComponent(location.pathname)}`}>
            {labels.signIn}
          </a>
        )}
      </p>
    </fieldset>
  )
}

function statusOf(sent: Sent): Status {
  if (sent.kind === 'stored' || sent.kind === 'explored') return 'saved'
  if (sent.kind === 'elsewhere') return 'open'
  return sent.kind === 'kept' && sent.isSignedOut ? 'signed-out' : sent.kind
}
