import { taskLetter } from '@/lib/engine/task-letter'
import type { Narration } from '@/lib/i18n/narration'
import { TaskChip } from '../_ui/task-chip'

/** A sentence with its chips, names and fresh values. A chip and the particle after it never part. */
export function Say({ narration }: { narration: Narration }) {
  return (
    <>
      {narration.map((part, i) => {
        const key = `${i}`
        if (typeof part === 'string') return <span key={key}>{part}</span>
        if ('task' in part) return <TaskChip key={key} index={part.task} label={taskLetter(part.task)} />
        if ('code' in part) return <code key={key}>{part.code}</code>
        return (
          <mark key={key} className="sim-mark">
            {part.changed}
          </mark>
        )
      })}
    </>
  )
}
