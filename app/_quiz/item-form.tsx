import { lazy, type ReactNode, Suspense } from 'react'
import type { Answer, AnswerOf, PublicItem, PublicItemOf, RevealedOf } from '@/lib/quiz/item'
import type { QuizKind, ScheduleStage } from './form'
import { formOf } from './form-table'
import type { QuizLabels } from './label'
import type { Checked } from './send-gate'
import type { ItemState } from './use-quiz'

const Program = lazy(async () => ({ default: (await import('@/app/_widgets/listing')).Program }))

/** The program that is asked about: as the server has drawn it, or of a variant that the page did not know. */
export function Listing({ item, known, label }: { item: PublicItem; known: ReactNode; label: string }) {
  if (known || !item.program) return known
  const { file, source } = item.program
  return (
    <Suspense fallback={<pre className="program">{source}</pre>}>
      <Program file={file} source={source} label={label} />
    </Suspense>
  )
}

/** The form of an item's kind. */
export function Form(props: {
  item: PublicItem
  now: ItemState
  stage: ScheduleStage | undefined
  locale: 'ko' | 'en'
  labels: QuizLabels
  onAnswer: (answer: Answer | null) => void
  onChecked: (checked: Checked) => void
}) {
  const { item, now, stage, locale, labels, onAnswer, onChecked } = props
  const form = formOf(item.kind)
  if (!form) return null
  const revealed = now.answered?.feedback?.key ?? null
  return (
    <form.View
      key={`${item.hash} ${now.seed}`}
      item={item as PublicItemOf<QuizKind>}
      now={now}
      answer={now.answer?.kind === item.kind ? (now.answer as AnswerOf<QuizKind>) : null}
      revealed={revealed?.kind === item.kind ? (revealed as RevealedOf<QuizKind>) : null}
      isLocked={now.status !== 'open' && now.status !== 'failed'}
      stage={stage}
      locale={locale}
      labels={labels}
      onAnswer={onAnswer}
      onChecked={onChecked}
    />
  )
}
