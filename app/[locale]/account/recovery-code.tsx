'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Copied } from '@/app/_ui/copied'
import { Field } from '@/app/_ui/field'
import { makeRecoveryCode, withdrawRecoveryCode } from './actions'
import type { AccountLabels } from './entry-form'

/** A code to be printed, for when the password is forgotten. It is shown once; that there is one is said from then on.
 *  @param props.exists whether there was one when the page was made */
export function RecoveryCode({ exists, labels }: { exists: boolean; labels: AccountLabels }) {
  const router = useRouter()
  const [code, setCode] = useState<string | null>(null)
  // A new password ends it as well.
  useEffect(() => {
    if (!exists) setCode(null)
  }, [exists])
  const make = (typed: FormData) =>
    attempt(
      labels,
      () => makeRecoveryCode(typed.get('recovery-current')),
      (made) => {
        setCode(made.code)
        router.refresh()
      },
    )
  const withdraw = () =>
    attempt(labels, withdrawRecoveryCode, () => {
      setCode(null)
      router.refresh()
    })
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
      {/* What was just made comes before what is said of one that was made some day. */}
      <div role="status">
        {code !== null && (
          <Copied
            label={labels.recoveryCode}
            help={labels.recoveryShown}
            text={code}
            labels={{ copy: labels.codeCopy, copied: labels.codeCopied, copyFailed: labels.codeCopyFailed }}
          />
        )}
      </div>
      {exists && (
        <>
          {code === null && <p>{labels.recoveryExists}</p>}
          <Confirm
            label={labels.recoveryWithdraw}
            title={labels.recoveryWithdraw}
            body={labels.recoveryEnds}
            cancel={labels.cancel}
            act={withdraw}
          />
        </>
      )}
    </section>
  )
}
