import { type FormEvent, useId, useMemo, useRef, useState } from 'react'
import { Icon } from '@/app/_ui/icon'
import type { Reader } from '@/app/_widgets/simulator'
import { runOutput as en } from '@/lib/i18n/en/run-output'
import { runOutput as ko } from '@/lib/i18n/ko/run-output'
import { pageCount, pageLines, pageOfLine, printedLines } from '@/lib/player/output-page'
import './run-output.css'

/** All that a run has printed up to where it is: one page of it is drawn, and a file has it whole. */
export function RunOutput({ locale, reader }: { locale: 'ko' | 'en'; reader: Reader }) {
  const m = locale === 'ko' ? ko : en
  const { output } = reader.frame.view
  const text = useMemo(() => output.map((one) => one.text).join(''), [output])
  const lines = useMemo(() => printedLines(text), [text])
  const bytes = useMemo(() => new TextEncoder().encode(text).length, [text])
  const [wanted, setWanted] = useState(0)
  const list = useRef<HTMLOListElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const pages = pageCount(lines)
  const page = Math.min(wanted, pages - 1)
  const shown = pageLines(lines, page)
  const goTo = (next: number) => {
    setWanted(Math.max(0, Math.min(pages - 1, next)))
    list.current?.scrollTo({ top: 0 })
  }
  const toLine = (event: FormEvent) => {
    event.preventDefault()
    goTo(pageOfLine(lines, Number(field.current?.value)))
  }
  const [first, last] = [shown[0], shown.at(-1)]
  if (!first || !last) return <p className="run-output">{m.none}</p>
  return (
    <section className="run-output" aria-label={m.title}>
      <div>
        <b>{m.title}</b>
        <span>{m.size(lines.starts.length, bytes)}</span>
        <button type="button" className="button button-small" onClick={() => download(text)}>
          <Icon name="download" size={16} /> {m.download}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with keys */}
      <ol ref={list} tabIndex={0} aria-label={m.page(first.number, last.number)}>
        {shown.map((line) => (
          <li key={line.number} value={line.number}>
            <span>{line.number.toLocaleString('en')}</span>
            {line.text}
          </li>
        ))}
      </ol>
      {pages > 1 && (
        <div>
          <Step label={m.before} isOff={page === 0} onClick={() => goTo(page - 1)} />
          <Step label={m.next} isOff={page === pages - 1} onClick={() => goTo(page + 1)} />
          <span role="status">{m.page(first.number, last.number)}</span>
          <form onSubmit={toLine}>
            <label htmlFor={id}>{m.toLine}</label>
            <input ref={field} id={id} inputMode="numeric" autoComplete="off" />
            <button type="submit" className="button button-small">
              {m.go}
            </button>
          </form>
        </div>
      )}
    </section>
  )
}

/** Where it leads nowhere it keeps the focus and does nothing. */
function Step({ label, isOff, onClick }: { label: string; isOff: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      className="button button-small"
      aria-disabled={isOff}
      onClick={() => !isOff && onClick()}
    >
      {label}
    </button>
  )
}

function download(text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = 'output.txt'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
