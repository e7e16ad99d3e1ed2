'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { onRunEnded } from '@/app/_widgets/run-ended'

/** What a run left, folded while it would give away what the reader is asked to predict or can see for himself: it
 *  opens when the page's simulator of the same program has come to its end, or when it is asked for. */
export function ClaimResult({ file, label, children }: { file: string; label: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => onRunEnded((run) => run.file === file && setOpen(true)), [file])
  return (
    <details
      className="claim-result"
      open={isOpen}
      onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary>{label}</summary>
      {children}
    </details>
  )
}
