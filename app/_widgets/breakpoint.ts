import { createContext } from 'react'

/** Where the reader may set breakpoints: the places (`placeOf`) that have one, and how each is named and changed. */
export type Breakpoints = {
  readonly lines: ReadonlySet<number>
  readonly word: (line: number) => string
  readonly toggle: (line: number) => void
}

/** Null where nobody sets any: in a lesson. */
export const BreakpointContext = createContext<Breakpoints | null>(null)
