import { type ComponentType, lazy, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { FormProps, QuizKind } from './form'

/** A form whose code comes when it is shown. Until then what the server drew stands in its place, for nobody's hand; where it
 *  drew nothing, words do. No boundary is suspended for it: those the server sends after the page, to be moved into it, and the
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
    useLayoutEffect(() => {
      if (here) return setAlive(() => here)
      let isGone = false
      load().then(
        (file) => {
          here = file.default
          if (!isGone) setAlive(() => here)
        },
        (problem: Error) => {
          if (!isGone) setAlive(problem)
        },
      )
      return () => {
        isGone = true
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
        className="form-drawn"
        inert
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set, so that what the server drew is kept
        dangerouslySetInnerHTML={{ __html: '' }}
      />
    )
  }
}

const never = () => () => {}
const no = () => false
const yes = () => true
