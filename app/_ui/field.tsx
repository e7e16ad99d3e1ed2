import type { InputHTMLAttributes } from 'react'
import { Icon } from './icon'

/** A field with its label above, its help below, and what is wrong in words. */
export function Field(
  props: InputHTMLAttributes<HTMLInputElement> & {
    id: string
    label: string
    help?: string | undefined
    error?: string | null | undefined
  },
) {
  const { id, label, help, error, ...input } = props
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].join(' ').trim()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        name={input.name ?? id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {help && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          <Icon name="warning" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}
