'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { fill } from '@/app/_ui/fill'
import type { PlatformTie } from '@/lib/auth/platform-tie'
import { untiePlatform } from './actions'
import type { AccountLabels } from './entry-form'

/** The learning platforms whose links sign in here, and how each is stopped from it. */
export function PlatformTies({ ties, labels }: { ties: readonly PlatformTie[]; labels: AccountLabels }) {
  const router = useRouter()
  return (
    <section className="account-part">
      <h2>{labels.tiesTitle}</h2>
      <p>{labels.tiesBody}</p>
      <ul className="account-sessions">
        {ties.map(({ issuer, name }) => (
          <li key={issuer}>
            <div>
              <b>{name}</b>
              {name !== issuer && <p>{issuer}</p>}
            </div>
            <Confirm
              small
              label={labels.untie}
              title={name}
              body={fill(labels.untieBody, { platform: name })}
              cancel={labels.cancel}
              act={() =>
                attempt(
                  labels,
                  () => untiePlatform(issuer),
                  () => router.refresh(),
                )
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
