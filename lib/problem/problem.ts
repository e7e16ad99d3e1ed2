import { z } from 'zod'
import { MAX_PROBLEM } from './length'

/** The body of `POST /api/problems`: what somebody finds wrong with an item as they saw it. */
export const problemSchema = z.strictObject({
  /** Made by the client: the same report sent twice is one row. */
  id: z.uuid(),
  itemId: z.string().max(200),
  /** `shownHash` of the variant that was on the screen. */
  hash: z.string().min(1).max(64),
  /** Of the order in which the item's parts were shown. */
  seed: z.int().min(0).max(0x7fff_ffff),
  locale: z.enum(['ko', 'en']),
  text: z.string().trim().min(1).max(MAX_PROBLEM),
  guestKey: z.string().max(100).nullable().default(null),
})
export type SentProblem = z.input<typeof problemSchema>

export type ProblemResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'bad-request' | 'unknown-item' | 'refused' }
