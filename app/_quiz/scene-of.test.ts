import { expect, test } from 'vitest'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import type { Answer, Item, Remedy } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { remediesOf } from '@/lib/quiz/remedy'
import { feedbackOf } from '@/lib/quiz/score'
import { variantsOf } from '@/lib/quiz/variant'
import type { AnsweredItem } from '@/lib/quiz/wire'
import { sceneOf } from './scene-of'

const items = catalog().lessons.flatMap(({ slug }) => itemsOf(slug).flatMap((item) => variantsOf(item)))

/** The run that is offered to who gave a wrong answer to an item, of which this was foreseen. */
function offered(item: Item, remedy: Remedy | null) {
  const chosen = remedy ? [{ option: null, correct: false, stdout: null, ...pick(remedy) }] : []
  const grade = { state: 'scored', earned: 0, total: item.rubric.points, chosen } as const
  const feedback = feedbackOf(item, grade, 'en')
  const answer = { kind: item.kind, stdout: '' } as unknown as Answer
  return sceneOf(publicItem(item, 'en', 1), { answer, feedback } as AnsweredItem)
}

const pick = ({ misconception, feedback, scene }: Remedy) => ({ misconception, feedback, scene })

test('a run that is offered after a wrong answer is of the program that the item shows, or says that it is of another', () => {
  let own = 0
  for (const item of items)
    for (const remedy of [null, ...remediesOf(item)]) {
      const scene = offered(item, remedy)
      if (!scene || !item.program) continue
      const isOwn = scene.source === item.program.source
      expect(scene.shows === 'example', `${item.id} shows ${scene.file}`).toBe(!isOwn)
      own += isOwn ? 1 : 0
    }
  expect(own).toBeGreaterThan(500)
})

test('where nothing was foreseen and the item shows a program, that one is run', () => {
  const shown = items.filter(({ kind, program }) => program && kind !== 'mend' && kind !== 'schedule')
  for (const item of shown) expect(offered(item, null)?.source, item.id).toBe(item.program?.source)
})

test('an item without a program is told that the run is of another one', () => {
  const bare = items.filter(({ program }) => !program)
  const runs = bare.flatMap((item) => offered(item, null) ?? [])
  expect(runs.length).toBeGreaterThan(0)
  for (const { shows } of runs) expect(shows).toBe('example')
})
