import { type RefObject, useEffect } from 'react'

/** Scrolls a box, and nothing but the box, so far that what is marked `data-now` in it is seen.
 *  @param key changes when something else is marked */
export function useInView(box: RefObject<HTMLElement | null>, key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to look again
  useEffect(() => {
    const target = box.current?.querySelector('[data-now]')
    if (!box.current || !target) return
    const [outer, inner] = [box.current.getBoundingClientRect(), target.getBoundingClientRect()]
    if (inner.top < outer.top) box.current.scrollTop -= outer.top - inner.top + inner.height
    else if (inner.bottom > outer.bottom) box.current.scrollTop += inner.bottom - outer.bottom + inner.height
  }, [box, key])
}
