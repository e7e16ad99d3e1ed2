'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import type { ScheduleStage } from '@/app/_quiz/form'
import { blanksOf } from '@/app/_quiz/form-table'
import { Form, Listing } from '@/app/_quiz/item-form'
import type { QuizLabels } from '@/app/_quiz/label'
import type { ItemState } from '@/app/_quiz/use-quiz'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { fill } from '@/app/_ui/fill'
import { Inline } from '@/app/_ui/inline'
import type { exam } from '@/lib/i18n/en/exam'
import type { Answer, PublicItem } from '@/lib/quiz/item'
import { startExam } from './actions'
import type { ClassLabels } from './class-forms'
import { type KeptAnswer, useExam } from './use-exam'

type ExamWords = typeof exam
type Words = { readonly labels: ClassLabels; readonly words: ExamWords }

/** Begins an exam, after asking. */
export function BeginExam(
  props: Words & { classId: string; assignmentId: string; minutes: number; locale: 'ko' | 'en' },
) {
  const { classId, assignmentId, minutes, locale, labels, words } = props
  const router = useRouter()
  return (
    <Confirm
      primary
      label={words.begin}
      title={words.begin}
      body={fill(words.beginAsk, { n: minutes })}
      cancel={labels.cancel}
      act={() =>
        attempt(
          labels,
          () => startExam(classId, assignmentId, locale),
          () => router.refresh(),
        )
      }
    />
  )
}

/** An exam while it is sat: one question at a time, in any order. Nothing is told of any answer.
 *  @param viewerId who sits it
 *  @param known what the server has of each item, by id
 *  @param clock the server's when the page was made, and until when there is time by it */
export function ExamRoom(
  props: Words & {
    viewerId: string
    classId: string
    assignmentId: string
    items: readonly PublicItem[]
    programs: Readonly<Record<string, ReactNode>>
    stages: Readonly<Record<string, ScheduleStage>>
    known: Readonly<Record<string, KeptAnswer>>
    clock: { readonly now: string; readonly endsAt: string }
    locale: 'ko' | 'en'
    quiz: QuizLabels
  },
) {
  const { viewerId, classId, assignmentId, items, programs, stages, known, clock } = props
  const { locale, quiz, labels, words } = props
  const router = useRouter()
  const { answers, state, end, edit, handIn } = useExam(viewerId, classId, assignmentId, known, clock)
  const [at, setAt] = useState(0)
  const item = items[at]
  const stateOf = (one: PublicItem) => {
    const left = blanksOf(one, answers[one.id] ?? null)
    return left === null ? 'empty' : left === 0 ? 'answered' : 'begun'
  }
  const answered = items.filter((one) => stateOf(one) === 'answered').length
  return (
    <section className="exam" aria-label={words.exam}>
      <div className="exam-head">
        <TimeLeft end={end} words={words} />
        <p role="status" className={state === 'lost' || state === 'refused' ? 'exam-trouble' : undefined}>
          {words[state]}
        </p>
        <Confirm
          label={words.handIn}
          title={words.handIn}
          body={fill(words.handInAsk, { n: answered, total: items.length })}
          cancel={labels.cancel}
          act={() => attempt(labels, handIn, () => router.refresh())}
        />
      </div>
      <nav className="exam-items" aria-label={words.questions}>
        {items.map((one, i) => (
          <button
            key={one.id}
            type="button"
            data-state={stateOf(one)}
            aria-current={i === at ? 'true' : undefined}
            aria-label={`${fill(words.question, { n: i + 1 })}, ${words.states[stateOf(one)]}`}
            onClick={() => setAt(i)}
          >
            {i + 1}
          </button>
        ))}
      </nav>
      {item && (
        <Question
          key={item.id}
          {...{ item, locale, quiz }}
          answer={answers[item.id] ?? null}
          listing={programs[item.hash]}
          stage={stages[item.hash]}
          onAnswer={(answer) => edit(item.id, answer)}
        />
      )}
      <div className="exam-turn">
        <button type="button" className="button" disabled={at === 0} onClick={() => setAt(at - 1)}>
          {words.previous}
        </button>
        <button
          type="button"
          className="button"
          disabled={at === items.length - 1}
          onClick={() => setAt(at + 1)}
        >
          {words.next}
        </button>
      </div>
    </section>
  )
}

/** What the page's engine says of a program is not told here: it would say whether it compiles. */
const NOTHING_TO_CHECK = () => {}

function Question(props: {
  item: PublicItem
  answer: Answer | null
  listing: ReactNode
  stage: ScheduleStage | undefined
  locale: 'ko' | 'en'
  quiz: QuizLabels
  onAnswer: (answer: Answer | null) => void
}) {
  const { item, answer, listing, stage, locale, quiz, onAnswer } = props
  const now: ItemState = {
    ...{ asked: item, next: item, seed: item.seed, answer, confidence: null, hintsShown: 0 },
    ...{ status: 'open', failure: null, answered: null, first: null, stage: null },
  }
  return (
    <div className="quiz">
      <div className="item" data-kind={item.kind}>
        <div className="item-ask">
          <h2 className="item-stem" id={`stem-${item.id}`}>
            <Inline text={item.stem} />
          </h2>
          <Listing item={item} known={listing} label={quiz.program} />
          <Form {...{ item, now, stage, locale, onAnswer }} labels={quiz} onChecked={NOTHING_TO_CHECK} />
        </div>
      </div>
    </div>
  )
}

/** When it is said aloud how much time is left, in minutes. */
const TOLD = [10, 5, 1]

/** The time that is left, by the server's clock; when there is none the page is asked for anew until it is handed in.
 *  @param end by this device's clock, ms */
function TimeLeft({ end, words }: { end: number; words: ExamWords }) {
  const router = useRouter()
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [end])
  const isOver = left === 0
  useEffect(() => {
    if (!isOver) return
    const timer = setInterval(() => router.refresh(), 2000)
    return () => clearInterval(timer)
  }, [isOver, router])
  if (left === null) return <p className="exam-time" />
  const told = TOLD.find((minutes) => left <= minutes * 60 && left > minutes * 60 - 5)
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(left / 3600)
  const clock = `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`
  return (
    <p className="exam-time">
      <span>{isOver ? words.timeUp : words.left}</span> {!isOver && <b>{clock}</b>}
      <span role="status" className="visually-hidden">
        {told !== undefined && fill(words.minutesLeft, { n: told })}
      </span>
    </p>
  )
}
