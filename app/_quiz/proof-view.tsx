'use client'

import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { MendFault } from '@/lib/quiz/explored'
import type { ItemProgram } from '@/lib/quiz/item'
import type { Proof } from '@/lib/quiz/proof'
import type { QuizLabels } from './label'
import { PLAYED } from './played'
import { SceneButton } from './scene-button'
import type { SceneToShow } from './wire'
import './mend.css'

/** What every order of a learner's own program showed: how many there are, what each can come to, what is wrong, and the
 *  order that breaks it with the fewest switches, to be played. */
export default function ProofView(props: {
  proof: Proof
  program: ItemProgram
  locale: 'ko' | 'en'
  labels: QuizLabels
}) {
  const { proof, program, locale, labels } = props
  const { faults, outcomes, witness } = proof
  const scene: SceneToShow | null =
    witness === null ? null : { ...program, config: PLAYED, schedule: witness, step: 0, shows: 'break' }
  return (
    <section className="mend-proof" aria-label={labels.proofTitle}>
      {!faults.includes('compile') && <p>{lookedAt(proof, labels)}</p>}
      {faults.length > 0 && (
        <ul className="proof-faults">
          {faults.map((fault) => (
            <li key={fault}>
              <Icon name="cross" size={14} bold /> {faultWords(fault, proof, labels)}
            </li>
          ))}
        </ul>
      )}
      {outcomes.length > 0 && (
        <>
          <p className="outputs-title">{labels.proofOutcomes}</p>
          <ul className="proof-outcomes">
            {outcomes.map(({ stdout, status, deadlock, holds, switches, turned }) => (
              <li key={`${stdout} ${status} ${deadlock}`} data-holds={holds}>
                <Icon name={holds ? 'check' : 'cross'} size={14} bold />
                <span className="visually-hidden">{holds ? labels.proofHolds : labels.proofBreaks}</span>
                <pre>{stdout.replace(/\n+$/, '') || labels.empty}</pre>
                {deadlock && <small>{labels.proofStuck}</small>}
                {!deadlock && status !== 0 && <small>{fill(labels.proofStatus, { n: status })}</small>}
                {!holds && (
                  <small>
                    {fill(labels.proofSwitches, { n: switches })}
                    {turned &&
                      turned.at > 0 &&
                      ` · ${fill(labels.proofTurned, { n: turned.at, of: turned.of })}`}
                  </small>
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

function faultWords(fault: MendFault, { line, race }: Proof, labels: QuizLabels): string {
  switch (fault) {
    case 'compile':
      return fill(labels.faultCompile, { n: line ?? 1 })
    case 'race':
      return fill(labels.faultRace, { name: race?.location ?? '', lines: race?.lines.join(', ') ?? '' })
    case 'deadlock':
      return labels.faultDeadlock
    case 'endless':
      return labels.faultEndless
    case 'output':
      return labels.faultOutput
    case 'started':
      return labels.faultStarted
    case 'together':
      return labels.faultTogether
    case 'writers':
      return labels.faultWriters
  }
}
