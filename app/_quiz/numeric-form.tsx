'use client'

import { useId } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { MAX_NUMBER } from '@/lib/quiz/limit'
import type { FormProps } from './form'

/** A number that was worked out, and its unit where there is one to choose. */
export default function NumericForm(props: FormProps<'numeric'>) {
  const { item, now, answer, revealed, isLocked, labels, onAnswer } = props
  const field = useId()
  const { typed, unit } = answer ?? { typed: '', unit: null }
  const take = (next: { typed: string; unit: string | null }) =>
    onAnswer(next.typed === '' && next.unit === null ? null : { kind: 'numeric', ...next })
  const unitOf = (id: string | null) => item.units.find((one) => id === null || one.id === id)?.text ?? ''
  const isRight = now.answered?.feedback?.correct === true
  return (
    <div className="field number">
      <label htmlFor={field}>{labels.numericLabel}</label>
      <div className="number-row">
        <input
          id={field}
          inputMode="decimal"
          autoComplete="off"
          maxLength={MAX_NUMBER}
          value={typed}
          readOnly={isLocked}
          aria-describedby={`${field}-help`}
          onChange={(event) => take({ typed: event.target.value, unit })}
        />
        {item.units.length === 1 && <span>{item.units[0]?.text}</span>}
        {item.units.length > 1 && (
          <select
            aria-label={labels.numericUnit}
            value={unit ?? ''}
            disabled={isLocked}
            onChange={(event) => take({ typed, unit: event.target.value || null })}
          >
            <option value="">{labels.numericUnit}</option>
            {item.units.map((one) => (
              <option key={one.id} value={one.id}>
                {one.text}
              </option>
            ))}
          </select>
        )}
      </div>
      <p className="field-help" id={`${field}-help`}>
        {item.tolerance > 0
          ? fill(labels.numericTolerance, { n: `${item.tolerance} ${item.units[0]?.text ?? ''}`.trim() })
          : labels.numericExact}
      </p>
      {revealed && (
        <p className={`slot-${isRight ? 'right' : 'wrong'} number-key`}>
          <Icon name={isRight ? 'check' : 'cross'} size={14} bold />
          {isRight ? labels.yours : labels.key}: <b>{isRight ? typed : revealed.value}</b>{' '}
          {unitOf(isRight ? unit : revealed.unit)}
        </p>
      )}
    </div>
  )
}
