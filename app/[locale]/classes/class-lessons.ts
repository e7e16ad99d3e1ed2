import { askedOwnIds } from '@/lib/classroom/own-item'
import { type CatalogLesson, catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { loadOwnItems } from '@/lib/own-item/store'
import type { Item } from '@/lib/quiz/item'

/** What a class's figures are of: the lessons of the course, and after them the items of its own that it was ever asked, as if
 *  they were one more. The caller has established that the viewer may see the class. */
export async function classLessons(
  classId: string,
): Promise<readonly Pick<CatalogLesson, 'slug' | 'title' | 'itemIds'>[]> {
  const { lessons } = catalog()
  const itemIds = await askedOwnIds(classId)
  if (itemIds.length === 0) return lessons
  const title = { ko: messages('ko').ownItems.title, en: messages('en').ownItems.title }
  return [...lessons, { slug: OWN_LESSON, title, itemIds }]
}

/** The items of one of `classLessons`. */
export async function itemsOfClassLesson(lesson: {
  readonly slug: string
  readonly itemIds: readonly string[]
}): Promise<readonly Item[]> {
  return lesson.slug === OWN_LESSON
    ? [...(await loadOwnItems(lesson.itemIds)).values()]
    : itemsOf(lesson.slug)
}
