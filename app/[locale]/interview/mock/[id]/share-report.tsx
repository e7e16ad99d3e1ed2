'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Copied } from '@/app/_ui/copied'
import type { mockShare } from '@/lib/i18n/en/mock-share'
import { shareReport } from '../actions'

type ShareLabels = typeof mockShare

/** Asks before a report gets a link that others read it by, or loses it. */
export function ShareReport({
  id,
  isShared,
  labels,
}: {
  id: string
  isShared: boolean
  labels: ShareLabels
}) {
  const router = useRouter()
  return (
    <Confirm
      label={isShared ? labels.end : labels.open}
      title={isShared ? labels.endTitle : labels.title}
      body={isShared ? labels.endBody : labels.body}
      cancel={labels.cancel}
      act={() =>
        attempt(
          labels,
          () => shareReport(id, !isShared),
          () => router.refresh(),
        )
      }
    />
  )
}

/** The link of a report that others may read. */
export function SharedLink({ address, labels }: { address: string; labels: ShareLabels }) {
  return <Copied label={labels.link} help={labels.linkHelp} text={address} labels={labels} />
}
