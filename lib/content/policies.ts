import 'server-only'
import type { ItemProgram } from '@/lib/quiz/item'
import type { AttributesOf } from './component'
import { configOf } from './quiz-file'

/** A workload that a lesson runs under several policies. */
export type LessonPolicies = ItemProgram & { readonly id: string; readonly title: string }

/** Those that are shown beside each other, in this order: without numbers of urgency `priority` is round robin. */
export const SHOWN_POLICIES = ['fifo', 'rr', 'mlfq', 'fair'] as const

export function policiesOf(
  attributes: AttributesOf<'Policies'>,
  programs: Readonly<Record<string, string>>,
): LessonPolicies {
  const { id, title, program } = attributes
  return { id, title, file: program, source: programs[program] ?? '', config: configOf(attributes) }
}
