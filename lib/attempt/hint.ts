import 'server-only'
import { z } from 'zod'
import type { Scorer } from './answered'

export type HintResult =
  | { readonly ok: true; readonly hint: string }
  | { readonly ok: false; readonly code: 'bad-request' | 'unknown-item' }

const schema = z.object({ item: z.string().min(1).max(200), locale: z.enum(['ko', 'en']) })

/** The hint of an item, for somebody who asks for it. Looking stores nothing: that it was shown comes with the answer.
 *  @param input `{ item, locale }`
 *  @returns `unknown-item` when there is no such item, or none with a hint */
export async function hintOf(input: unknown, scorer: Scorer): Promise<HintResult> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const { item: id, locale } = parsed.data
  const item = await scorer.loadItem(id)
  return item?.hint ? { ok: true, hint: item.hint[locale] } : { ok: false, code: 'unknown-item' }
}
