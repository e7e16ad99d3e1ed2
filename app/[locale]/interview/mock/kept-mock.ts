import { keepDraft, readDraft } from '@/app/_quiz/outbox'
import type { MockSettings, SentMock } from '@/lib/interview/mock'
import type { MockCard } from './mock-card'
import type { InterviewState } from './use-interview'

/** An interview that a page which was closed or reloaded left behind: under way, or over and not stored yet. */
export type KeptMock =
  | {
      readonly kind: 'running'
      readonly settings: MockSettings
      readonly cardIds: readonly string[]
      readonly startedAt: string
      /** Of the clock, and when that was, in ms since 1970. */
      readonly seconds: number
      readonly keptAt: number
      readonly state: InterviewState
    }
  | { readonly kind: 'unsent'; readonly sent: SentMock }

const KEY = 'mock'
/** Who comes back later has another conversation, ms. */
const LONGEST = 24 * 3600_000

/** Keeps an interview on this device; null forgets it. */
export function keepMock(mock: KeptMock | null): void {
  keepDraft(KEY, mock)
}

/** What was left behind, when it can still be gone on with: all of its cards are still asked. */
export function readMock(cards: readonly MockCard[]): KeptMock | null {
  const kept = readDraft<KeptMock>(KEY)
  if (kept?.kind === 'unsent') return kept
  if (kept?.kind !== 'running' || Date.now() - kept.keptAt > LONGEST) return null
  const isWhole = queueOf(kept, cards).length === kept.cardIds.length
  return isWhole && kept.cardIds.length > kept.state.at ? kept : null
}

/** The cards of an interview, in its order. */
export function queueOf({ cardIds }: { cardIds: readonly string[] }, cards: readonly MockCard[]): MockCard[] {
  const byId = new Map(cards.map((card) => [card.item.id, card]))
  return cardIds.flatMap((id) => byId.get(id) ?? [])
}
