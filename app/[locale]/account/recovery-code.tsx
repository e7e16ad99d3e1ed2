'use client'

import { useState } from 'react'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { makeRecoveryCode } from './actions'
import { type AccountLabels, sentenceOf } from './entry-form'

/** A code to be printed, for when the password is forgotten. It is shown once. */
export function RecoveryCode({ labels }: { labels: AccountLabels }) {
  const [code, setCode] = useState<string | null>(null)
  const make = async (typed: FormData) => {
    try {
      const result = await makeRecoveryCode(typed.get('recovery-current'))
      if (!result.ok) return sentenceOf(result, labels)
      setCode(result.code)
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
