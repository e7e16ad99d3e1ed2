'use client'

import { useId, useRef, useState } from 'react'
import { fill } from './fill'
import { Icon } from './icon'

/** `copy` has a place for `{what}` is copied. */
export type CopyLabels = { readonly copy: string; readonly copied: string; readonly copyFailed: string }

/** A text to take elsewhere, with a button that copies it. Where the browser does not allow that, it is selected. */
export function Copied(props: { label: string; help: string; text: string; labels: CopyLabels }) {
  const { label, help, text, labels } = props
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(labels.copied)
    } catch {
      field.current?.select()
      setSaid(labels.copyFailed)
    }
  }
  return (
    <div className="copied">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} ref={field} readOnly rows={2} value={text} aria-describedby={`${id}-help`} />
      <button type="button" className="button button-small" onClick={copy}>
        <Icon name="copy" /> {fill(labels.copy, { what: label })}
      </button>
      <small id={`${id}-help`} role="status">
        {said || help}
      </small>
    </div>
  )
}
