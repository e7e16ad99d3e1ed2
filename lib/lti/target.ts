/** Where a link of a platform leads in this installation. Pure. */
export type Target =
  | { readonly kind: 'class' }
  | { readonly kind: 'lesson'; readonly slug: string }
  | { readonly kind: 'assignment'; readonly id: string }

/** Null: to another site. What is no lesson's and no assignment's address leads to the class.
 *  @param home origin of this installation */
export function targetOf(uri: string, home: string): Target | null {
  const url = URL.parse(uri)
  if (url?.origin !== home) return null
  const [, lesson] = /^\/(?:(?:ko|en)\/)?learn\/([a-z0-9-]{1,100})\/?$/.exec(url.pathname) ?? []
  if (lesson) return { kind: 'lesson', slug: lesson }
  const [, id] =
    /^\/(?:(?:ko|en)\/)?classes\/[^/]+\/assignments\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?$/.exec(
      url.pathname,
    ) ?? []
  return id ? { kind: 'assignment', id } : { kind: 'class' }
}
