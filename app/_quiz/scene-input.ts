import type { RunInput } from '@/lib/player/session'
import type { ItemProgram } from '@/lib/quiz/item'
import { LEARNER_LIMITS } from '../_widgets/lab-run'

/** A run of an item's program as the simulator opens it after an answer. */
export function sceneInput(run: ItemProgram & { readonly schedule: string }, locale: 'ko' | 'en'): RunInput {
  return {
    files: [{ name: run.file, text: run.source }],
    config: { ...run.config, limits: LEARNER_LIMITS },
    schedule: run.schedule,
    grain: 'operation',
    locale,
    parts: ['code', 'tasks', 'memory', 'sync', 'channels', 'timeline'],
  }
}
