import 'server-only'
import type { Replayer } from '@/lib/quiz/build'
import type { ItemProgram } from '@/lib/quiz/item'
import type { AttributesOf } from './component'
import { configOf } from './quiz-file'

/** Two runs that a lesson sets side by side, ready to be shown. */
export type LessonCompare = {
  readonly id: string
  readonly title: string
  readonly grain: 'line' | 'operation'
  readonly left: LessonSide
  readonly right: LessonSide
}

/** `schedule`: null where the policy decides everything. */
export type LessonSide = ItemProgram & { readonly name: string; readonly schedule: string | null }

type Programs = Readonly<Record<string, string>>

export function compareOf(attributes: AttributesOf<'Compare'>, programs: Programs): LessonCompare {
  const { id, title, grain } = attributes
  const side = (file: string, name: string, schedule: string | undefined): LessonSide => ({
    name,
    file,
    source: programs[file] ?? '',
    config: configOf(attributes),
    schedule: schedule ?? null,
  })
  return {
    id,
    title,
    grain,
    left: side(attributes.left, attributes.leftName, attributes.leftSchedule),
    right: side(attributes.right, attributes.rightName, attributes.rightSchedule),
  }
}

/** Two runs that leave the same have nothing to be compared by. */
export function checkCompare(
  attributes: AttributesOf<'Compare'>,
  programs: Programs,
  replayer: Replayer,
  complain: (code: 'claim' | 'reference', message: string) => void,
): void {
  const missing = [attributes.left, attributes.right].filter((file) => programs[file] === undefined)
  for (const file of missing) complain('reference', `the lesson has no program ${file}`)
  if (missing.length > 0) return
  const { left, right } = compareOf(attributes, programs)
  const [l, r] = [replayer.facts(left), replayer.facts(right)]
  if (!l.finished || !r.finished)
    complain('claim', 'a run that is compared does not finish within the budget')
  else if (l.stdout === r.stdout && l.status === r.status && l.deadlock === r.deadlock)
    complain('claim', `both runs leave the same: ${JSON.stringify(l.stdout)}, status ${l.status}`)
}
