'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { makeRecoveryCode, withdrawRecoveryCode } from './actions'
import { type AccountLabels, sentenceOf } from './entry-form'

/** A code to be printed, for when the password is forgotten. It is shown once; that there is one is said from then on.
 *  @param props.exists whether there was one when the page was made */
export function RecoveryCode({ exists, labels }: { exists: boolean; labels: AccountLabels }) {
  const router = useRouter()
  const [code, setCode] = useState<string | null>(null)
  // A new password ends it as well.
  useEffect(() => {
    if (!exists) setCode(null)
  }, [exists])
  const make = async (typed: FormData) => {
    try {
      const result = await makeRecoveryCode(typed.get('recovery-current'))
      if (!result.ok) return sentenceOf(result, labels)
      setCode(result.code)
      router.refresh()
      return null
    } catch {
      return labels.errors.offline
    }
  }
  const withdraw = async () => {
    try {
      const result = await withdrawRecoveryCode()
      if (!result.ok) return sentenceOf(result, labels)
      setCode(null)
      router.refresh()
      return null
    } catch {
      return labels.errors.offline
    }
  }
  return (
    <section className="account-part">
      <h2>{labels.recoveryTitle}</h2>
      <p>{labels.recoveryBody}</p>
      <Confirm
        label={labels.recoveryMake}
        title={labels.recoveryTitle}
        body={labels.recoveryBody}
        cancel={labels.cancel}
        act={make}
      >
        <Field
          id="recovery-current"
          type="password"
          autoComplete="current-password"
          label={labels.password}
        />
      </Confirm>
      {exists && (
        <>
          <p>{labels.recoveryExists}</p>
          <Confirm
            label={labels.recoveryWithdraw}
            title={labels.recoveryWithdraw}
            body={labels.recoveryEnds}
            cancel={labels.cancel}
            act={withdraw}
          />
        </>
      )}
      <div role="status">
        {code !== null && (
          <>
            <p>{labels.recoveryShown}</p>
            <p>
              <code className="account-code">{code}</code>
            </p>
          </>
        )}
      </div>
    </section>
  )
}
