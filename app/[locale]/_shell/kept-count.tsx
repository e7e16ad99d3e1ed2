'use client'

import { useEffect, useState } from 'react'
import { onSent, ownWaitingAnswers } from '@/app/_quiz/outbox'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'

/** How many answers are on this device alone. Nothing while all of them are stored. */
export function KeptCount({ label }: { label: string }) {
  const [kept, setKept] = useState(0)
  useEffect(() => {
    const count = () => setKept(ownWaitingAnswers().length)
    count()
    return onSent(count)
  }, [])
  return (
    <span role="status">
      {kept > 0 && (
        <span className="header-kept">
          <Icon name="clock" />
          <span className="header-kept-words">{fill(label, { n: kept })}</span>
          <span className="header-kept-number" aria-hidden="true">
            {kept}
          </span>
        </span>
      )}
    </span>
  )
}
