import type { ComponentType } from 'react'
import type { Frame } from '@/lib/player/frame'
import type { RunInput } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'
import type { AnswerOf, ItemKind, PublicItemOf, RevealedOf } from '@/lib/quiz/item'
import type { ChosenFeedback } from '@/lib/quiz/score'
import type { Labels } from '../_widgets/label'
import type { QuizLabels } from './label'
import type { Checked } from './send-gate'
import type { ItemState } from './use-quiz'

/** Kinds that a quiz asks. A card is rated on a page of its own. */
export type QuizKind = Exclude<ItemKind, 'card'>

/** What the server drew of a program that is to be steered. */
export type ScheduleStage = { input: RunInput; shape: RunShape; frame: Frame; words: Labels }

/** What every form is given. */
export type FormProps<K extends QuizKind> = {
  item: PublicItemOf<K>
  /** Its seed is the order in which things are shown. */
  now: ItemState
  /** As far as it has come: a form draws a draft as it draws an answer. */
  answer: AnswerOf<K> | null
  /** Null until the answer is stored. */
  revealed: RevealedOf<K> | null
  isLocked: boolean
  stage: ScheduleStage | undefined
  locale: 'ko' | 'en'
  labels: QuizLabels
  onAnswer: (answer: AnswerOf<K> | null) => void
  /** Of a program that is written: what the page's engine says of it. */
  onChecked: (checked: Checked) => void
}

/** Two answers side by side: what was thought, and what is so. */
export type Machines = {
  readonly thought: readonly string[]
  readonly real: readonly string[]
  readonly isOutput: boolean
}

/** One kind of item on a page: a row of the table in `form-table.tsx`. Forms of rarer kinds are loaded when they are shown. */
export type Form<K extends QuizKind> = {
  readonly View: ComponentType<FormProps<K>>
  /** How many parts of an answer are still to be given: it is sent when there are none. */
  blanks(item: PublicItemOf<K>, answer: AnswerOf<K>): number
  /** The two answers as texts; null for a form that shows in place what was wrong and what is right. */
  machines(
    item: PublicItemOf<K>,
    wrong: readonly ChosenFeedback[],
    key: RevealedOf<K>,
    answer: AnswerOf<K>,
  ): Machines | null
}
