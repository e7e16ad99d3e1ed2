import type { Recording } from '@/lib/engine'
import { type Printed, printedOf } from './printed'

/** What became of a run that was cut. */
export type Spent = {
  /** Steps of the trace that were made: many may be one position of a player. */
  readonly steps: number
  /** What the program has used up; null: it goes on, and no more of it is followed. */
  readonly all: 'steps' | 'memory' | 'output' | null
  /** Lines of the program on which most of them were, the most first, and how many were on all others. */
  readonly lines: readonly { readonly file: number; readonly line: number; readonly steps: number }[]
  readonly rest: number
  readonly printed: Printed | null
}

/** Lines that are named. */
const MOST = 3

/** Where a run spent its steps. What never ends is where most of them are. */
export function spentOf(recording: Recording): Spent {
  const counts = new Map<string, { file: number; line: number; steps: number }>()
  for (let i = 0; i < recording.length; i++) {
    const { file, line } = recording.step(i)
    if (file < 0 || line === 0) continue
    const known = counts.get(`${file} ${line}`)
    if (known) known.steps++
    else counts.set(`${file} ${line}`, { file, line, steps: 1 })
  }
  const lines = [...counts.values()].sort((a, b) => b.steps - a.steps).slice(0, MOST)
  const named = lines.reduce((sum, { steps }) => sum + steps, 0)
  const reason = recording.view(recording.length).ended?.reason
  return {
    steps: recording.length,
    all: reason === 'steps' || reason === 'memory' || reason === 'output' ? reason : null,
    lines,
    rest: recording.length - named,
    printed: printedOf(recording),
  }
}
