'use client'

import { useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { fill } from '@/app/_ui/fill'
import { useFormAction } from '@/app/_ui/form-action'
import type { PlannedRow } from '@/lib/classroom/invitee'
import { textOf } from '@/lib/classroom/text-file'
import type { roster } from '@/lib/i18n/en/roster'
import { courseMembers, importRoster, previewRoster } from './actions'
import type { ClassLabels } from './class-forms'

/** No list is longer than so many bytes. */
const MOST_BYTES = 1_000_000

/** Brings a list to a class: typed, pasted or from a file, looked at row by row, and only then kept. */
export function RosterImport(props: {
  locale: string
  classId: string
  labels: ClassLabels
  words: typeof roster
  /** Courses whose platforms tell who is in them, with what the button says. */
  courses: readonly { readonly id: string; readonly label: string }[]
}) {
  const { locale, classId, labels, words, courses } = props
  const sentences = { errors: { ...labels.errors, ...words.errors } }
  const [asking, setAsking] = useState<string | null>(null)
  const [text, setText] = useState('')
  // Of the text as it was when it was looked at: another one has none yet.
  const [looked, setLooked] = useState<{ text: string; rows: readonly PlannedRow[] } | null>(null)
  const rows = looked?.text === text ? looked.rows : null
  const [done, setDone] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const write = (next: string) => {
    setText(next)
    setDone(null)
    setFault(null)
  }
  const look = useFormAction(
    async () => {
      setDone(null)
      return attempt(
        sentences,
        () => previewRoster(classId, text),
        (planned) => setLooked({ text, rows: planned.rows }),
      )
    },
    null as string | null,
  )
  const bring = useFormAction(
    async () => {
      return attempt(
        sentences,
        () => importRoster(classId, text),
        ({ made, changed, left }) => {
          setDone(fill(words.brought, { made, changed, left }))
          setLooked(null)
        },
      )
    },
    null as string | null,
  )
  const read = async (file: File) => {
    if (file.size <= MOST_BYTES) return write(textOf(new Uint8Array(await file.arrayBuffer())))
    write('')
    setFault(fill(words.fileTooBig, { n: MOST_BYTES / 1_000_000 }))
  }
  const ask = async (id: string) => {
    if (asking !== null) return
    setAsking(id)
    const problem = await attempt(
      sentences,
      () => courseMembers(classId, id),
      (members) => write(members.text),
    )
    setAsking(null)
    if (problem !== null) setFault(problem)
  }
  const count = rows?.filter(({ does }) => does === 'new' || does === 'changed').length ?? 0
  return (
    <>
      <form className="roster-import" onSubmit={look.onSubmit}>
        <div className="field">
          <label htmlFor="list">{words.paste}</label>
          <textarea
            id="list"
            name="list"
            value={text}
            placeholder={words.example}
            spellCheck={false}
            aria-describedby="list-help"
            onChange={({ currentTarget }) => write(currentTarget.value)}
          />
          <p className="field-help" id="list-help">
            {words.pasteHelp}
          </p>
        </div>
        <div className="roster-ways">
          <label className="button">
            {words.file}
            <input
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              className="visually-hidden"
              onChange={({ currentTarget }) => {
                const [file] = currentTarget.files ?? []
                // The same file may be chosen again.
                currentTarget.value = ''
                if (file) void read(file).catch(() => setFault(labels.errors.offline))
              }}
            />
          </label>
          {courses.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              className="button"
              aria-busy={asking === id}
              onClick={() => void ask(id)}
            >
              {asking === id ? words.busy : label}
            </button>
          ))}
          <button type="submit" className="button button-primary" aria-busy={look.busy}>
            {look.busy ? words.busy : words.preview}
          </button>
        </div>
        {(fault ?? (look.state && !rows && !done)) && (
          <p role="alert" className="field-error">
            {fault ?? look.state}
          </p>
        )}
      </form>
      <div role="status">{rows && <Counts rows={rows} words={words} />}</div>
      {rows && (
        <form className="roster-import" onSubmit={bring.onSubmit}>
          <h2>{words.rows}</h2>
          <ol className="roster-lines">
            {rows.map((row) => (
              <Line key={row.line} row={row} words={words} />
            ))}
          </ol>
          {bring.state && (
            <p role="alert" className="field-error">
              {bring.state}
            </p>
          )}
          {count === 0 ? (
            <p>{words.nothingToBring}</p>
          ) : (
            <button type="submit" className="button button-primary" aria-busy={bring.busy}>
              {bring.busy ? words.busy : fill(words.bring, { n: count })}
            </button>
          )}
        </form>
      )}
      <div role="status" className="roster-done">
        {done}
      </div>
      <p>
        <a className="link" href={`/${locale}/classes/${classId}/members?state=invited`}>
          {words.toList}
        </a>
      </p>
    </>
  )
}

function Counts({ rows, words }: { rows: readonly PlannedRow[]; words: typeof roster }) {
  const counts = [
    ...(['new', 'changed', 'same'] as const).map((one) => ({
      name: one,
      n: rows.filter(({ does }) => does === one).length,
    })),
    { name: 'wrong' as const, n: rows.filter(({ problem }) => problem).length },
  ]
  return (
    <dl className="roster-counts">
      {counts.map(({ name, n }) => (
        <div key={name} className={name === 'wrong' && n > 0 ? 'is-wrong' : undefined}>
          <dt>{words.counts[name]}</dt>
          <dd>{n}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A row as it stands in the file, and what it does, or what is wrong with it, where, and how to mend it. */
function Line({ row, words }: { row: PlannedRow; words: typeof roster }) {
  const { line, text, does, problem } = row
  const what = problem && fill(words.problems[problem.code], { other: problem.other ?? '' })
  return (
    <li className={problem ? 'is-wrong' : undefined}>
      <span>
        <span className="visually-hidden">{fill(words.line, { n: line })}</span>
        <span aria-hidden="true">{line}</span>
      </span>
      <code>{text}</code>
      <p>
        {what && problem.column
          ? fill(words.inColumn, { column: words.columns[problem.column], what })
          : (what ?? (does && words.does[does]))}
      </p>
    </li>
  )
}
