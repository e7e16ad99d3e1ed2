'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { retireOwnItem } from './actions'
import type { ClassLabels } from './class-forms'
import type { OwnLabels } from './own-field'

/** Takes a question out of those that may be assigned, or puts it back. */
export function RetireOwn(props: {
  classId: string
  own: string
  isRetired: boolean
  labels: ClassLabels
  words: Pick<OwnLabels, 'retire' | 'retireAsk' | 'restore'>
}) {
  const { classId, own, isRetired, labels, words } = props
  const router = useRouter()
  const act = () =>
    attempt(
      labels,
      () => retireOwnItem(classId, own, !isRetired),
      () => router.refresh(),
    )
  return (
    <Confirm
      small
      label={isRetired ? words.restore : words.retire}
      title={isRetired ? words.restore : words.retire}
      body={isRetired ? '' : words.retireAsk}
      cancel={labels.cancel}
      act={act}
    />
  )
}
