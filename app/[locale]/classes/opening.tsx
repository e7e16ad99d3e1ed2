import { notFound } from 'next/navigation'
import type { ReactElement } from 'react'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { isStaff } from '@/lib/classroom/classroom'
import { type ClassSummary, classroomOf } from '@/lib/classroom/store'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { ClassLabels } from './class-forms'
import { SignInNotice } from './sign-in-notice'

/** What a page of a class is asked with.
 *  @typeParam Part what its path names beside the class */
export type ClassPageProps<Part extends string = never> = {
  readonly params: Promise<{ locale: string; classId: string } & Record<Part, string>>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Which page of a long list is asked for, from 1 on. */
export function pageOf(query: Readonly<Record<string, unknown>>): number {
  const page = Number(query.page)
  return Number.isSafeInteger(page) ? page : 1
}

/** The lesson that a page is asked to open; null for none. */
export function lessonOf(query: Readonly<Record<string, unknown>>): string | null {
  return typeof query.lesson === 'string' ? query.lesson : null
}

/** Who looks at which class; `notice` instead, for whom this browser does not know. */
export type Opening = { readonly locale: 'ko' | 'en'; readonly m: ClassLabels } & (
  | { readonly notice: null; readonly viewer: Viewer; readonly classroom: ClassSummary }
  | { readonly notice: ReactElement; readonly viewer: null; readonly classroom: null }
)

/** How every page of a class begins. Who is not in the class, or not as `who`, is told that there is no such page.
 *  @param below the page's path under the class's own, to come back to after signing in
 *  @param who `staff`: who teaches the class or assists in it; null: whoever is in it may look */
export async function openClass(
  params: Promise<{ locale: string; classId: string }>,
  below: string,
  who: 'staff' | null,
): Promise<Opening> {
  const { locale: asked, classId } = await params
  const locale = toLocale(asked)
  const m = messages(locale).classes
  const viewer = await getViewer()
  if (!viewer) {
    const notice = <SignInNotice path={`/classes/${classId}${below}`} locale={locale} />
    return { locale, m, notice, viewer, classroom: null }
  }
  const classroom = await classroomOf(viewer, classId)
  if (!classroom || (who && !isStaff(classroom.role))) notFound()
  return { locale, m, notice: null, viewer, classroom }
}
