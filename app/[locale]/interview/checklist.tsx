'use client'

import { type ReactNode, useId, useState } from 'react'

/** What a full answer says, to be ticked by whoever gave it. A help for the rating, not stored. */
export function Checklist(props: {
  heading: string
  level: 2 | 4
  points: readonly { text: ReactNode; detail: ReactNode }[]
}) {
  const { heading, level, points } = props
  const [said, setSaid] = useState<readonly number[]>([])
  const id = useId()
  const Title = `h${level}` as const
  return (
    <div className="checklist">
      <div className="model-head">
        <Title className="card-part">{heading}</Title>
        <span className="checklist-count">
          <b>{said.length}</b> / {points.length}
        </span>
      </div>
      {points.map(({ text, detail }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: points are known by their place
        <label key={i} className="checklist-row">
          <input
            type="checkbox"
            checked={said.includes(i)}
            aria-describedby={`${id}-${i}`}
            onChange={() => setSaid(said.includes(i) ? said.filter((one) => one !== i) : [...said, i])}
          />
          <span>
            {text}
            <small id={`${id}-${i}`}>{detail}</small>
          </span>
        </label>
      ))}
    </div>
  )
}
