import { useMemo, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import type { Breakpoints } from '@/app/_widgets/breakpoint'
import type { LabLabels } from './settings'

/** Breakpoints last from run to run: they are of the text, not of a run. */
export function useBreakpoints(labels: LabLabels): Breakpoints & { readonly clear: () => void } {
  const [lines, setLines] = useState<ReadonlySet<number>>(new Set())
  return useMemo(
    () => ({
      lines,
      word: (line) => fill(labels.breakpoint, { n: line }),
      clear: () => setLines(new Set()),
      toggle: (line) =>
        setLines(
          (known) => new Set(known.has(line) ? [...known].filter((one) => one !== line) : [...known, line]),
        ),
    }),
    [lines, labels],
  )
}
