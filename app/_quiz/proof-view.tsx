'use client'

import { useMemo } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import { useTurns } from '@/app/_widgets/use-turns'
import type { TurnedOrder } from '@/lib/player/turning'
import type { ItemProgram } from '@/lib/quiz/item'
import type { Checked, Proof } from '@/lib/quiz/proof'
import type { QuizLabels } from './label'
import { orderWords } from './order-words'
import { PLAYED } from './played'
import { deadlockWords, endlessWords, raceWords, requirementWords } from './proof-words'
import { SceneButton } from './scene-button'
import { sceneInput } from './scene-input'
import type { SceneToShow } from './wire'
import './mend.css'

/** What every order of a learner's own program showed: how many there are, which requirements hold, what each can come to, and the
 *  order that breaks it with the fewest switches, to be played. */
export default function ProofView(props: {
  proof: Proof
  /** As it was shown, and what the learner has made of it. */
  shown: ItemProgram
  source: string
  locale: 'ko' | 'en'
  labels: QuizLabels
}) {
  const { proof, shown, source, locale, labels } = props
  const program = useMemo(() => ({ ...shown, source }), [shown, source])
  const { faults, checked, outcomes, witness, holds } = proof
  const turns = useProofTurns(proof, program, locale)
  const turnOf = (schedule: string | null) => turns[outcomes.findIndex((one) => one.schedule === schedule)]
  const turn = witness ? (turnOf(witness.schedule)?.turn?.step ?? null) : null
  const scene: SceneToShow | null = witness && {
    ...program,
    config: PLAYED,
    ...witness,
    step: 0,
    ...(turn !== null && { turn }),
  }
  return (
    <section className="mend-proof" aria-label={labels.proofTitle}>
      {!faults.includes('compile') && <p>{lookedAt(proof, labels)}</p>}
      {holds && proof.orders !== null && <p>{labels.proofFew}</p>}
      {checked.length > 0 && (
        <>
          <p className="outputs-title">{labels.mustLead}</p>
          <ul className="proof-checks">
            {checked.map((one) => (
              <CheckedLine key={requirementWords(one, labels)} one={one} proof={proof} labels={labels} />
            ))}
          </ul>
        </>
      )}
      {outcomes.length > 0 && (
        <>
          <p className="outputs-title">{labels.proofOutcomes}</p>
          <ul className="proof-outcomes">
            {outcomes.map(({ stdout, status, deadlock, holds, switches, schedule }) => (
              <li key={`${stdout} ${status} ${deadlock}`} data-holds={holds}>
                <Icon name={holds ? 'check' : 'cross'} size={14} bold />
                <span className="visually-hidden">{holds ? labels.proofHolds : labels.proofBreaks}</span>
                <Printed stdout={stdout} labels={labels} />
                {deadlock && <small>{labels.proofStuck}</small>}
                {!deadlock && status !== 0 && <small>{fill(labels.proofStatus, { n: status })}</small>}
                {!holds && (
                  <small>{orderWords({ steps: 0, turn: null, ...turnOf(schedule), switches }, labels)}</small>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {scene && <SceneButton scene={scene} locale={locale} labels={labels} />}
    </section>
  )
}

/** Where the orders of the outcomes turned, of each that is known; none until then. */
function useProofTurns(
  { outcomes }: Proof,
  program: ItemProgram,
  locale: 'ko' | 'en',
): readonly (TurnedOrder | undefined)[] {
  const input = useMemo(() => sceneInput({ ...program, schedule: '' }, locale), [program, locale])
  const orders = useMemo(
    () => outcomes.map(({ schedule, turned }) => ({ config: PLAYED, schedule, turned: turned?.at ?? 0 })),
    [outcomes],
  )
  const turns = useTurns(input, orders)
  return Array.isArray(turns) ? turns : []
}

const ICONS = { met: 'check', broken: 'cross', open: 'hourglass', unreached: 'minus' } as const

function CheckedLine({ one, proof, labels }: { one: Checked; proof: Proof; labels: QuizLabels }) {
  const words = {
    met: labels.checkMet,
    broken: labels.checkBroken,
    open: labels.checkOpen,
    unreached: labels.checkUnreached,
  }
  const isSaid = one.state === 'open' || one.state === 'unreached'
  return (
    <li data-state={one.state}>
      <Icon name={ICONS[one.state]} size={14} bold />
      <span className="visually-hidden">{words[one.state]}:</span>
      <span>
        <Inline text={requirementWords(one, labels)} />
      </span>
      {isSaid && <small aria-hidden="true">{words[one.state]}</small>}
      {one.state === 'broken' &&
        detailOf(one, proof, labels).map((text) => (
          <small key={text}>
            <Inline text={text} />
          </small>
        ))}
    </li>
  )
}

/** What is to be said of a broken requirement that the outcomes do not show. */
function detailOf({ what }: Checked, proof: Proof, labels: QuizLabels): readonly string[] {
  if (what === 'race-free') return raceWords(proof, labels)
  if (what !== 'end') return []
  const { faults } = proof
  return [
    ...(faults.includes('deadlock') ? [deadlockWords(proof, labels)] : []),
    ...(faults.includes('endless') ? [endlessWords(proof, labels)] : []),
  ]
}

/** What a program printed, or that it printed nothing. */
function Printed({ stdout, labels }: { stdout: string; labels: QuizLabels }) {
  const printed = stdout.replace(/\n+$/, '')
  return printed === '' ? <span>{labels.predictNothing}</span> : <pre>{printed}</pre>
}

function lookedAt({ complete, orders, states, cut }: Proof, labels: QuizLabels): string {
  const seen = states.toLocaleString('en')
  if (!complete) return fill(labels.proofPart, { n: seen, bound: boundWords(cut, labels) })
  if (orders === null) return fill(labels.proofStates, { n: seen })
  return fill(labels.proofOrders, { n: orders.toLocaleString('en') })
}

function boundWords(cut: string | null, labels: QuizLabels): string {
  const words: Readonly<Record<string, string>> = {
    states: labels.boundStates,
    work: labels.boundWork,
    tasks: labels.boundTasks,
    endings: labels.boundEndings,
    races: labels.boundRaces,
    memory: labels.boundMemory,
    machine: labels.boundMachine,
  }
  return words[cut ?? ''] ?? labels.boundTime
}
