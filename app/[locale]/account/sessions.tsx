'use client'

import { useRouter } from 'next/navigation'
import { sentenceOf } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Icon } from '@/app/_ui/icon'
import type { DeviceForm } from '@/lib/auth/user-agent'
import { endSession } from './actions'
import type { AccountLabels } from './entry-form'

/** A session as its row says it: `about` names system and browser, `seen` is a time in words. */
export type SessionRow = {
  readonly id: string
  readonly form: DeviceForm
  readonly about: string
  readonly seen: string
  readonly isHere: boolean
}

/** Where one is signed in. Every session but this one can be ended by itself. */
export function Sessions({ sessions, labels }: { sessions: readonly SessionRow[]; labels: AccountLabels }) {
  const router = useRouter()
  const end = (id: string) => async () => {
    try {
      const result = await endSession(id)
      // It may have ended elsewhere: the list then says so.
      if (result.ok || result.code === 'session-unknown') router.refresh()
      return result.ok ? null : sentenceOf(result, labels)
    } catch {
      return labels.errors.offline
    }
  }
  return (
    <ul className="account-sessions">
      {sessions.map(({ id, form, about, seen, isHere }) => (
        <li key={id}>
          <Icon name={form} size={20} />
          <div>
            <b>
              {labels.forms[form]}
              {isHere && <span className="account-here">{labels.sessionHere}</span>}
            </b>
            <p>{about === '' ? labels.deviceUnknown : about}</p>
          </div>
          <span className="account-seen">{isHere ? labels.sessionNow : seen}</span>
          {!isHere && (
            <Confirm
              small
              label={labels.sessionEnd}
              title={`${labels.forms[form]} · ${about === '' ? labels.deviceUnknown : about}`}
              body={labels.sessionEndBody}
              cancel={labels.cancel}
              act={end(id)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
