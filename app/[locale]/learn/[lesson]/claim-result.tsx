'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { onRunEnded } from '@/app/_widgets/run-ended'

/** What a run left, folded while it would give away what the reader is asked to predict or can see for himself: it
 *  opens when it is asked for, or when the page's simulator of the same program has come to its end, but only where that
 *  moves nothing that is in sight: below the window. */
export function ClaimResult({ file, label, children }: { file: string; label: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDetailsElement>(null)
  useEffect(
    () =>
      onRunEnded((run) => {
        const top = box.current?.getBoundingClientRect().top ?? 0
        if (run.file === file && top > window.innerHeight) setOpen(true)
      }),
    [file],
  )
  return (
    <details
      ref={box}
      className="claim-result"
      open={isOpen}
      onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary>{label}</summary>
      {children}
    </details>
  )
}
