import { useContext, useMemo, useState } from 'react'
import { lineOfPlace, placeOf, sourceOf } from '@/lib/player/source-line'
import { BreakpointContext, type Breakpoints } from './breakpoint'
import { CodePanel } from './code-panel'
import type { FigureProps } from './figure-props'

/** The program of several files: shown is the one in which a line was run last, till the reader asks for another. */
export function SourcePanel({ files, frame, labels }: FigureProps) {
  const [chosen, setChosen] = useState<{ readonly file: number; readonly position: number } | null>(null)
  const last = frame.steps.findLast((step) => step.file >= 0)?.file ?? sourceOf(frame, 0)
  const file = chosen?.position === frame.position ? chosen.file : last
  const breakpoints = useOwnBreakpoints(file)
  const head = (
    <nav className="sim-files" aria-label={labels.sources}>
      {files.map(({ name }, index) => (
        <button
          key={name}
          type="button"
          aria-pressed={index === file}
          onClick={() => setChosen({ file: index, position: frame.position })}
        >
          {name}
        </button>
      ))}
    </nav>
  )
  const text = files[file]?.text ?? ''
  return (
    <BreakpointContext value={breakpoints}>
      <CodePanel text={text} file={file} frame={frame} head={head} labels={labels} />
    </BreakpointContext>
  )
}

/** Those of one file, by its lines. */
function useOwnBreakpoints(file: number): Breakpoints | null {
  const all = useContext(BreakpointContext)
  return useMemo(() => {
    if (!all) return null
    const places = [...all.lines].map(lineOfPlace).filter((place) => place.file === file)
    return {
      lines: new Set(places.map(({ line }) => line)),
      word: all.word,
      toggle: (line) => all.toggle(placeOf(file, line)),
    }
  }, [all, file])
}
