import { useId, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { share } from '@/lib/i18n/en/share'
import type { RunInput } from '@/lib/player/session'
import { animationOf, MOST_FRAMES, pngOf, type Running, seenFigures, svgOf, traceOf } from './export'

type Made = string | Blob | null

/** What can be saved of a run. */
export function Exports(props: { running: Running; input: RunInput; m: typeof share }) {
  const { running, input, m } = props
  const id = useId()
  const [which, setWhich] = useState(0)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const figure = running.figure()
  const figures = figure ? seenFigures(figure).slice(1) : []
  const during = async (make: () => Made | Promise<Made>, name: string, type: string) => {
    if (busy) return
    setBusy(true)
    setSaid(m.making)
    const made = await Promise.resolve()
      .then(make)
      .catch(() => null)
    setBusy(false)
    setSaid(made === null ? m.notMade : fill(m.made, { name }))
    if (made !== null) save(made instanceof Blob ? made : new Blob([made], { type }), name)
  }
  const stem = (input.files[0]?.name ?? '').replace(/\.c$/, '')
  /** With the step that is shown. */
  const here = () => `${stem}-${running.reader()?.position ?? 0}`
  return (
    <div className="lab-exports">
      <label htmlFor={id}>{m.what}</label>
      <select id={id} value={which} onChange={(event) => setWhich(Number(event.target.value))}>
        <option value={0}>{m.allSeen}</option>
        {figures.map(([part], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a figure is named by its place
          <option key={i} value={i + 1}>
            {part?.getAttribute('aria-label') ??
              part?.querySelector('[aria-label]')?.getAttribute('aria-label') ??
              fill(m.figure, { n: i + 1 })}
          </option>
        ))}
      </select>
      <p>
        <Save label={m.svg} onClick={() => during(() => svgOf(running, which), `${here()}.svg`, SVG)} />
        <Save
          label={m.png}
          onClick={() => during(() => pngOf(running, which), `${here()}.png`, 'image/png')}
        />
        <Save
          label={m.animation}
          onClick={() =>
            during(
              () => animationOf(running, which, (i, n) => setSaid(fill(m.frameOf, { i, n }))),
              `${here()}-moving.svg`,
              SVG,
            )
          }
        />
        <Save
          label={m.trace}
          onClick={() => during(() => traceOf(running), `${stem}.ndjson`, 'application/x-ndjson')}
        />
      </p>
      <small role="status">{said || fill(m.limits, { n: MOST_FRAMES })}</small>
    </div>
  )
}

const SVG = 'image/svg+xml'

function Save({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className="button button-small" onClick={onClick}>
      <Icon name="download" /> {label}
    </button>
  )
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
