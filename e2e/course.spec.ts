import { expect, type Page, test } from '@playwright/test'
import { fill } from '../app/_ui/fill'
import { catalog } from '../lib/content/catalog'
import { courseGaps } from '../lib/content/course-gaps'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { joinByCode, openClass, signUp } from './school'

const en = messages('en')
const m = en.classCourse
const { lessons } = catalog()
const titleOf = (slug: string) => lessons.find((one) => one.slug === slug)!.title.en
/** Two lessons, the second of which builds on one that is not among them; in the order of the class the other way round. */
const later = lessons.find(
  (lesson) => courseGaps([lessons[0]!.slug, lesson.slug], lessons)[0]?.missing.length,
)!
const first = lessons[0]!

test('a teacher makes a course of lessons by the keyboard, and a learner walks it lesson by lesson', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const { teacher, classId, code } = await openClass(browser)
  await teacher.goto(`/en/classes/${classId}/course`, { waitUntil: 'networkidle' })
  const chosen = teacher.locator('ol.course-chosen > li')
  for (const { slug } of [first, later]) await byKey(teacher, fill(m.add, { title: titleOf(slug) }))
  await expect(chosen).toHaveCount(2)
  // What it builds on is said, and keeps nobody from saving.
  const { missing } = courseGaps([first.slug, later.slug], lessons)[0]!
  const needed = missing.map((slug) => fill(m.quoted, { title: titleOf(slug) })).join(', ')
  await expect(chosen.nth(1).locator('small').first()).toHaveText(
    fill(m.missing, { titles: needed, n: missing.length }),
  )
  await expect(teacher.getByText(m.hint)).toBeVisible()
  await byKey(teacher, fill(m.up, { title: titleOf(later.slug) }))
  await expect(chosen.first()).toContainText(titleOf(later.slug))
  await expect(
    teacher.getByRole('button', { name: fill(m.up, { title: titleOf(later.slug) }) }),
  ).toBeFocused()
  await byKey(teacher, fill(m.down, { title: titleOf(later.slug) }))
  await expect(chosen.nth(1)).toContainText(titleOf(later.slug))
  await expect(
    teacher.getByRole('button', { name: fill(m.down, { title: titleOf(later.slug) }) }),
  ).toBeFocused()
  await byKey(teacher, fill(m.up, { title: titleOf(later.slug) }))
  expect(await violations(teacher, 'course', 'main')).toEqual([])
  await teacher.getByRole('button', { name: m.save }).click()
  await expect(teacher.getByRole('status').filter({ hasText: m.saved })).toBeVisible()
  await expect(teacher.getByText(m.unsaved)).toHaveCount(0)
  await teacher.goto(`/en/classes/${classId}/assignments`)
  await expect(teacher.locator('#of option').first()).toHaveText(`1. ${titleOf(later.slug)}`)

  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const learner = await context.newPage()
  await signUp(learner, `course-${classId}@example.com`, 'a long password')
  await joinByCode(learner, code)
  const own = learner.locator('.own-course')
  await expect(own.locator('li a')).toHaveText([titleOf(later.slug), titleOf(first.slug)])
  expect(await violations(learner, 'class', 'main')).toEqual([])
  await learner.goto('/en/learn')
  await learner
    .locator('.class-courses')
    .getByRole('link', { name: fill(m.next, { title: titleOf(later.slug) }) })
    .click()
  await learner.waitForURL(`**/en/learn/${later.slug}?class=${classId}`)
  const beside = learner.locator('.lesson-neighbours:visible')
  await expect(beside).toHaveCount(1)
  await expect(beside.locator('[rel=prev]')).toHaveCount(0)
  await beside.locator('[rel=next]').click()
  await learner.waitForURL(`**/en/learn/${first.slug}?class=${classId}`)
  await expect(beside.locator('[rel=next]')).toHaveCount(0)
  await expect(beside.locator('[rel=prev]')).toContainText(titleOf(later.slug))
  await beside.locator('.lesson-plan').click()
  await expect(own).toBeVisible()
  // Every other lesson is open to them as before.
  await learner.goto(`/en/learn/${first.slug}`)
  await expect(beside.locator('[rel=next]')).toContainText(lessons[1]!.title.en)
  await Promise.all([teacher, learner].map((page) => page.context().close()))
})

async function byKey(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
}
