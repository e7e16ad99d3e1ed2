/** The course that a class makes of chosen lessons. */
import { expect, test } from 'vitest'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { chosenLessons, courseOf, setCourse } from './course'
import { duplicateClassroom } from './duplicate'
import { logOf } from './event-log'
import { acceptOffer, offerClass } from './staff'
import { classroomOf } from './store'
import { account, joins, newClass } from './test-class'

const all = catalog().lessons.map(({ slug }) => slug)
const [first = '', second = '', third = ''] = all
const slugsOf = (lessons: readonly { readonly slug: string }[]) => lessons.map(({ slug }) => slug)

test('a class has the whole course until its teacher chooses lessons, and then those in the order chosen', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  const whole = await courseOf(id)
  expect([slugsOf(whole.inside), whole.outside]).toEqual([all, []])
  expect((await classroomOf(learner, id))?.course).toEqual([])

  expect(await setCourse(teacher, id, [third, first])).toEqual({ ok: true })
  const { inside, outside } = await courseOf(id)
  expect(slugsOf(inside)).toEqual([third, first])
  expect(slugsOf(outside)).toEqual(all.filter((slug) => slug !== third && slug !== first))
  for (const viewer of [learner, teacher])
    expect((await classroomOf(viewer, id))?.course).toEqual([third, first])

  expect(await setCourse(teacher, id, [])).toEqual({ ok: true })
  expect(slugsOf((await courseOf(id)).inside)).toEqual(all)
})

test('each change stands in the log with its lessons, and saving what stands already does not', async () => {
  const { id, teacher } = await newClass()
  for (const course of [[second, first], [second, first], all, []]) await setCourse(teacher, id, course)
  const log = await logOf(teacher, id, { group: 'class', actorId: null }, 1)
  expect(
    log?.rows.filter(({ kind }) => kind === 'course_set').map(({ count, about }) => [count, about]),
  ).toEqual([
    [0, ''],
    // Of every lesson there is none is cut off.
    [all.length, all.join(' ')],
    [2, `${second} ${first}`],
  ])
})

test('nobody but who teaches the class changes it, and nothing that is no course is one', async () => {
  const { id, code, teacher } = await newClass()
  const [learner, stranger, assistant] = [await account(), await account(), await account()]
  await joins(learner, code)
  const offer = await offerClass(teacher, id, 'assistant')
  if (!offer.ok) throw new Error(offer.code)
  expect(await acceptOffer(assistant, offer.token, { displayName: 'Ahn' })).toMatchObject({ ok: true })
  expect(await setCourse(teacher, id, [first])).toEqual({ ok: true })
  for (const viewer of [learner, stranger, assistant])
    expect(await setCourse(viewer, id, [second])).toEqual({ ok: false, code: 'not-found' })
  const wrong = [
    [first, first],
    ['no-such-lesson'],
    [first, ''],
    [1],
    first,
    null,
    { 0: first },
    [...all, first],
  ]
  for (const input of wrong)
    expect(await setCourse(teacher, id, input), JSON.stringify(input)).toEqual({
      ok: false,
      code: 'course-ill-formed',
    })
  expect(slugsOf((await courseOf(id)).inside)).toEqual([first])
})

test('of two who save at once the course is one of theirs whole, and the log has both', async () => {
  const { id, teacher } = await newClass()
  const wanted = [[first], [second], [third], [second, third]]
  const done = await Promise.all(wanted.map((course) => setCourse(teacher, id, course)))
  expect(done).toEqual(wanted.map(() => ({ ok: true })))
  expect(wanted).toContainEqual(slugsOf((await courseOf(id)).inside))
  expect(await db.classEvent.count({ where: { classroomId: id, kind: 'course_set' } })).toBe(wanted.length)
})

test('a class made like another has its course', async () => {
  const { id, teacher } = await newClass()
  await setCourse(teacher, id, [third, second])
  const made = await duplicateClassroom(teacher, id, { name: 'Next term', firstDay: null })
  if (!made.ok) throw new Error(made.code)
  expect(slugsOf((await courseOf(made.id)).inside)).toEqual([third, second])
})

test('a lesson that was retired is its successor, once, and one that is gone is left out', () => {
  const [[old, now] = ['', '']] = Object.entries(catalog().retired)
  expect(all).toContain(now)
  expect(slugsOf(chosenLessons([old, now, 'gone-lesson']))).toEqual([now])
  expect(chosenLessons(['gone-lesson'])).toEqual([])
})
