'use client'

import { useState } from 'react'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { PublicItem } from '@/lib/quiz/item'
import type { QuizLabels } from './label'

/** A hint that nobody has before asking: the page holds only that there is one.
 *  @param item as it is on the screen: another variant has another hint
 *  @param onShown called when the hint is on the screen, so that the answer can say so */
export function Hint(props: {
  item: PublicItem
  locale: 'ko' | 'en'
  labels: QuizLabels
  onShown: () => void
}) {
  const { item, locale, labels, onShown } = props
  const [hint, setHint] = useState<string | null>(null)
  const [status, setStatus] = useState<'open' | 'asking' | 'failed'>('open')
  const ask = async () => {
    if (status === 'asking') return
    setStatus('asking')
    const found = await import('./fetch-hint')
      .then(({ fetchHint }) => fetchHint(item, locale))
      .catch(() => null)
    setStatus(found === null ? 'failed' : 'open')
    if (found === null) return
    setHint(found)
    onShown()
  }
  return (
    <div className="item-hint">
      {hint === null && (
        <button type="button" className="button button-small" aria-busy={status === 'asking'} onClick={ask}>
          {status === 'asking' ? labels.hintAsking : labels.hint}
        </button>
      )}
      <div role="status">
        {hint !== null && (
          <p>
            <b>{labels.hintLead}</b> <Inline text={hint} />
          </p>
        )}
        {status === 'failed' && (
          <p className="field-error">
            <Icon name="warning" />
            {labels.hintProblem}
          </p>
        )}
      </div>
    </div>
  )
}
