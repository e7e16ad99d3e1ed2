import { courseOf } from '@/lib/classroom/course'
import { askedOwnIds } from '@/lib/classroom/own-item'
import type { CatalogLesson } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { loadOwnItems } from '@/lib/own-item/store'
import type { Item } from '@/lib/quiz/item'

type ClassLessons = readonly Pick<CatalogLesson, 'slug' | 'title' | 'itemIds'>[]

/** What a class's figures are of: the lessons of its course in its order, and after them the items of its own that it was ever asked,
 *  as if they were one more. The caller has established that the viewer may see the class. */
export async function classLessons(classId: string): Promise<ClassLessons> {
  const [{ inside }, own] = await Promise.all([courseOf(classId), ownLesson(classId)])
  return [...inside, ...own]
}

/** Where every answer of a learner of the class belongs: `classLessons`, and after them the lessons that are not in its course. */
export async function everyClassLesson(classId: string): Promise<ClassLessons> {
  const [{ inside, outside }, own] = await Promise.all([courseOf(classId), ownLesson(classId)])
  return [...inside, ...own, ...outside]
}

async function ownLesson(classId: string): Promise<ClassLessons> {
  const itemIds = await askedOwnIds(classId)
  if (itemIds.length === 0) return []
  const title = { ko: messages('ko').ownItems.title, en: messages('en').ownItems.title }
  return [{ slug: OWN_LESSON, title, itemIds }]
}

/** The items of one of `everyClassLesson`. */
export async function itemsOfClassLesson(lesson: {
  readonly slug: string
  readonly itemIds: readonly string[]
}): Promise<readonly Item[]> {
  return lesson.slug === OWN_LESSON
    ? [...(await loadOwnItems(lesson.itemIds)).values()]
    : itemsOf(lesson.slug)
}
