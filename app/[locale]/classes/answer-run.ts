import { showsOf } from '@/app/_quiz/scene-of'
import type { SceneToShow } from '@/app/_quiz/wire'
import type { SeenAnswer } from '@/lib/classroom/dashboard'
import type { PublicItem } from '@/lib/quiz/item'

/** The run behind an answer, for who looks at it afterwards: the very one that the learner brought about or wrote, else, of a
 *  wrong one, the moment that shows what is so instead. `isOwn`: it is the learner's. Null where there is none, or it is not to
 *  be told yet what is right.
 *  @param item as it was asked */
export function runBehind(
  item: PublicItem,
  { answer, feedback }: SeenAnswer,
): { readonly scene: SceneToShow; readonly isOwn: boolean } | null {
  const program = item.program && { ...item.program, step: 0 }
  if (answer.kind === 'schedule' && program)
    return { scene: { ...program, schedule: answer.schedule, shows: 'moment' }, isOwn: true }
  if (answer.kind === 'mend' && program)
    return { scene: { ...program, source: answer.source, schedule: '', shows: 'run' }, isOwn: true }
  if (feedback?.correct !== false) return null
  const scene = feedback.chosen.find((one) => !one.correct && one.scene)?.scene
  if (scene) return { scene: { ...scene, shows: showsOf(item, scene, 'moment') }, isOwn: false }
  if (feedback.run)
    return { scene: { ...feedback.run, shows: showsOf(item, feedback.run, 'run') }, isOwn: false }
  return program && { scene: { ...program, schedule: '', shows: 'run' }, isOwn: false }
}
