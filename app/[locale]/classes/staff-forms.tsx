'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import { OFFERS, type Offer } from '@/lib/classroom/classroom'
import type { StaffMember } from '@/lib/classroom/staff'
import { acceptOffer, agreeToSeen, leaveClass, offerClass, removeAssistant, withdrawOffers } from './actions'
import { type ClassLabels, ConfirmAndLeave } from './class-forms'

/** Who teaches a class and who assists, and the links that let in more of them.
 *  @param offers how many links nobody has used yet
 *  @param days how long a link can be used */
export function Staff(props: {
  locale: string
  classId: string
  members: readonly StaffMember[]
  offers: number
  days: number
  labels: ClassLabels
}) {
  const { locale, classId, members, offers, days, labels } = props
  const router = useRouter()
  const [link, setLink] = useState<string | null>(null)
  const offer = (kind: Offer) => (
    <Confirm
      key={kind}
      small
      label={labels.offers[kind]}
      title={labels.offers[kind]}
      body={labels.offerAsk[kind]}
      cancel={labels.cancel}
      act={() =>
        attempt(
          labels,
          () => offerClass(classId, kind),
          ({ token }) => {
            setLink(`${location.origin}/${locale}/classes/offers/${token}`)
            router.refresh()
          },
        )
      }
    />
  )
  return (
    <>
      <ul className="staff">
        {members.map(({ membershipId, name, role, isOwn }) => (
          <li key={membershipId}>
            <b>{name}</b> {role === 'teacher' ? labels.teacher : labels.assistant}
            {isOwn && ` · ${labels.you}`}
            {role === 'assistant' && (
              <Confirm
                small
                danger
                label={labels.letGo}
                title={labels.letGo}
                body={fill(labels.letGoAsk, { name })}
                cancel={labels.cancel}
                act={() =>
                  attempt(
                    labels,
                    () => removeAssistant(classId, membershipId),
                    () => router.refresh(),
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      <p className="class-note">{fill(labels.staffNote, { days })}</p>
      <div className="staff-offers">{OFFERS.map(offer)}</div>
      <div role="status">
        {link && (
          <p className="callout">
            {labels.offerLink} <code>{link}</code>
          </p>
        )}
      </div>
      {offers > 0 && (
        <div className="staff-offers">
          <span>{fill(labels.openOffers, { n: offers })}</span>
          <Confirm
            small
            label={labels.withdraw}
            title={labels.withdraw}
            body={labels.withdrawAsk}
            cancel={labels.cancel}
            act={() =>
              attempt(
                labels,
                () => withdrawOffers(classId),
                () => {
                  setLink(null)
                  router.refresh()
                },
              )
            }
          />
        </div>
      )}
    </>
  )
}

/** Takes an offer to teach or to assist. */
export function AcceptForm(props: { locale: string; token: string; name: string; labels: ClassLabels }) {
  const { locale, token, name, labels } = props
  const accept = (typed: FormData) =>
    attempt(
      labels,
      () => acceptOffer(token, { displayName: typed.get('staff-name') }),
      ({ id }) => leaveFor(`/${locale}/classes/${id}`),
    )
  const { state: problem, busy, onSubmit } = useFormAction(accept, null as string | null)
  return (
    <form className="class-form" onSubmit={onSubmit}>
      <Field
        id="staff-name"
        required
        maxLength={MAX_NAME_UNITS}
        defaultValue={name}
        label={labels.yourName}
        error={problem}
      />
      <button type="submit" className="button button-primary" aria-busy={busy}>
        {busy ? labels.busy : labels.accept}
      </button>
    </form>
  )
}

/** Asks a learner who agreed to an earlier text for what has come to it since. */
export function AgreeAsk({ classId, labels }: { classId: string; labels: ClassLabels }) {
  const router = useRouter()
  const act = () =>
    attempt(
      labels,
      () => agreeToSeen(classId),
      () => router.refresh(),
    )
  const { state: problem, busy, onSubmit } = useFormAction(act, null as string | null)
  return (
    <form className="callout class-ask" aria-labelledby="consent" onSubmit={onSubmit}>
      <h2 id="consent">{labels.consentTitle}</h2>
      <p>{labels.consentBody}</p>
      <ul>
        {labels.consentNew.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      <div>
        <button type="submit" className="button" aria-busy={busy}>
          {labels.agree}
        </button>
      </div>
    </form>
  )
}

/** The way out for an assistant. */
export function LeaveStaff(props: {
  locale: string
  classId: string
  className: string
  labels: ClassLabels
}) {
  const { locale, classId, className, labels } = props
  return (
    <ConfirmAndLeave
      small
      label={labels.leave}
      body={className}
      act={() => leaveClass(classId)}
      to={`/${locale}/classes`}
      labels={labels}
    />
  )
}
