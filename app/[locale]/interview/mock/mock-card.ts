import type { Messages } from '@/lib/i18n/messages'

export type MockLabels = Messages['mock']

/** A card as a mock interview asks it: what a full answer says is looked for, the model answers are not here. */
export type MockCard = {
  readonly item: { readonly id: string; readonly hash: string; readonly seed: number }
  readonly question: string
  readonly topic: { readonly id: string; readonly name: string } | null
  readonly asked: number
  readonly points: readonly { readonly text: string; readonly terms: readonly string[] }[]
  readonly followUps: readonly { readonly question: string; readonly point: number | null }[]
}
