import { Activity, type ComponentType, lazy, useCallback, useState } from 'react'
import { onFirstSign } from './sign'

/**
 * A figure whose code comes when the reader has begun to do something and its place is within half a window's height of
 * what is seen; until then what the server drew stands there. Where it drew nothing, at once.
 * @param tag @param className of the figure's root, which an element of the kind stands in for
 */
export function later<P extends object>(
  Tag: 'figure' | 'section',
  className: string,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const OnServer = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>
  return function Later(props: P) {
    const [Drawn, setDrawn] = useState<ComponentType<P> | null>(null)
    // The place may be hydrated after the effects of this component: what is watched begins with the place itself.
    const watch = useCallback((place: HTMLElement | null) => {
      if (!place) return
      const come = () => load().then((figure) => setDrawn(() => figure))
      // What was not drawn by the server was made for a reader who is here.
      const isBare = place.childNodes.length === 0
      let forget = () => {}
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (!entry?.isIntersecting) return
          observer.disconnect()
          if (isBare) come()
          else forget = onFirstSign(come)
        },
        { rootMargin: '50% 0px' },
      )
      observer.observe(place)
      return () => {
        observer.disconnect()
        forget()
      }
    }, [])
    if (Drawn) return <Drawn {...props} />
    return (
      // Hydrated by itself as a Suspense boundary is; but of those the server sends the larger ones after the page, to be
      // moved to their places by a script.
      <Activity>
        {typeof window === 'undefined' ? (
          <OnServer {...props} />
        ) : (
          <Tag
            ref={watch}
            className={className}
            suppressHydrationWarning
            // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set, so that what the server drew is kept
            dangerouslySetInnerHTML={{ __html: '' }}
          />
        )}
      </Activity>
    )
  }
}
