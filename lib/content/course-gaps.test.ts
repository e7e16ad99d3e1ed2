import { expect, test } from 'vitest'
import { catalog } from './catalog'
import { courseGaps } from './course-gaps'

const LESSONS = [
  { slug: 'a', after: [] },
  { slug: 'b', after: ['a'] },
  { slug: 'c', after: ['a', 'b'] },
]

test('a choice lacks what is not in it, and what stands too late', () => {
  expect(courseGaps(['a', 'b', 'c'], LESSONS)).toEqual([])
  expect(courseGaps(['c'], LESSONS)).toEqual([{ slug: 'c', missing: ['a', 'b'], later: [] }])
  expect(courseGaps(['c', 'a'], LESSONS)).toEqual([{ slug: 'c', missing: ['b'], later: ['a'] }])
  expect(courseGaps(['b', 'a', 'c'], LESSONS)).toEqual([{ slug: 'b', missing: [], later: ['a'] }])
  expect(courseGaps([], LESSONS)).toEqual([])
})

test('the whole course lacks nothing, and turned around it has everything too late', () => {
  const { lessons } = catalog()
  const all = lessons.map(({ slug }) => slug)
  expect(courseGaps(all, lessons)).toEqual([])
  const turned = courseGaps([...all].reverse(), lessons)
  expect(turned.every(({ missing }) => missing.length === 0)).toBe(true)
  expect(turned.map(({ slug, later }) => [slug, later]).sort()).toEqual(
    lessons.flatMap(({ slug, after }) => (after.length > 0 ? [[slug, after]] : [])).sort(),
  )
})
