'use client'

import { type ReactNode, useId, useRef, useState } from 'react'

/** A button that asks before it acts. The dialog closes by Escape, by its cancel button, and when `act` has
 *  returned null; a sentence returned by `act` is shown in it. */
export function Confirm(props: {
  label: string
  title: string
  body: string
  cancel: string
  danger?: boolean
  small?: boolean
  children?: ReactNode
  act: (form: FormData) => Promise<string | null>
}) {
  const { label, title, body, cancel, danger = false, small = false, children, act } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const id = useId()
  const tone = danger ? 'button-danger' : ''
  return (
    <>
      <button
        type="button"
        className={`button ${tone} ${small ? 'button-small' : ''}`}
        onClick={() => {
          setProblem(null)
          dialog.current?.showModal()
        }}
      >
        {label}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-body`}>
        <form
          onSubmit={async (event) => {
            event.preventDefault()
            if (busy) return
            setBusy(true)
            const said = await act(new FormData(event.currentTarget))
            setBusy(false)
            setProblem(said)
            if (said === null) dialog.current?.close()
          }}
        >
          <h2 id={`${id}-title`}>{title}</h2>
          <p id={`${id}-body`}>{body}</p>
          {children}
          {problem && (
            <p role="alert" className="field-error">
              {problem}
            </p>
          )}
          <div className="dialog-actions">
            <button
              type="submit"
              className={`button ${danger ? 'button-danger' : 'button-primary'}`}
              aria-busy={busy}
            >
              {label}
            </button>
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              {cancel}
            </button>
          </div>
        </form>
      </dialog>
    </>
  )
}
