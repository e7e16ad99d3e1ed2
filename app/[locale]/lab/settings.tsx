import { useRef } from 'react'
import type { lab } from '@/lib/i18n/en/lab'
import { POLICIES, type RunSettings } from '@/lib/lab/program'
import { useBox } from './use-box'

/** Words of the lab in the reader's language. */
export type LabLabels = typeof lab

type Value = RunSettings

/** How a program is run. Changes take effect at the next run. */
export function Settings(props: { value: Value; labels: LabLabels; onChange: (value: Value) => void }) {
  const { value, labels, onChange } = props
  const { config } = value
  const box = useRef<HTMLDetailsElement>(null)
  const onBoxKey = useBox(box)
  const setConfig = (change: Partial<Value['config']>) =>
    onChange({ ...value, schedule: '', config: { ...config, ...change } })
  return (
    <details ref={box} className="lab-settings" name="lab-bar" onKeyDown={onBoxKey}>
      <summary className="button">
        {labels.settings}
        <small>
          {labels.cores} {config.cores} · {labels.policies[config.policy]}
        </small>
      </summary>
      <div className="lab-fields">
        <label>
          {labels.cores}
          <select value={config.cores} onChange={(event) => setConfig({ cores: Number(event.target.value) })}>
            {[1, 2, 4, 8].map((n) => (
              <option key={n}>{n}</option>
            ))}
          </select>
        </label>
        <label>
          {labels.policy}
          <select
            value={config.policy}
            onChange={(event) => setConfig({ policy: event.target.value as Value['config']['policy'] })}
          >
            {POLICIES.map((name) => (
              <option key={name} value={name}>
                {labels.policies[name]}
              </option>
            ))}
          </select>
        </label>
        <NumberField
          label={labels.quantum}
          hint={labels.quantumHint}
          value={config.quantum}
          least={1}
          most={100_000}
          onChange={(quantum) => setConfig({ quantum })}
        />
        <NumberField
          label={labels.seed}
          hint={labels.seedHint}
          value={config.seed}
          least={0}
          most={0xffff_ffff}
          onChange={(seed) => setConfig({ seed })}
        />
        <label>
          {labels.grain}
          <select
            value={value.grain}
            onChange={(event) => onChange({ ...value, grain: event.target.value as Value['grain'] })}
          >
            {(['line', 'operation'] as const).map((name) => (
              <option key={name} value={name}>
                {labels.grains[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {labels.args}
          <input value={value.args} onChange={(event) => onChange({ ...value, args: event.target.value })} />
        </label>
        <label className="lab-wide lab-check">
          <input
            type="checkbox"
            checked={config.tty ?? false}
            onChange={(event) => {
              const { tty: _, ...known } = config
              const next = event.target.checked ? { ...known, tty: true } : known
              onChange({ ...value, schedule: '', config: next })
            }}
          />
          {labels.tty}
        </label>
        <label className="lab-wide">
          {labels.stdin}
          <textarea
            rows={2}
            value={value.stdin}
            onChange={(event) => onChange({ ...value, stdin: event.target.value })}
          />
        </label>
      </div>
    </details>
  )
}

function NumberField(props: {
  label: string
  hint: string
  value: number
  least: number
  most: number
  onChange: (value: number) => void
}) {
  const { label, hint, value, least, most, onChange } = props
  return (
    <label>
      {label} <small>{hint}</small>
      <input
        type="number"
        min={least}
        max={most}
        value={value}
        onChange={(event) => {
          const next = Math.round(event.target.valueAsNumber)
          if (next >= least && next <= most) onChange(next)
        }}
      />
    </label>
  )
}
