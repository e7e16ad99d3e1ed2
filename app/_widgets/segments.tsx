import { useId } from 'react'

/** One of a few things, all of them in sight. */
export function Segments<V extends string | number>(props: {
  legend: string
  value: V
  options: readonly { readonly value: V; readonly label: string }[]
  onChange: (value: V) => void
}) {
  const { legend, value, options, onChange } = props
  const name = useId()
  return (
    <fieldset className="segment-field">
      <legend>{legend}</legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value}>
            <input
              className="visually-hidden"
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
