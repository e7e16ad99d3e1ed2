import type { ItemProgram, PublicItem } from '@/lib/quiz/item'
import type { Breaking } from '@/lib/quiz/proof'
import type { AnsweredItem, ExplorationStage, StoredAnswer, SubmitCode } from '@/lib/quiz/wire'

/** A run to be shown after an answer: the moment behind a misconception, a schedule that does what was asked, one that breaks
 *  the learner's own program, or, where nothing was foreseen, the item's own run; `example`: one of another program than the
 *  item's. */
export type SceneToShow = ItemProgram & {
  readonly schedule: string
  readonly step: number
  readonly shows: 'moment' | 'key' | 'run' | 'example' | Breaking
  /** It is opened where it begins to print something else than this. */
  readonly unlike?: string
  /** The step that decided how it ends: it is opened there. `isLost`: decided is that it does not end as was asked. */
  readonly turn?: number
  readonly isLost?: boolean
}

/** What sending came to. `kept`: it is on this device and goes out by itself later; with `isSignedOut` once whoever gave
 *  it is signed in again. `elsewhere`: it is on this device too, but of somebody else than who is signed in now. */
export type Sent =
  | ({ readonly kind: 'stored' } & StoredAnswer)
  /** It was stored before, and is explored now. */
  | { readonly kind: 'explored'; readonly response: AnsweredItem; readonly stage: ExplorationStage | null }
  /** `next`: what is asked instead of what was answered; null: the same. */
  | { readonly kind: 'failed'; readonly code: SubmitCode; readonly next: PublicItem | null }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'kept'; readonly seconds: number | null; readonly isSignedOut: boolean }
