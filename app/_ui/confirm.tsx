'use client'

import { type ReactNode, useId, useRef, useState } from 'react'
import { useFormAction } from './form-action'

/** A button that asks before it acts. The dialog closes by Escape, by its cancel button, and when `act` has
 *  returned null; a sentence returned by `act` is shown in it. */
export function Confirm(props: {
  label: string
  title: string
  body: string
  cancel: string
  danger?: boolean
  /** Whether it is what the page is for. */
  primary?: boolean
  small?: boolean
  children?: ReactNode
  act: (form: FormData) => Promise<string | null>
}) {
  const { label, title, body, cancel, danger = false, primary = false, small = false, children, act } = props
  const dialog = useRef<HTMLDialogElement>(null)
  // Of an earlier opening: what was said then is not said again.
  const [isFresh, setIsFresh] = useState(true)
  const { state, busy, onSubmit } = useFormAction(
    async (typed) => {
      const said = await act(typed)
      if (said === null) dialog.current?.close()
      return said
    },
    null as string | null,
  )
  const problem = isFresh || busy ? null : state
  const id = useId()
  const tone = danger ? 'button-danger' : primary ? 'button-primary' : ''
  return (
    <>
      <button
        type="button"
        className={`button ${tone} ${small ? 'button-small' : ''}`}
        onClick={() => {
          setIsFresh(true)
          dialog.current?.showModal()
        }}
      >
        {label}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-body`}>
        <form
          onSubmit={(event) => {
            setIsFresh(false)
            onSubmit(event)
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
