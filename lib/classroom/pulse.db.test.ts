/** Who looks at a class is told when to look again. */
import { expect, test } from 'vitest'
import { createAssignment } from './assignment'
import { dueNextOf } from './assignment-result'
import { leaveClassroom } from './membership'
import { pulseOf } from './pulse'
import { account, choose, joins, newClass } from './test-class'

test('the pulse of a class is another whenever a learner has answered, come or gone, and is the same otherwise', async () => {
  const { id, code, teacher } = await newClass()
  const other = await newClass()
  const [one, two] = [await account(), await account()]
  const seen: (string | null)[] = [await pulseOf(teacher, id)]
  const goesOn = async (isNew: boolean) => {
    const now = await pulseOf(teacher, id)
    expect(now === seen.at(-1)).toBe(!isNew)
    if (isNew) seen.push(now)
  }
  await goesOn(false)
  for (const learner of [one, two]) {
    await joins(learner, code)
    await goesOn(true)
  }
  for (const learner of [one, two, one]) {
    await choose(learner, 'fork-tree.inside-if', 'a', {})
    await goesOn(true)
  }
  // What others answer, and who teaches, is nothing of it.
  await choose(teacher, 'fork-tree.inside-if', 'a', {})
  await choose(other.teacher, 'fork-tree.inside-if', 'a', {})
  await goesOn(false)
  await leaveClassroom(two, id)
  await goesOn(true)
  expect(new Set(seen).size).toBe(seen.length)
  for (const viewer of [one, two, other.teacher]) expect(await pulseOf(viewer, id)).toBe(null)
  expect(await pulseOf(teacher, 'nonsense')).toBe(null)
})

test('what is due next is what is open and ends, the next first, for who teaches the class', async () => {
  const { id, teacher } = await newClass()
  const terms = {
    ...{ mockMinutes: null, itemIds: ['process-vs-thread.card'], latePercent: 0, attempts: 1 },
    ...{ release: 'after_answer', scoreRelease: 'after_answer', examMinutes: null },
  }
  for (const [title, openAt, dueAt] of [
    ['later', '2026-01-01T09:00', '2099-01-03T09:00'],
    ['next', '2026-01-01T09:00', '2099-01-02T09:00'],
    ['over', '2026-01-01T09:00', '2026-01-02T09:00'],
    ['endless', '2026-01-01T09:00', ''],
    ['not open', '2099-01-01T09:00', '2099-01-02T09:00'],
  ] as const)
    expect(await createAssignment(teacher, id, { ...terms, title, openAt, dueAt }), title).toMatchObject({
      ok: true,
    })
  const due = await dueNextOf(teacher, id)
  expect(due.map(({ title }) => title)).toEqual(['next', 'later'])
  expect(due[0]?.closesAt).toEqual(new Date('2099-01-02T00:00:00Z'))
  expect(await dueNextOf((await newClass()).teacher, id)).toEqual([])
})
