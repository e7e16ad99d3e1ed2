import { useEffect, useRef } from 'react'
import { unpackProgram } from '@/app/_widgets/run-link'
import { FIRST_FILE, filesProblem, type LabProgram, type RunSettings } from '@/lib/lab/program'

const KEPT = 'forklore.lab'

/** How a program is run that says nothing of it. */
export const FIRST: RunSettings = {
  config: { cores: 1, policy: 'rr', quantum: 20, seed: 1 },
  grain: 'line',
  stdin: '',
  args: '',
  schedule: '',
}

/** Begins with what the address holds, else with what was there last. */
export function useStart(
  begin: (program: LabProgram | null, said: 'badLink' | 'otherEngine' | null) => void,
): void {
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    unpackProgram(location.hash).then((unpacked) => {
      if (!unpacked) {
        const kept = lastKept()
        if (kept) begin(kept, null)
      } else if ('problem' in unpacked) begin(null, 'badLink')
      else begin(unpacked.program, unpacked.isOtherEngine ? 'otherEngine' : null)
    })
  }, [begin])
}

/** What a reader ran last stays in the browser: closing the window loses nothing. */
export function keep(program: LabProgram): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(program))
  } catch {
    // Storage is full or refused: the text is still in the editor, and a link holds it.
  }
}

function lastKept(): LabProgram | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as
      | (Partial<LabProgram> & { readonly text?: string })
      | null
    if (!kept) return null
    // What was kept before a program could have several files is one text.
    const { text, files = [{ name: FIRST_FILE, text: text ?? '' }], ...rest } = kept
    return filesProblem(files) === null ? { ...FIRST, ...rest, files } : null
  } catch {
    return null
  }
}
