import type { WaysToEnd } from '@/lib/player/way-to-end'
import { fill } from '../_ui/fill'

/** How a count of ends is said, by what may come instead of one. */
export type WayWords = Readonly<Record<`${WaysToEnd['otherwise']}Else`, string>>

/** In how many ways a program can end, and what else may become of it: the same for a program and for a state of its map. */
export function waysWord({ ends, otherwise }: WaysToEnd, words: WayWords): string {
  return fill(words[`${otherwise}Else`], { n: ends })
}
