import { fill } from '@/app/_ui/fill'
import type { Proof, Requirement } from '@/lib/quiz/proof'
import type { QuizLabels } from './label'

/** A requirement in the words in which it was asked: they stand before the answer and in its verdict. */
export function requirementWords(asked: Requirement, labels: QuizLabels): string {
  switch (asked.what) {
    case 'end':
      return labels.mustEnd
    case 'print':
      // In code of a line a break is no break.
      return fill(labels.mustPrint, { text: `\`${asked.text.replace(/\n$/, '').replaceAll('\n', '↵')}\`` })
    case 'status':
      return fill(labels.mustStatus, { n: asked.n })
    case 'start':
      return fill(labels.mustStart, { n: asked.n })
    case 'together':
      return fill(labels.mustTogether, { n: asked.n })
    case 'write':
      return fill(labels.mustWrite, { n: asked.n, name: `\`${asked.name}\`` })
    case 'race-free':
      return labels.mustNotRace
  }
}

/** What is wrong with a program before all else, or that nothing is; null where nothing is wrong and not all was seen. */
export function proofHeadline(proof: Proof, labels: QuizLabels): string | null {
  const [fault] = proof.faults
  if (!fault) return proof.holds ? labels.proofHoldsAll : null
  switch (fault) {
    case 'compile':
      return fill(labels.faultCompile, { n: proof.line ?? 1 })
    case 'race':
      return raceWords(proof, labels).join(' ')
    case 'deadlock':
      return deadlockWords(proof, labels)
    case 'endless':
      return endlessWords(proof, labels)
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

/** That all can come to wait for ever, or must. */
export function deadlockWords({ complete, outcomes, faults }: Proof, labels: QuizLabels): string {
  const isSure = complete && !faults.includes('endless') && outcomes.every(({ deadlock }) => deadlock)
  return isSure ? labels.faultDeadlockAll : labels.faultDeadlock
}

/** That it need not end, or cannot. */
export function endlessWords({ complete, outcomes }: Proof, labels: QuizLabels): string {
  return complete && outcomes.length === 0 ? labels.faultEndlessAll : labels.faultEndless
}

/** What is raced for, a sentence a variable. */
export function raceWords({ races }: Proof, labels: QuizLabels): string[] {
  return races.map(({ location, lines }) =>
    fill(labels.faultRace, { name: `\`${location}\``, count: lines.length, lines: lines.join(', ') }),
  )
}
