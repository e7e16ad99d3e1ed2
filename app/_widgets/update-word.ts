import type { UpdateState } from '@/lib/player/update'
import { fill } from '../_ui/fill'
import type { Labels } from './label'

/** How far a task has come with its update, in a word or two. */
export function stageWord(state: UpdateState | undefined, labels: Labels): string {
  if (!state) return ''
  const word = {
    before: labels.nextRead,
    read: labels.nextCompute,
    computed: labels.nextWrite,
    written: labels.hasWritten,
  }[state.stage]
  return fill(word, { value: state.value ?? '', read: state.read ?? '' })
}
