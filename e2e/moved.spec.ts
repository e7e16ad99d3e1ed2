import { expect, test } from '@playwright/test'
import { catalog } from '../lib/content/catalog'

const { retired, moved, lessons } = catalog()

test('the address of a lesson that was retired leads to the one in its place, in both languages', async ({
  page,
}) => {
  for (const [old, now] of Object.entries(retired))
    for (const locale of ['ko', 'en'] as const) {
      await page.goto(`/${locale}/learn/${old}`)
      await expect(page).toHaveURL(`/${locale}/learn/${now}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    }
})

test('a link to a section that stands in another lesson now leads to it there', async ({ page }) => {
  for (const [old, sections] of Object.entries(moved))
    for (const id of sections) {
      const now = lessons.find((lesson) => lesson.sections.some((section) => section.id === id))
      await page.goto(`/en/learn/${old}#${id}`)
      await expect(page).toHaveURL(`/en/learn/${now?.slug}#${id}`)
      await expect(page.locator(`#${id}`)).toBeInViewport()
    }
  expect(Object.keys(moved)).not.toEqual([])
})
