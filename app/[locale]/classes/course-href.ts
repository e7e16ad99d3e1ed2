/** By what the address of a lesson names the class whose course it is read in. */
export const CLASS_PARAM = 'class'

/** The address of a lesson as one of a class's course. */
export function courseHref(locale: string, slug: string, classId: string): string {
  return `/${locale}/learn/${slug}?${CLASS_PARAM}=${classId}`
}
