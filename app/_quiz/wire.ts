import type { ItemProgram } from '@/lib/quiz/item'
import type { AnsweredItem, SubmitCode } from '@/lib/quiz/wire'

/** A run to be shown after an answer. `isKey`: it is a schedule that does what was asked. */
export type SceneToShow = ItemProgram & {
  readonly schedule: string
  readonly step: number
  readonly isKey: boolean
}

/** What sending came to. `kept`: it is on this device and goes out by itself later; with `isSignedOut` once whoever gave
 *  it is signed in again. `elsewhere`: it is on this device too, but of somebody else than who is signed in now. */
export type Sent =
  | { readonly kind: 'stored'; readonly response: AnsweredItem }
  | { readonly kind: 'failed'; readonly code: SubmitCode }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'kept'; readonly seconds: number | null; readonly isSignedOut: boolean }
