'use client'

import { type ReactNode, useState } from 'react'

/** The model answer in one of two lengths. */
export function ModelAnswer(props: {
  heading: ReactNode
  short: ReactNode
  long: ReactNode
  labels: { short: string; long: string; length: string }
}) {
  const { heading, short, long, labels } = props
  const [isLong, setLong] = useState(false)
  return (
    <div className="model">
      <div className="model-head">
        {heading}
        <fieldset className="segments">
          <legend className="visually-hidden">{labels.length}</legend>
          <button type="button" aria-pressed={!isLong} onClick={() => setLong(false)}>
            {labels.short}
          </button>
          <button type="button" aria-pressed={isLong} onClick={() => setLong(true)}>
            {labels.long}
          </button>
        </fieldset>
      </div>
      <div className="model-text">{isLong ? long : short}</div>
    </div>
  )
}
