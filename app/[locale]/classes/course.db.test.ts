/** What follows the course of a class: its figures, and what a learner of it is shown. */
import { expect, test } from 'vitest'
import { scorer } from '@/lib/attempt/scorer'
import { setCourse } from '@/lib/classroom/course'
import { dashboardOf, learnerAnswers, ownMembership } from '@/lib/classroom/dashboard'
import { account, choose, joins, newClass } from '@/lib/classroom/test-class'
import { catalog } from '@/lib/content/catalog'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { classLessons, everyClassLesson } from './class-lessons'
import { courseStanding } from './course-standing'
import { eventWords } from './event-words'

const { lessons } = catalog()
const slugs = lessons.map(({ slug }) => slug)
const [first, second, third] = lessons as [(typeof lessons)[0], (typeof lessons)[0], (typeof lessons)[0]]

test('the heat map has the lessons of the course in its order; what was answered elsewhere is in neither it nor lost', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  const outside = second.itemIds[0] ?? ''
  for (const itemId of [first.itemIds[0] ?? '', outside]) await choose(learner, itemId, 'a', { earned: 1 })
  await setCourse(teacher, id, [third.slug, first.slug])

  const dashboard = await dashboardOf(teacher, id, await classLessons(id))
  expect(dashboard?.lessons.map(({ slug, summary }) => [slug, summary.answered])).toEqual([
    [third.slug, 0],
    [first.slug, 1],
  ])
  expect(dashboard?.learners[0]?.summary).toMatchObject({
    answered: 1,
    items: third.itemIds.length + first.itemIds.length,
  })

  const every = await everyClassLesson(id)
  expect(every.slice(0, 2).map(({ slug }) => slug)).toEqual([third.slug, first.slug])
  expect(every.map(({ slug }) => slug).sort()).toEqual([...slugs].sort())
  const membership = (await ownMembership(learner, id)) ?? ''
  const withheld = await allWithheldFrom({ viewer: learner, device: null })
  for (const viewer of [learner, teacher]) {
    const shown = { locale: 'en' as const, slug: second.slug }
    const seen = await learnerAnswers(viewer, id, membership, every, shown, scorer, withheld)
    expect(seen?.lessons.map(({ slug }) => slug)).toEqual([first.slug, second.slug])
    expect(seen?.opened?.items.map(({ item }) => item.id)).toEqual([outside])
  }

  await setCourse(teacher, id, [])
  expect((await classLessons(id)).map(({ slug }) => slug)).toEqual(slugs)
})

test('a learner is told how far each lesson of the course is, and it is done with its last question', () => {
  const given = first.itemIds.map((itemId) => ({ itemId }))
  const standing = (results: typeof given) => courseStanding([second.slug, first.slug], results, [], 'ko')
  expect(standing(given.slice(1)).map(({ slug, answered, done }) => [slug, answered, done])).toEqual([
    [second.slug, 0, false],
    [first.slug, first.itemIds.length - 1, false],
  ])
  expect(standing(given)[1]).toEqual({
    slug: first.slug,
    title: first.title.ko,
    answered: first.itemIds.length,
    items: first.itemIds.length,
    done: true,
  })
})

test('the log names the lessons by their titles, and says that none were chosen', () => {
  const event = { kind: 'course_set', actor: 'Kim', subject: null } as const
  const about = `${second.slug} ${first.slug}`
  expect(eventWords({ ...event, about, count: 2 }, 'en')).toBe(
    `Kim made a course of 2 lessons: ${second.title.en} · ${first.title.en}`,
  )
  expect(eventWords({ ...event, about: '', count: 0 }, 'en')).toBe('Kim gave the class the whole course')
})
