import type { ItemProgram, PublicItem } from '@/lib/quiz/item'
import type { AnsweredItem } from '@/lib/quiz/wire'
import type { SceneToShow } from './wire'

/** The run that answers: the moment behind the misconception, and where nothing was foreseen the item's own.
 *  @param item as it was asked */
export function sceneOf(item: PublicItem, { answer, feedback }: AnsweredItem): SceneToShow | null {
  const scene = feedback?.chosen.find((one) => !one.correct && one.scene)?.scene
  if (scene) return { ...scene, shows: showsOf(item, scene, 'moment') }
  const program = item.program && { ...item.program, step: 0 }
  // Orders and programs of the learner's own are shown by themselves.
  if (feedback?.correct !== false || answer.kind === 'mend' || answer.kind === 'schedule') return null
  if (feedback.run) return { ...feedback.run, shows: showsOf(item, feedback.run, 'run') }
  if (!program) return null
  const own: SceneToShow = { ...program, schedule: '', shows: 'run' }
  return answer.kind === 'predict' ? { ...own, unlike: answer.stdout } : own
}

/** What a run shows, unless it is of another program than the item: then that is said. Of an item without a program every moment is
 *  its own. */
export function showsOf(
  { program }: PublicItem,
  { source }: ItemProgram,
  shows: 'moment' | 'run',
): 'moment' | 'run' | 'example' {
  const isOwn = program ? program.source === source : shows === 'moment'
  return isOwn ? shows : 'example'
}
