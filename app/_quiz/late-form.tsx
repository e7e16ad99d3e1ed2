import { type ComponentType, lazy, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { FormProps, QuizKind } from './form'

/** A form whose code comes when its place is within half a window's height of what is seen. Until then what the server drew stands
 *  there, for nobody's hand; where it drew nothing, the code comes at once, and words stand there. No boundary is suspended for it: those the server sends after the page, to be moved into it, and the
 *  whole page is laid out once more. */
export function lateForm<K extends QuizKind>(
  load: () => Promise<{ readonly default: ComponentType<FormProps<K>> }>,
): ComponentType<FormProps<K>> {
  const OnServer = lazy(load) as unknown as ComponentType<FormProps<K>>
  let here: ComponentType<FormProps<K>> | null = null
  return function LateForm(props: FormProps<K>) {
    const [Alive, setAlive] = useState<ComponentType<FormProps<K>> | Error | null>(null)
    const isOfServer = useSyncExternalStore(never, no, yes)
    const [wasDrawn] = useState(isOfServer)
    const drawn = useRef<HTMLDivElement>(null)
    useLayoutEffect(() => {
      if (here) return setAlive(() => here)
      let isGone = false
      const come = () =>
        load().then(
          (file) => {
            here = file.default
            if (!isGone) setAlive(() => here)
          },
          (problem: Error) => {
            if (!isGone) setAlive(problem)
          },
        )
      // What the server drew has no box of its own (`display: contents`), and what has none is near nothing.
      const place = drawn.current?.parentElement
      const forget = place ? whenNear(place, come) : void come()
      return () => {
        isGone = true
        forget?.()
      }
    }, [])
    // The page says that something is missing, and offers to load it again.
    if (Alive instanceof Error) throw Alive
    if (Alive) return <Alive {...props} />
    if (!wasDrawn) return <p className="scene-waiting">{props.labels.formOpening}</p>
    return typeof window === 'undefined' ? (
      <div className="form-drawn" inert>
        <OnServer {...props} />
      </div>
    ) : (
      <div
        ref={drawn}
        className="form-drawn"
        inert
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set, so that what the server drew is kept
        dangerouslySetInnerHTML={{ __html: '' }}
      />
    )
  }
}

/** Calls once a place is within half a window's height of what is seen.
 *  @returns takes the call back */
function whenNear(place: HTMLElement, call: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      call()
    },
    { rootMargin: '50% 0px' },
  )
  observer.observe(place)
  return () => observer.disconnect()
}

const never = () => () => {}
const no = () => false
const yes = () => true
