'use client'

import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { Believed, ItemProgram, PublicItem } from '@/lib/quiz/item'
import type { ChosenFeedback, Feedback } from '@/lib/quiz/score'
import type { AnsweredItem } from '@/lib/quiz/wire'
import type { Machines as MachineTexts } from './form'
import { formOf } from './form-table'
import type { QuizLabels } from './label'
import { proofHeadline } from './proof-words'
import { SceneButton } from './scene-button'
import { sceneOf } from './scene-of'
import type { ItemState } from './use-quiz'
import { differsOnlyInBlanks, remarkAlone, verdictWords } from './verdict-words'

const ProofView = lazy(() => import('./proof-view'))
const MadeOrders = lazy(() => import('./made-orders'))
const MachineDrawing = lazy(() => import('../_widgets/machine-drawing'))

/** What is said about a stored answer: the verdict, the misconception behind it, the machine that was thought
 *  of beside the real one, and the run that shows the difference.
 *  @param onShown called once it is drawn */
export function Verdict(props: {
  item: PublicItem
  now: ItemState
  locale: 'ko' | 'en'
  labels: QuizLabels
  actions: ReactNode
  /** Whether trying again is among them. */
  canAgain: boolean
  onShown?: () => void
}) {
  const { item, now, locale, labels, actions, canAgain, onShown } = props
  const { answered } = now
  useEffect(() => onShown?.(), [onShown])
  if (!answered) return null
  const feedback = answered.feedback
  const verdict = verdictOf(answered)
  const wrong = feedback?.chosen.filter((one) => !one.correct) ?? []
  const scene = sceneOf(item, answered)
  const machines = feedback && machinesOf(item, answered, wrong, feedback)
  // What somebody has made is judged first: how it is done rightly is not said of it.
  const isApart = verdict !== 'right' && isMade(answered)
  const made = verdict === 'wrong' && !machines ? madeWords(answered, labels) : null
  return (
    <div className={`verdict-panel verdict-panel-${verdict}`}>
      <div className="verdict-head">
        <span className={`verdict-icon verdict-icon-${verdict}`} aria-hidden="true">
          <Icon name={ICONS[verdict]} size={18} bold />
        </span>
        <div>
          <h3 tabIndex={-1} className="verdict-title">
            {headline(verdict, wrong[0], now, labels)}
          </h3>
          {answered.hintsShown > 0 && verdict !== 'right' && <p>{labels.withHint}</p>}
          {wrong.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: feedback never moves within its answer
            <Misconception key={i} one={one} isFirst={i === 0} isNew={isNewIn(wrong, i)} labels={labels} />
          ))}
          {answered.withheld === 'key' && <p>{labels.keyWithheld}</p>}
          {made !== null && (
            <p>
              <Inline text={made} />
            </p>
          )}
          {feedback?.explanation && !machines && !isApart && (
            <p>
              <Inline text={feedback.explanation} />
            </p>
          )}
        </div>
      </div>
      {feedback && machines && (
        <Machines
          key={`machines ${answered.id}`}
          machines={machines}
          feedback={feedback}
          locale={locale}
          labels={labels}
        />
      )}
      {feedback?.proof && answered.answer.kind === 'mend' && item.program && (
        <Suspense>
          <ProofView
            key={answered.id}
            proof={feedback.proof}
            shown={item.program}
            source={answered.answer.source}
            locale={locale}
            labels={labels}
          />
        </Suspense>
      )}
      {feedback?.key.kind === 'schedule' && answered.answer.kind === 'schedule' && item.program && (
        <Suspense>
          <MadeOrders
            key={answered.id}
            program={item.program}
            schedule={answered.answer.schedule}
            correct={verdict === 'right'}
            asked={feedback.key}
            locale={locale}
            labels={labels}
          />
        </Suspense>
      )}
      {feedback?.explanation && !machines && isApart && (
        <section className="verdict-apart">
          <h4 className="outputs-title">{labels.rightWay}</h4>
          <p>
            <Inline text={feedback.explanation} />
          </p>
        </section>
      )}
      {scene && <SceneButton key={answered.id} scene={scene} locale={locale} labels={labels} />}
      <div className="verdict-foot">
        {canAgain && <p>{now.next.hash === item.hash ? labels.againNote : labels.againOther}</p>}
        <div>{actions}</div>
      </div>
    </div>
  )
}

type VerdictKind = 'right' | 'wrong' | 'part' | 'unfinished' | 'exploring' | 'withheld'

const ICONS = {
  right: 'check',
  wrong: 'cross',
  part: 'minus',
  unfinished: 'hourglass',
  exploring: 'hourglass',
  withheld: 'hourglass',
} as const

function verdictOf({ state, earned, total, withheld }: AnsweredItem): VerdictKind {
  if (withheld === 'score') return 'withheld'
  if (state !== 'scored') return state
  // Shares of points are fractions, hence the tolerance.
  if (earned > total - 1e-9) return 'right'
  return earned > 0 ? 'part' : 'wrong'
}

function headline(
  verdict: VerdictKind,
  wrong: ChosenFeedback | undefined,
  { answered, stage }: ItemState,
  labels: QuizLabels,
): ReactNode {
  const { feedback = null, hintsShown = 0 } = answered ?? {}
  if (verdict === 'withheld') return labels.scoreWithheld
  if (verdict === 'exploring') return stage === 'exploring' ? labels.exploring : labels.exploreWaiting
  if (verdict === 'unfinished') return feedback?.proof ? labels.exploreCut : labels.unfinished
  const found = feedback?.proof ? proofHeadline(feedback.proof, labels) : null
  if (verdict === 'right')
    return [hintsShown > 0 ? labels.rightWithHint : labels.right, found].filter(Boolean).join(' ')
  const start = verdict === 'wrong' ? labels.wrong : partWords(answered, labels)
  const remark = wrong && isOnlyBlanks(wrong, feedback) ? labels.blanksDiffer : (wrong?.feedback ?? found)
  return <Inline text={verdictWords(start, labels.wrong, remark)} />
}

