import { fill } from '@/app/_ui/fill'
import type { lostOrder } from '@/lib/i18n/en/lost-order'
import type { LostOrder } from '@/lib/player/lost-order'

/** Says what of an order that was asked for is lost, and where. */
export function lostOrderWords({ why, at, part }: LostOrder, words: typeof lostOrder): string {
  return fill(words[why], { n: at, part })
}
