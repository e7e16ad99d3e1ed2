'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { QuizLabels } from '@/app/_quiz/label'
import { sentenceOf } from '@/app/_ui/attempt'
import { fill } from '@/app/_ui/fill'
import type { Fault } from '@/lib/exchange/question'
import type { ownImport } from '@/lib/i18n/en/own-import'
import { saveOwnItem } from './actions'
import type { ClassLabels } from './class-forms'
import type { OwnLabels } from './own-field'
import { ImportedRow, type Row } from './own-import-row'

/** Far more than a course has. */
const MAX_FILE = 2_000_000

type Words = { labels: ClassLabels; words: OwnLabels; imports: typeof ownImport; quiz: QuizLabels }

/** Questions of a file, read in this browser, as items of the class: each is saved by itself, and said of each what is wrong. */
export function OwnImport(props: Words & { locale: 'ko' | 'en'; classId: string }) {
  const { locale, classId, labels, imports } = props
  const router = useRouter()
  const [read, setRead] = useState<{ rows: readonly Row[]; faults: readonly Fault[] } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const rows = read?.rows ?? []
  const toSave = rows.filter((row) => 'draft' in row && row.state !== 'saved')

  async function open(file: File | undefined) {
    if (!file || busy) return
    setRead(null)
    setProblem(file.size > MAX_FILE ? imports.tooBig : null)
    if (file.size > MAX_FILE) return
    const { readQuestionFile } = await import('./read-question-file')
    const found = readQuestionFile(await file.text(), imports)
    setRead(found)
    if (found.rows.length === 0 && found.faults.length === 0) setProblem(imports.none)
  }

  async function save() {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const told = (row: Row, over: Partial<Row>) =>
      setRead(
        (now) =>
          now && { ...now, rows: now.rows.map((one) => (one.at === row.at ? { ...one, ...over } : one)) },
      )
    try {
      for (const row of toSave) {
        if (!('draft' in row)) continue
        const result = await saveOwnItem(classId, { own: null, locale }, row.draft)
        if (result.ok) told(row, { state: 'saved', faults: [] })
        else if (result.code === 'faulty') told(row, { state: 'faulty', faults: result.faults })
        else {
          // What is saved stays so; a second press goes on with the rest.
          setProblem(sentenceOf(result, labels))
          break
        }
      }
    } catch {
      setProblem(labels.errors.offline)
    }
    setBusy(false)
    router.refresh()
  }
  const saved = rows.filter(({ state }) => state === 'saved').length
  return (
    <section className="class-manage own-import" aria-labelledby="own-import">
      <h2 id="own-import">{imports.title}</h2>
      <p className="class-note">{imports.lead}</p>
      <div className="field">
        <label htmlFor="own-file">{imports.file}</label>
        <input
          id="own-file"
          type="file"
          accept=".xml,.gift,.txt,text/xml,text/plain"
          onChange={(event) => void open(event.currentTarget.files?.[0])}
        />
      </div>
      {read && (
        <p role="status" className="class-note">
          {fill(imports.found, { n: rows.length, taken: rows.filter((row) => 'draft' in row).length })}{' '}
          {saved > 0 && fill(imports.done, { n: saved })}
        </p>
      )}
      {read && read.faults.length > 0 && (
        <ul className="own-import-faults">
          {read.faults.map(({ line, code, what }) => (
            <li key={`${line} ${code} ${what}`}>
              <b>{fill(imports.line, { n: line })}</b> {fill(imports.faults[code], { what })}
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <ol className="own-import-rows">
          {rows.map((row) => (
            <ImportedRow key={row.at} row={row} {...props} />
          ))}
        </ol>
      )}
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      {toSave.length > 0 && (
        <button type="button" className="button button-primary" aria-busy={busy} onClick={() => void save()}>
          {busy ? imports.saving : fill(imports.save, { n: toSave.length })}
        </button>
      )}
    </section>
  )
}
