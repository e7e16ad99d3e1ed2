import { type RefObject, useEffect } from 'react'

/** Scrolls a box, and nothing but the box, so far that what is marked `data-now` in it is seen.
 *  @param key changes when something else is marked */
export function useInView(box: RefObject<HTMLElement | null>, key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to look again
  useEffect(() => {
    const outer = box.current
    const inner = outer?.querySelector('[data-now]')
    if (outer && inner) return onceDrawn(outer, () => scrollTo(outer, inner))
  }, [box, key])
}

function scrollTo(box: HTMLElement, target: Element): void {
  const [outer, inner] = [box.getBoundingClientRect(), target.getBoundingClientRect()]
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + inner.height
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + inner.height
}

/** Calls as soon as the browser lays an element out: at once, or when a part of the page that it has left out comes near.
 *  Whoever asks for sizes in such a part has it laid out for nothing.
 *  @returns takes the call back */
export function onceDrawn(element: Element, call: () => void): (() => void) | undefined {
  if (element.checkVisibility({ contentVisibilityAuto: true })) {
    call()
    return
  }
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return
    observer.disconnect()
    call()
  })
  observer.observe(element)
  return () => observer.disconnect()
}
