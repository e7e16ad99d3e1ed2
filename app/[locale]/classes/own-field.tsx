import { type ReactNode, useId } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { ownItems } from '@/lib/i18n/en/own-item'
import type { OwnFault, OwnFaultCode } from '@/lib/own-item/fault'

export type OwnLabels = Omit<typeof ownItems, 'faults'> & {
  readonly faults: Readonly<Record<OwnFaultCode, string>>
}

/** What is wrong, as a sentence that says how to mend it. */
export function faultWords({ code, n = 0, most = 0, what = '' }: OwnFault, labels: OwnLabels): string {
  // A blank is written with braces in the sentence, too.
  return fill(labels.faults[code], { n, most, what, a: '{a}' })
}

/** Where a field is found by who comes from the list of what is wrong. */
export function fieldId(field: string): string {
  return `own-${field.replaceAll('.', '-')}`
}

/** What is wrong with one field. */
export function FaultLine(props: { field: string; faults: readonly OwnFault[]; labels: OwnLabels }) {
  const { field, faults, labels } = props
  const own = faults.filter((one) => one.field === field)
  if (own.length === 0) return null
  return (
    <div className="field-error" id={`${fieldId(field)}-error`}>
      <Icon name="warning" />
      <span>
        {own.map((fault) => (
          <span key={fault.code}>
            <Inline text={faultWords(fault, labels)} />{' '}
          </span>
        ))}
      </span>
    </div>
  )
}

/** A field of text with its label above, its help below, and what is wrong with it.
 *  @param rows so many lines; 1: one that has no line break */
export function OwnField(props: {
  field: string
  label: ReactNode
  help?: string
  rows?: number
  code?: boolean
  value: string
  onChange: (value: string) => void
  faults: readonly OwnFault[]
  labels: OwnLabels
}) {
  const { field, label, help, rows = 1, code = false, value, onChange, faults, labels } = props
  const helpId = useId()
  const id = fieldId(field)
  const isWrong = faults.some((one) => one.field === field)
  const shared = {
    ...{ id, value, spellCheck: !code, autoComplete: 'off' },
    className: code ? 'own-code' : undefined,
    'aria-invalid': isWrong || undefined,
    'aria-describedby': [help && helpId, isWrong && `${id}-error`].filter(Boolean).join(' ') || undefined,
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows === 1 ? (
        <input {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      {help && (
        <p className="field-help" id={helpId}>
          <Inline text={help} />
        </p>
      )}
      <FaultLine field={field} faults={faults} labels={labels} />
    </div>
  )
}
