import { expect, test } from 'vitest'
import { conceptOf } from '@/lib/quiz/item'
import { catalog } from './catalog'
import { learningPaths } from './path'

/** Read once, because each reads every lesson. */
const paths = learningPaths()
const { lessons } = catalog()

test('a way takes lessons in an order in which those that come before stand before, days rising', () => {
  for (const { id, days, steps } of paths) {
    const order = steps.map(({ lesson }) => lesson)
    expect(new Set(order).size, id).toBe(order.length)
    expect(steps.map(({ day }) => day)).toEqual(steps.map(({ day }) => day).sort((a, b) => a - b))
    expect(steps.every(({ day }) => day <= days)).toBe(true)
    expect(order.every((slug) => lessons.some((lesson) => lesson.slug === slug))).toBe(true)
  }
})

test('a step has something to read or words to know, and what it reads is of its lesson', () => {
  for (const { steps } of paths)
    for (const { lesson, sections, brief, itemIds } of steps) {
      expect(sections.length + brief.length, lesson).toBeGreaterThan(0)
      const own = lessons.find(({ slug }) => slug === lesson)
      expect(sections.every((id) => own?.sections.some((section) => section.id === id))).toBe(true)
      expect(itemIds.every((id) => own?.itemIds.includes(id))).toBe(true)
    }
})

test('the shorter way reads parts of lessons, not all of them', () => {
  const [evening] = paths.filter(({ days }) => days === 1)
  const parts = evening?.steps.filter(({ lesson, sections }) => {
    const own = lessons.find(({ slug }) => slug === lesson)
    return sections.length > 0 && sections.length < (own?.sections.length ?? 0)
  })
  expect(parts?.length).toBeGreaterThan(5)
})

test('a way ends with questions on what it taught, about two minutes each, which are among its minutes', () => {
  for (const { id, steps, practice, minutes } of paths) {
    const taught = new Set(steps.flatMap(({ itemIds }) => itemIds.map(conceptOf)))
    expect(practice.cards.length, id).toBeGreaterThan(2)
    expect(practice.cards.filter((card) => !taught.has(conceptOf(card)))).toEqual([])
    expect(practice.minutes / practice.cards.length).toBeCloseTo(140 / 60, 0)
    expect(minutes).toBe(steps.reduce((sum, step) => sum + step.minutes, practice.minutes))
  }
})
