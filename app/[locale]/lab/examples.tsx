import { useRef } from 'react'
import type { LabLabels } from './settings'
import { useBox } from './use-box'

type ExampleProgram = {
  readonly file: string
  readonly text: string
  /** What it shows; null where nothing says it. */
  readonly title: string | null
}
export type ExampleGroup = { readonly title: string; readonly programs: readonly ExampleProgram[] }

/** Programs of the lessons, by topic: one topic is open at a time. */
export function Examples(props: {
  groups: readonly ExampleGroup[]
  labels: LabLabels
  onChoose: (text: string) => void
}) {
  const { groups, labels, onChoose } = props
  const box = useRef<HTMLDetailsElement>(null)
  const onBoxKey = useBox(box)
  const choose = (text: string) => {
    if (box.current) box.current.open = false
    box.current?.querySelector('summary')?.focus({ preventScroll: true })
    onChoose(text)
  }
  return (
    <details ref={box} className="lab-settings lab-examples" name="lab-bar" onKeyDown={onBoxKey}>
      <summary className="button">{labels.examples}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="lab-fields lab-topics" aria-label={labels.chooseExample} tabIndex={0}>
        {groups.map(({ title, programs }) => (
          <details key={title} className="lab-wide" name="lab-topic">
            <summary>
              {title} <small>{programs.length}</small>
            </summary>
            <ul className="lab-list">
              {programs.map(({ file, text, title: shows }) => (
                <li key={file}>
                  <button type="button" className="lab-open" onClick={() => choose(text)}>
                    <b>{shows ?? file}</b>
                    {shows && <code>{file}</code>}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </section>
    </details>
  )
}
