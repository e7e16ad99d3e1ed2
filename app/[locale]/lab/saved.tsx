'use client'

import { type FormEvent, type Ref, useId, useImperativeHandle, useRef, useState } from 'react'
import { Confirm } from '@/app/_ui/confirm'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { type LabProgram, MOST_NAME, MOST_VERSIONS } from '@/lib/lab/program'
import type { SavedVersion } from '@/lib/lab/saved'
import type { LabLabels } from './settings'
import { useBox } from './use-box'
import { type SaveProblem, useSaved } from './use-saved'

export type SavedHandle = {
  /** Keeps the program as it is now; asks for a name where it has none. */
  readonly save: () => void
  /** What stands in the lab is no longer what was opened: the next save is of a program of its own. */
  readonly leave: () => void
}

/** The programs that a person keeps: save, open one of its versions, save apart, delete. */
export function Saved(props: {
  ref: Ref<SavedHandle>
  locale: 'ko' | 'en'
  labels: LabLabels
  /** What stands in the lab now. */
  program: () => LabProgram
  onOpen: (version: SavedVersion) => void
}) {
  const { ref, locale, labels, program, onOpen } = props
  const { list, current, refresh, open, save, remove, leave } = useSaved(locale)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean } | null>(null)
  const box = useRef<HTMLDetailsElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const onBoxKey = useBox(box)
  const id = useId()
  const isBusy = useRef(false)
  const isWaiting = useRef(false)
  const again = useRef<() => void>(() => {})

  const show = () => {
    if (box.current) box.current.open = true
  }
  const problemOf = (problem: SaveProblem) => {
    setSaid({ text: labels.saveProblems[problem], isProblem: true })
    show()
  }
  /** One thing after the other: whoever presses twice saves once. */
  const during = async (work: () => Promise<SaveProblem | null>, done: string) => {
    if (isBusy.current) return
    isBusy.current = true
    setBusy(true)
    setSaid(null)
    const problem = await work()
    isBusy.current = false
    setBusy(false)
    if (problem) problemOf(problem)
    else setSaid({ text: done, isProblem: false })
  }
  const keep = async (target: string | null, title: string) => {
    if (title.trim() === '') {
      show()
      setSaid({ text: labels.saveNeedsName, isProblem: true })
      return field.current?.focus()
    }
    // What is written while a save is under way is saved after it.
    if (isBusy.current) {
      isWaiting.current = true
      return
    }
    await during(() => save(target, title.trim(), program()), labels.saved)
    if (!isWaiting.current) return
    isWaiting.current = false
    again.current()
  }
  const saveNow = () => {
    if (current) return keep(current.id, name)
    show()
    field.current?.focus()
  }
  again.current = saveNow
  useImperativeHandle(ref, () => ({
    save: saveNow,
    leave: () => {
      leave()
      setName('')
      setSaid(null)
    },
  }))
  const openVersion = (programId: string, ordinal: number | null) =>
    during(async () => {
      const opened = await open(programId, ordinal)
      if ('problem' in opened) return opened.problem
      setName(opened.name)
      onOpen(opened)
      return null
    }, labels.savedOpened)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep(current?.id ?? null, name)
  }
  const when = (iso: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
  return (
    <details
      ref={box}
      className="lab-settings lab-saved"
      onKeyDown={onBoxKey}
      name="lab-bar"
      onToggle={(event) => {
        if (event.currentTarget.open && list === null)
          refresh().then((problem) => problem && problemOf(problem))
      }}
    >
      <summary className="button">
        {labels.mine}
        {current && (
          <small>
            {current.name} · {fill(labels.version, { n: current.ordinal })}
          </small>
        )}
        {/* A save by keys is told where the box is closed, too. */}
        {said && !said.isProblem && <Icon name="check" />}
      </summary>
      <div className="lab-fields lab-kept">
        <form className="lab-wide" onSubmit={submit}>
          <label htmlFor={`${id}-name`}>{labels.saveName}</label>
          <div className="lab-keep">
            <input
              id={`${id}-name`}
              ref={field}
              value={name}
              maxLength={MOST_NAME}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
            <button type="submit" className="button button-primary" aria-busy={busy}>
              {labels.save} <kbd>Ctrl S</kbd>
            </button>
            {current && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  leave()
                  keep(null, name)
                }}
              >
                {labels.saveApart}
              </button>
            )}
          </div>
          <p className="lab-said" role="status">
            {said?.isProblem && <Icon name="warning" />}
            {said?.text ?? fill(labels.saveHelp, { n: MOST_VERSIONS })}
          </p>
        </form>
        {current && current.versions.length > 1 && (
          <label className="lab-wide">
            {labels.versions}
            <select
              value={current.ordinal}
              onChange={(event) => openVersion(current.id, Number(event.target.value))}
            >
              {current.versions.map(({ ordinal, savedAt }) => (
                <option key={ordinal} value={ordinal}>
                  {fill(labels.version, { n: ordinal })} · {when(savedAt)}
                </option>
              ))}
            </select>
          </label>
        )}
        {list && list.length > 0 && (
          <ul className="lab-wide lab-list">
            {list.map((one) => (
              <li key={one.id} aria-current={one.id === current?.id || undefined}>
                <button type="button" className="lab-open" onClick={() => openVersion(one.id, null)}>
                  <b>{one.name}</b>
                  <small>
                    {fill(labels.version, { n: one.ordinal })} · {when(one.savedAt)}
                  </small>
                </button>
                <Confirm
                  label={labels.deleteSaved}
                  title={fill(labels.deleteTitle, { name: one.name })}
                  body={fill(labels.deleteBody, { n: one.ordinal })}
                  cancel={labels.cancel}
                  danger
                  small
                  act={async () => {
                    const problem = await remove(one.id)
                    return problem && labels.saveProblems[problem]
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        {list?.length === 0 && <p className="lab-wide lab-said">{labels.noneSaved}</p>}
      </div>
    </details>
  )
}
