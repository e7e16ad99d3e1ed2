import { fill } from '@/app/_ui/fill'
import type { MockCard, MockLabels } from './mock-card'

/** Why a follow-up is asked. */
export function reasonOf(
  card: MockCard,
  followUp: number,
  said: readonly number[],
  labels: MockLabels,
): string {
  const point = card.followUps[followUp]?.point ?? null
  return point !== null && !said.includes(point)
    ? fill(labels.followMissed, { n: point + 1 })
    : labels.followAny
}
