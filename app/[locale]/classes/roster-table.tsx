'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { fill } from '@/app/_ui/fill'
import type { Deed } from '@/lib/classroom/classroom'
import { MAX_NOTE } from '@/lib/classroom/length'
import type { RosterRow } from '@/lib/classroom/roster'
import type { Listed } from '@/lib/classroom/roster-file'
import type { ClassSection } from '@/lib/classroom/section'
import type { classFeedback } from '@/lib/i18n/en/class-feedback'
import type { classSections } from '@/lib/i18n/en/class-sections'
import type { roster } from '@/lib/i18n/en/roster'
import { changeLearners, putInSection, undoChanges, writeToLearners } from './actions'
import type { ClassLabels } from './class-forms'
import { Moment } from './moment'

/** What was done last, while it can be taken back. */
type Done = { readonly said: string; readonly changes: readonly string[] }

/** Learners of now and of before, and what a teacher does with those that are chosen. */
export function RosterTable(props: {
  locale: 'ko' | 'en'
  classId: string
  rows: readonly RosterRow[]
  /** Whether who looks may do anything with them. */
  mayChange: boolean
  labels: ClassLabels
  words: typeof roster
  said: typeof classFeedback
  sections: readonly ClassSection[]
  parts: typeof classSections
  pager: ReactNode
}) {
  const { locale, classId, rows, mayChange, labels, words, said, sections, parts, pager } = props
  const router = useRouter()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState<Done | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // What was sent is not in the dialog that is opened next.
  const [sent, setSent] = useState(0)
  const ids = rows.map((row) => row.membershipId)
  const isAll = ids.length > 0 && ids.every((id) => chosen.has(id))

  async function change(deed: Deed) {
    if (chosen.size === 0) return labels.chooseFirst
    return attempt(
      labels,
      () => changeLearners(classId, [...chosen], deed),
      ({ changes }) => {
        setDone({ said: fill(labels.done[deed], { n: changes.length }), changes })
        setChosen(new Set())
        setProblem(null)
        router.refresh()
      },
    ).then((said) => (said === labels.errors['not-found'] ? labels.chooseFirst : said))
  }
  async function write(typed: FormData) {
    if (chosen.size === 0) return labels.chooseFirst
    return attempt(
      labels,
      () => writeToLearners(classId, [...chosen], typed.get('message-some')),
      ({ written }) => {
        setSent((times) => times + 1)
        setDone({ said: fill(said.messagedSome, { n: written }), changes: [] })
        setChosen(new Set())
        setProblem(null)
      },
    ).then((told) => (told === labels.errors['not-found'] ? labels.chooseFirst : told))
  }
  async function put(typed: FormData) {
    if (chosen.size === 0) return labels.chooseFirst
    return attempt(
      labels,
      () => putInSection(classId, [...chosen], typed.get('into-section') || null),
      ({ moved }) => {
        setDone({ said: fill(parts.moved, { n: moved }), changes: [] })
        setChosen(new Set())
        setProblem(null)
        router.refresh()
      },
    )
  }
  async function undo({ changes }: Done) {
    const told = await attempt(
      labels,
      () => undoChanges(classId, changes),
      (undone) => {
        setDone({ said: fill(labels.undone, { n: undone.changes.length }), changes: [] })
        router.refresh()
      },
    )
    setProblem(told)
  }
  const toggle = (id: string) =>
    setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]))
  const deed = (one: Deed, label: string, ask: string, reach: string | null, danger: boolean) => (
    <Confirm
      small
      danger={danger}
      label={label}
      title={label}
      body={chosen.size === 0 ? labels.chooseFirst : fill(ask, { n: chosen.size })}
      cancel={labels.cancel}
      act={() => change(one)}
    >
      {reach && <p>{reach}</p>}
    </Confirm>
  )
  return (
    <>
      {mayChange && (
        <div className="roster-deeds">
          <span>{fill(labels.chosen, { n: chosen.size })}</span>
          {deed('remove', labels.removeSome, labels.removeSomeAsk, labels.removeReach, true)}
          {deed('block', labels.blockSome, labels.blockSomeAsk, labels.blockReach, true)}
          <Confirm
            key={sent}
            small
            label={said.messageSome}
            title={said.messageSome}
            body={chosen.size === 0 ? labels.chooseFirst : fill(said.messageSomeAsk, { n: chosen.size })}
            cancel={labels.cancel}
            act={write}
          >
            <div className="field">
              <label htmlFor="message-some">{said.messageText}</label>
              <textarea
                className="prose-field"
                id="message-some"
                name="message-some"
                required
                maxLength={MAX_NOTE}
                rows={4}
              />
            </div>
          </Confirm>
          {sections.length > 0 && (
            <Confirm
              small
              label={parts.put}
              title={parts.put}
              body={chosen.size === 0 ? labels.chooseFirst : fill(parts.putAsk, { n: chosen.size })}
              cancel={labels.cancel}
              act={put}
            >
              <div className="field">
                <label htmlFor="into-section">{parts.into}</label>
                <select id="into-section" name="into-section">
                  {sections.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                  <option value="">{parts.none}</option>
                </select>
              </div>
            </Confirm>
          )}
          {deed('readmit', labels.readmitSome, labels.readmitSomeAsk, null, false)}
        </div>
      )}
      <div className="roster-done" role="status">
        {done?.said}
        {done && done.changes.length > 0 && (
          <button type="button" className="button button-small" onClick={() => undo(done)}>
            {labels.undo}
          </button>
        )}
      </div>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      {rows.length === 0 ? (
        <p>{labels.nobodyHere}</p>
      ) : (
        <table className="table roster">
          <thead>
            <tr>
              {mayChange && (
                <td className="roster-choice">
                  <input
                    type="checkbox"
                    aria-label={labels.chooseAll}
                    checked={isAll}
                    onChange={() => setChosen(new Set(isAll ? [] : ids))}
                  />
                </td>
              )}
              <th scope="col">{labels.name}</th>
              <th scope="col">{labels.statusHead}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.membershipId}>
                {mayChange && (
                  <td className="roster-choice">
                    <input
                      type="checkbox"
                      aria-label={fill(labels.choose, { name: row.name })}
                      checked={chosen.has(row.membershipId)}
                      onChange={() => toggle(row.membershipId)}
                    />
                  </td>
                )}
                <th scope="row">
                  {row.status === 'active' ? (
                    <a className="link" href={`/${locale}/classes/${classId}/learners/${row.membershipId}`}>
                      {row.name}
                    </a>
                  ) : (
                    row.name
                  )}
                  {row.isGuest && <small>{labels.guest}</small>}
                  {row.section && <small>{row.section}</small>}
                  {row.listed && (
                    <small className="roster-listed">
                      {fill(words.listedAs, { who: listedAs(row.listed) })} ·{' '}
                      {words.matchedBy[row.listed.matchedBy]}
                    </small>
                  )}
                </th>
                <td>
                  {labels.status[row.status]}
                  <History row={row} locale={locale} labels={labels} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pager}
    </>
  )
}

/** Somebody as a list has them, in one line. */
export function listedAs({ name, number, email }: Listed): string {
  return [name, number, email].filter((part) => part !== null).join(' · ')
}

/** Since when, whether somebody came back, and all that happened once it is more than joining. */
function History({ row, locale, labels }: { row: RosterRow; locale: 'ko' | 'en'; labels: ClassLabels }) {
  const since = <Moment at={row.joinedAt} locale={locale} template={labels.joinedOn} />
  if (row.history.length < 2) return <small className="roster-since">{since}</small>
  return (
    <details className="roster-since">
      <summary>
        {since}
        {row.returnedAt && (
          <b>
            <Moment at={row.returnedAt} locale={locale} template={labels.cameBack} />
          </b>
        )}
      </summary>
      <ol aria-label={labels.history}>
        {row.history.map(({ what, at }) => (
          <li key={`${at} ${what}`}>
            <Moment at={at} locale={locale} exact /> {labels.happening[what]}
          </li>
        ))}
      </ol>
    </details>
  )
}