/** Whether an answer is something that was made, a program or an order, and not a word about the one that was shown. */
function isMade({ answer }: AnsweredItem): boolean {
  return answer.kind === 'mend' || answer.kind === 'schedule'
}

/** What an order of the learner's own came to. */
function madeWords({ answer, feedback }: AnsweredItem, labels: QuizLabels): string | null {
  const stdout = answer.kind === 'schedule' ? feedback?.chosen[0]?.stdout : null
  if (typeof stdout !== 'string') return null
  const printed = stdout.replace(/\n+$/, '')
  return printed === '' ? labels.yourOrderNothing : fill(labels.yourOrder, { text: `\`${printed}\`` })
}

/** How much of an answer is right: of its parts, where it has some, else of its points. */
function partWords(answered: AnsweredItem | null, labels: QuizLabels): string {
  const { feedback, earned = 0, total = 0 } = answered ?? {}
  const { key, chosen } = feedback ?? {}
  if (chosen && key && 'placed' in key)
    return fill(labels.partCount, { n: chosen.filter((one) => one.correct).length, total: chosen.length })
  return fill(labels.part, { earned: points(earned), total: points(total) })
}

function isOnlyBlanks(wrong: ChosenFeedback, feedback: Feedback | null): boolean {
  const key = feedback?.key.kind === 'predict' ? feedback.key.stdout : null
  return wrong.stdout !== null && typeof key === 'string' && differsOnlyInBlanks(wrong.stdout, key)
}

function points(n: number): string {
  return String(Math.round(n * 100) / 100)
}

/** Whether no part before names the same belief: it is said once. */
function isNewIn(wrong: readonly ChosenFeedback[], at: number): boolean {
  const id = wrong[at]?.misconception?.id
  return wrong.findIndex(({ misconception }) => misconception?.id === id) === at
}

function Misconception(props: { one: ChosenFeedback; isFirst: boolean; isNew: boolean; labels: QuizLabels }) {
  const { one, isFirst, isNew, labels } = props
  return (
    <p>
      {!isFirst && one.feedback && (
        <>
          <Inline text={remarkAlone(labels.wrong, one.feedback)} />{' '}
        </>
      )}
      {isNew && one.misconception && (
        <>
          {labels.misconception}{' '}
          <b>
            “<Inline text={one.misconception.name} />”
          </b>
        </>
      )}
    </p>
  )
}

/** What was thought and what is so, where somebody fell for something and the form does not show both in place. */
function machinesOf(
  item: PublicItem,
  { answer }: AnsweredItem,
  wrong: readonly ChosenFeedback[],
  { key }: Feedback,
): MachineTexts | null {
  if (!wrong.some((one) => one.misconception)) return null
  if (item.kind === 'card' || answer.kind === 'card' || key.kind === 'card') return null
  return item.kind === answer.kind && item.kind === key.kind
    ? (formOf(item.kind)?.machines(item, wrong, key, answer) ?? null)
    : null
}

/** Side by side: the machine that was thought of and the real one, each as a picture where there is one, and what either
 *  comes to. */
function Machines(props: {
  machines: MachineTexts
  feedback: Feedback
  locale: 'ko' | 'en'
  labels: QuizLabels
}) {
  const { machines, feedback, locale, labels } = props
  const { thought, real, isOutput } = machines
  const scene = believedScene(feedback)
  const drawn = (run: SceneRun, step: number | null) =>
    scene && (
      <Suspense fallback={<div className="machine-waiting" />}>
        <MachineDrawing run={run} step={step} show={scene.believed.show} locale={locale} />
      </Suspense>
    )
  return (
    <div className="machines" data-wide={typeof scene?.believed.show === 'string' || undefined}>
      <div className="machine machine-thought">
        <p className="machine-title">
          <Icon name="cross" bold />
          {scene ? labels.thoughtMachine : labels.thought}
        </p>
        {scene &&
          drawn({ ...scene, source: scene.believed.source, schedule: '' }, scene.believed.at.believed)}
        <p>{labels.thoughtLead}</p>
        <Answers texts={thought} isOutput={isOutput} empty={labels.empty} />
      </div>
      <div className="machine">
        <p className="machine-title">
          <Icon name="check" bold />
          {scene ? labels.realMachine : labels.real}
        </p>
        {scene && drawn(scene, scene.believed.at.real)}
        <p>{labels.realLead}</p>
        <Answers texts={real} isOutput={isOutput} empty={labels.empty} />
        <p>
          <Inline text={feedback.explanation} />
        </p>
      </div>
    </div>
  )
}

type SceneRun = ItemProgram & { readonly schedule: string }

/** The first scene of a wrong answer of which somebody wrote the machine that was thought of. */
function believedScene({ chosen }: Feedback): (SceneRun & { readonly believed: Believed }) | null {
  for (const { correct, scene } of chosen)
    if (!correct && scene?.believed) return { ...scene, believed: scene.believed }
  return null
}

function Answers(props: { texts: readonly string[]; isOutput: boolean; empty: string }) {
  const { texts, isOutput, empty } = props
  // Two wrong parts of an answer may say the same.
  return texts.map((text, i) =>
    isOutput ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: texts never move within their answer
      <pre key={i} className="machine-output">
        {text.replace(/\n+$/, '') || empty}
      </pre>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: texts never move within their answer
      <p key={i} className="machine-answer">
        <Inline text={text} />
      </p>
    ),
  )
}
