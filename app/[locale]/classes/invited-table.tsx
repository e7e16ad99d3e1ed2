'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { fill } from '@/app/_ui/fill'
import type { InvitedRow } from '@/lib/classroom/invitee'
import type { roster } from '@/lib/i18n/en/roster'
import { dropInvitees } from './actions'
import type { ClassLabels } from './class-forms'

/** Who is on the list of a class and has not joined, and the way off it. */
export function InvitedTable(props: {
  classId: string
  rows: readonly InvitedRow[]
  mayChange: boolean
  labels: ClassLabels
  words: typeof roster
  pager: ReactNode
}) {
  const { classId, rows, mayChange, labels, words, pager } = props
  const router = useRouter()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState<string | null>(null)
  const drop = async () => {
    if (chosen.size === 0) return labels.chooseFirst
    return attempt(
      labels,
      () => dropInvitees(classId, [...chosen]),
      ({ dropped }) => {
        setSaid(fill(words.dropped, { n: dropped }))
        setChosen(new Set())
        router.refresh()
      },
    )
  }
  const toggle = (id: string) =>
    setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]))
  return (
    <>
      <p className="class-note">{words.invitedNote}</p>
      {mayChange && rows.length > 0 && (
        <div className="roster-deeds">
          <span>{fill(labels.chosen, { n: chosen.size })}</span>
          <Confirm
            small
            danger
            label={words.drop}
            title={words.drop}
            body={chosen.size === 0 ? labels.chooseFirst : fill(words.dropAsk, { n: chosen.size })}
            cancel={labels.cancel}
            act={drop}
          />
        </div>
      )}
      <div className="roster-done" role="status">
        {said}
      </div>
      {rows.length === 0 ? (
        <p>{words.nobodyInvited}</p>
      ) : (
        <table className="table roster">
          <thead>
            <tr>
              {mayChange && <td className="roster-choice" />}
              <th scope="col">{labels.name}</th>
              <th scope="col">
                {words.columns.number} · {words.columns.email}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, number, email }) => (
              <tr key={id}>
                {mayChange && (
                  <td className="roster-choice">
                    <input
                      type="checkbox"
                      aria-label={fill(labels.choose, { name })}
                      checked={chosen.has(id)}
                      onChange={() => toggle(id)}
                    />
                  </td>
                )}
                <th scope="row">{name}</th>
                <td>{[number, email].filter((part) => part !== null).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pager}
    </>
  )
}
