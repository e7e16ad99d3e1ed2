import 'server-only'
import { z } from 'zod'
import { getViewer, viewerWhoStores } from '@/lib/auth/viewer'
import { catalog } from '@/lib/content/catalog'
import type { Db } from '@/lib/db'
import { markSection } from '@/lib/progress/store'
import { type RateLimited, take } from '@/lib/rate-limit/store'
import { happened } from '@/lib/xapi/outbox'
import { admitGuest } from './submit'

/** `stored` is false for somebody who only looks and has no row: looking makes none. */
export type SectionResult =
  | { readonly ok: true; readonly stored: boolean }
  | { readonly ok: false; readonly code: 'bad-request' | 'unknown-section' }
  | RateLimited
export type SectionCode = Extract<SectionResult, { ok: false }>['code']

/** One visit counts as so much at most, in ms. */
const MOST_SPENT_MS = 3_600_000

const schema = z.strictObject({
  section: z.string().min(1).max(200),
  /** The learner did something that finishes it; that is worth a guest. False: it was opened. */
  done: z.boolean(),
  /** The passage in view when it was left, counted from 0; null: it was only opened. */
  passage: z.number().int().min(0).max(1000).nullable().default(null),
  /** How long it was read since it was last told, in ms. */
  spentMs: z
    .number()
    .int()
    .min(0)
    .default(0)
    .transform((ms) => Math.min(ms, MOST_SPENT_MS)),
  locale: z.enum(['ko', 'en']),
  guestKey: z.string().max(100).nullable().default(null),
})

/** Remembers where somebody is and what they have done.
 *  @param isKnown whether there is such a section today */
export async function submitSection(input: unknown, isKnown = isSection): Promise<SectionResult> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const { section, done, passage, spentMs, locale, guestKey } = parsed.data
  if (!isKnown(section)) return { ok: false, code: 'unknown-section' }
  const known = await getViewer()
  if (!known && !done) return { ok: true, stored: false }
  const admitted = known
    ? ({ ok: true, viewer: known } as const)
    : await viewerWhoStores(locale, guestKey, admitGuest)
  if (!admitted.ok) return admitted
  const limited = await take('section-by-person', admitted.viewer.id)
  if (limited) return limited
  const also = done
    ? (tx: Db, userId: string) => happened(tx, { kind: 'section', userId, section })
    : undefined
  await markSection(admitted.viewer, section, { isDone: done, passage, spentMs }, new Date(), also)
  return { ok: true, stored: true }
}

/** Whether there is such a section today. */
export function isSection(section: string): boolean {
  return catalog().lessons.some((lesson) => lesson.sections.some((one) => one.id === section))
}
