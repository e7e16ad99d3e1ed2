'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { fill } from '@/app/_ui/fill'
import type { exam } from '@/lib/i18n/en/exam'
import { giveExamTime } from './actions'
import type { ClassLabels } from './class-forms'

/** How often who teaches sees anew where everybody stands, in ms. */
const LOOK = 10_000

/** Draws the page anew again and again while somebody looks at it and an exam is on. */
export function LookAgain() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => document.hidden || router.refresh(), LOOK)
    return () => clearInterval(timer)
  }, [router])
  return null
}

/** More time for one learner, at once.
 *  @param choices in minutes */
export function GiveTime(props: {
  classId: string
  assignmentId: string
  membershipId: string
  name: string
  choices: readonly number[]
  labels: ClassLabels
  words: typeof exam
}) {
  const { classId, assignmentId, membershipId, name, choices, labels, words } = props
  const router = useRouter()
  const give = (typed: FormData) =>
    attempt(
      labels,
      () => giveExamTime(classId, assignmentId, membershipId, Number(typed.get('minutes'))),
      () => router.refresh(),
    )
  return (
    <Confirm
      small
      label={words.giveTime}
      title={words.giveTime}
      body={fill(words.giveTimeAsk, { name })}
      cancel={labels.cancel}
      act={give}
    >
      <div className="field">
        <label htmlFor={`minutes-${membershipId}`}>{words.minutes}</label>
        <select id={`minutes-${membershipId}`} name="minutes">
          {choices.map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          ))}
        </select>
      </div>
    </Confirm>
  )
}
