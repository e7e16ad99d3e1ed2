'use client'

import { useState } from 'react'
import { fill } from '@/app/_ui/fill'
import type { FileRow } from '@/lib/transfer/file'
import type { RowCode } from '@/lib/transfer/row'
import type { AccountLabels } from './entry-form'
import { pause, sendRows } from './import-send'

/** What became of the rows so far; `left` are those that were not taken, as they stand in the file. */
type Tally = {
  readonly stored: number
  readonly known: number
  readonly left: readonly { readonly line: number | null; readonly code: Left }[]
}
type Left = Exclude<RowCode, 'stored' | 'known'>
type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' | 'over'; readonly at: number; readonly of: number; readonly tally: Tally }
  | { readonly kind: 'problem'; readonly sentence: string }

/** So many of those that were not taken are listed; the rest are counted. */
const SHOWN = 20

/** Brings an exported file to this account, part by part, so that a file of any length holds nobody up. */
export function ImportForm({ labels }: { labels: AccountLabels }) {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const isRunning = state.kind === 'running'
  const bring = async (file: File) => {
    // Reading and cutting a file is what few pages need.
    const { MOST_CHARACTERS, cutInParts, readExport } = await import('@/lib/transfer/file')
    const rows = file.size > MOST_CHARACTERS ? null : readExport(await file.text())
    if (rows === null) return setState({ kind: 'problem', sentence: labels.importNone })
    let tally: Tally = { stored: 0, known: 0, left: [] }
    let at = 0
    const show = (kind: 'running' | 'over') => setState({ kind, at, of: rows.length, tally })
    show('running')
    for (const part of cutInParts(rows)) {
      for (let rest = part; rest.length > 0; ) {
        const result = await sendRows(rest)
        if (typeof result === 'string')
          return setState({ kind: 'problem', sentence: labels.importErrors[result] })
        tally = added(tally, rest, result.results)
        at += result.results.length
        rest = rest.slice(result.results.length)
        show('running')
        if (result.wait !== null) await pause(result.wait * 1000)
      }
    }
    show('over')
  }
  return (
    <div className="account-import">
      <label className="button" aria-busy={isRunning}>
        {labels.import}
        <input
          type="file"
          accept="application/json,.json"
          className="visually-hidden"
          disabled={isRunning}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            // The same file may be chosen again.
            currentTarget.value = ''
            if (file)
              void bring(file).catch(() => setState({ kind: 'problem', sentence: labels.errors.offline }))
          }}
        />
      </label>
      {isRunning && <progress max={state.of} value={state.at} aria-label={labels.importing} />}
      <div role="status">
        {state.kind === 'running' && <p>{fill(labels.importProgress, { i: state.at, n: state.of })}</p>}
        {state.kind === 'over' && <Result tally={state.tally} labels={labels} />}
        {state.kind === 'problem' && <p className="field-error">{state.sentence}</p>}
      </div>
    </div>
  )
}

function Result({ tally: { stored, known, left }, labels }: { tally: Tally; labels: AccountLabels }) {
  return (
    <>
      <p>{fill(labels.importDone, { stored, known, left: left.length })}</p>
      {left.length > 0 && (
        <ul className="account-left">
          {left.slice(0, SHOWN).map(({ line, code }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
            <li key={i}>
              {line !== null && fill(labels.importLine, { line })} {labels.importLeft[code]}
            </li>
          ))}
          {left.length > SHOWN && <li>{fill(labels.importMore, { n: left.length - SHOWN })}</li>}
        </ul>
      )}
    </>
  )
}

function added(tally: Tally, rows: readonly FileRow[], results: readonly RowCode[]): Tally {
  const count = (code: RowCode) => results.filter((one) => one === code).length
  const left = results.flatMap((code, i) =>
    code === 'stored' || code === 'known' ? [] : [{ line: rows[i]?.line ?? null, code }],
  )
  return {
    stored: tally.stored + count('stored'),
    known: tally.known + count('known'),
    left: [...tally.left, ...left],
  }
}
