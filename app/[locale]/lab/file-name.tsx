import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { MOST_FILE_NAME } from '@/lib/lab/program'
import type { LabLabels } from './settings'

/** Asks for the name of a file; Escape takes the question back.
 *  @param onName says what is wrong with the name, or null where it was taken */
export function FileName(props: {
  first: string
  labels: LabLabels
  onName: (name: string) => string | null
  onCancel: () => void
}) {
  const { first, labels, onName, onCancel } = props
  const [problem, setProblem] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setProblem(onName(field.current?.value.trim() ?? ''))
  }
  return (
    <form
      className="lab-file-name"
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <input
        ref={field}
        defaultValue={first}
        aria-label={labels.fileName}
        aria-describedby={problem ? id : undefined}
        aria-invalid={problem !== null}
        placeholder="list.h"
        maxLength={MOST_FILE_NAME}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <button type="submit">{labels.fileNameDone}</button>
      <button type="button" onClick={onCancel}>
        {labels.cancel}
      </button>
      {problem && (
        <small id={id} role="alert">
          {problem}
        </small>
      )}
    </form>
  )
}
