'use client'

import { type ReactNode, useState } from 'react'

/** A form that is made when it is opened, and keeps what is typed when it is closed: a page has two for each answer. */
export function OpenedForm({ label, children }: { label: string; children: ReactNode }) {
  const [wasOpen, setWasOpen] = useState(false)
  return (
    <details
      className="answers-decide"
      onToggle={(event) => {
        if (event.currentTarget.open) setWasOpen(true)
      }}
    >
      <summary>{label}</summary>
      {wasOpen && children}
    </details>
  )
}
