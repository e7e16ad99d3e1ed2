import { useEffect, useState } from 'react'

/** What a way through the course asks of a quiz, by item ids, null for all of it, and where it leads on. */
export type QuizPlan = {
  readonly asks: readonly string[] | null
  readonly onward: { readonly text: string; readonly href: string }
}

/** The plan that the address of the page names: a page is the same for everybody. Null until it is known, and where it names
 *  none of these. */
export function usePlan(plans: Readonly<Record<string, QuizPlan>> | undefined): QuizPlan | null {
  const [plan, setPlan] = useState<QuizPlan | null>(null)
  useEffect(() => {
    setPlan(plans?.[new URLSearchParams(location.search).get('path') ?? ''] ?? null)
  }, [plans])
  return plan
}

export function isAsked(plan: QuizPlan | null, id: string): boolean {
  return plan?.asks?.includes(id) ?? true
}

/** Which question comes after one: the next one that is asked, then those before it that are still open.
 *  @returns its index; null where none is left */
export function questionAfter(
  ids: readonly string[],
  at: number,
  plan: QuizPlan | null,
  isOpen: (id: string) => boolean,
): number | null {
  const next = ids.findIndex((id, i) => i > at && isAsked(plan, id))
  if (next >= 0 || !plan) return next < 0 ? null : next
  const open = ids.findIndex((id, i) => i !== at && isAsked(plan, id) && isOpen(id))
  return open < 0 ? null : open
}

/** Where a plan begins in a quiz: at the first question that it asks and that is open, or else at its last one.
 *  @returns its index; null where it asks none */
export function firstAsked(
  ids: readonly string[],
  plan: QuizPlan,
  isOpen: (id: string) => boolean,
): number | null {
  const asked = ids.flatMap((id, i) => (isAsked(plan, id) ? [i] : []))
  return asked.find((i) => isOpen(ids[i] ?? '')) ?? asked.at(-1) ?? null
}

/** The ways that take a question and not all of the quiz, as `data-ways` has them (`WayScript`). */
export function waysOf(
  plans: Readonly<Record<string, QuizPlan>> | undefined,
  id: string,
): string | undefined {
  const ways = Object.entries(plans ?? {}).filter(([, { asks }]) => asks?.includes(id))
  return ways.length > 0 ? ways.map(([path]) => path).join(' ') : undefined
}
