'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { untieCourse } from './actions'
import type { ClassLabels } from './class-forms'

/** Unties a course of a learning platform from a class.
 *  @param ask what that means, for this course */
export function Untie(props: {
  classId: string
  tieId: string
  ask: string
  labels: ClassLabels
  words: { readonly untie: string }
}) {
  const { classId, tieId, ask, labels, words } = props
  const router = useRouter()
  const act = () =>
    attempt(
      labels,
      () => untieCourse(classId, tieId),
      () => router.refresh(),
    )
  return (
    <Confirm
      small
      danger
      label={words.untie}
      title={words.untie}
      body={ask}
      cancel={labels.cancel}
      act={act}
    />
  )
}
