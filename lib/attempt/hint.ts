import 'server-only'
import { z } from 'zod'
import { getViewer } from '@/lib/auth/viewer'
import { versionOf } from '@/lib/own-item/own-id'
import { isAskedOf } from '@/lib/own-item/store'
import { askerOf } from '@/lib/progress/asker'
import { isExamined } from '@/lib/progress/withheld-store'
import { variantShown } from '@/lib/quiz/variant'
import type { Scorer } from './answered'

export type HintResult =
  | { readonly ok: true; readonly hint: string }
  | { readonly ok: false; readonly code: 'bad-request' | 'unknown-item' }

const schema = z.object({
  item: z.string().min(1).max(200),
  /** `shownHash` of the variant that is on the screen: each has numbers of its own in its hint. */
  hash: z.string().min(1).max(64),
  locale: z.enum(['ko', 'en']),
})

/** The hint of an item, for somebody who asks for it. Looking stores nothing: that it was shown comes with the answer.
 *  @param input `{ item, hash, locale }`
 *  @returns `unknown-item` when there is no such item that is asked of who asks, none like this any more, or none with a hint, and
 *    while an exam asks it of them */
export async function hintOf(input: unknown, scorer: Scorer): Promise<HintResult> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const { item: id, hash, locale } = parsed.data
  const viewer = await getViewer()
  const isAsked =
    (versionOf(id) === null || (await isAskedOf(viewer, id))) &&
    !(await isExamined(await askerOf(viewer), id))
  const whole = isAsked ? await scorer.loadItem(id) : null
  const item = whole && variantShown(whole, hash)
  return item?.hint ? { ok: true, hint: item.hint[locale] } : { ok: false, code: 'unknown-item' }
}
