'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { useFormAction } from '@/app/_ui/form-action'
import type { DeskFailure } from '@/lib/classroom/desk'
import type { ClassLabels } from './class-forms'

/** Fields of how a class is set, which stay where they are when they are saved: what went wrong, or that it was saved, is said
 *  beneath them.
 *  @param fieldProblem what is said at a field instead; the fields are handed it */
export function SaveForm(props: {
  save: (typed: FormData) => Promise<{ readonly ok: true } | DeskFailure>
  words: { readonly save: string; readonly saved: string }
  labels: ClassLabels
  look?: string
  buttonLook?: string
  fieldProblem?: string
  children: ReactNode | ((problem: string | null) => ReactNode)
}) {
  const { save, words, labels, look = '', buttonLook = '', fieldProblem, children } = props
  const router = useRouter()
  const act = async (typed: FormData) => {
    const problem = await attempt(
      labels,
      () => save(typed),
      () => router.refresh(),
    )
    return { problem, isSaved: problem === null }
  }
  const { state, busy, onSubmit } = useFormAction(act, { problem: null as string | null, isSaved: false })
  const isOfField = state.problem !== null && state.problem === fieldProblem
  return (
    <form className={`class-form ${look}`} onSubmit={onSubmit}>
      {typeof children === 'function' ? children(isOfField ? state.problem : null) : children}
      {state.problem && !isOfField && (
        <p role="alert" className="field-error">
          {state.problem}
        </p>
      )}
      <button type="submit" className={`button ${buttonLook}`} aria-busy={busy}>
        {busy ? labels.busy : words.save}
      </button>
      <p role="status" className="class-note">
        {state.isSaved && !busy && words.saved}
      </p>
    </form>
  )
}
