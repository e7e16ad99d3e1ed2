import { fill } from '@/app/_ui/fill'
import type { TurnedOrder } from '@/lib/player/turning'
import type { QuizLabels } from './label'

/** An order in numbers: how often it switches, and the step of its player that decided.
 *  @param isLost decided is that it does not end as was asked */
export function orderWords(
  { steps, turn, switches }: Omit<TurnedOrder, 'tasks'>,
  labels: QuizLabels,
  isLost = false,
): string {
  return [
    ...(switches === null ? [] : [fill(labels.proofSwitches, { n: switches })]),
    ...(turn === null
      ? []
      : [fill(isLost ? labels.orderLost : labels.proofTurned, { n: turn.step, of: steps })]),
  ].join(' · ')
}
