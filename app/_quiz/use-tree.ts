'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import type { Placed } from '@/lib/quiz/item'
import type { QuizLabels } from './label'
import { type Named, nameOf } from './use-slots'

/** A tree is built by choosing a process and then its parent, each by a press of mouse, finger or Enter. What is below one that is
 *  moved or taken out goes with it.
 *  @param placed parents, by child
 *  @param root the process that stands there from the start */
export function useTree(props: {
  processes: readonly Named[]
  root: string
  placed: Placed
  labels: QuizLabels
  onPlaced: (placed: Placed) => void
}): TreeBuilder {
  const { processes, root, placed, labels, onPlaced } = props
  const [held, setHeld] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const fieldset = useRef<HTMLFieldSetElement>(null)
  const focused = useRef<string | null>(null)
  useEffect(() => {
    if (focused.current === null) return
    fieldset.current?.querySelector<HTMLElement>(`[data-process="${focused.current}"]`)?.focus()
    focused.current = null
  })
  const name = (id: string) => nameOf(processes, id)
  const tell = (words: string, left: number) => setSaid(`${words} ${fill(labels.partsLeft, { n: left })}`)
  const isBelow = (id: string, above: string): boolean =>
    id === above || (placed[id] !== undefined && isBelow(placed[id], above))
  const change = (next: Placed, id: string, words: string) => {
    setHeld(null)
    // It stands elsewhere now, and who was on it is to stay on it.
    focused.current = id
    onPlaced(next)
    tell(words, processes.length - 1 - Object.keys(next).length)
  }
  const canTake = (parent: string) =>
    held !== null && (parent === root || parent in placed) && !isBelow(parent, held)
  const press = (id: string) => {
    if (held !== null && canTake(id))
      return change(
        { ...placed, [held]: id },
        held,
        fill(labels.treePut, { name: name(held), parent: name(id) }),
      )
    if (id === root) return setHeld(null)
    setHeld(held === id ? null : id)
    if (held !== id) setSaid(fill(labels.treeChosen, { name: name(id) }))
  }
  const takeOut = (id: string) => {
    if (!(id in placed)) return
    const rest = Object.entries(placed).filter(([child]) => !isBelow(child, id))
    change(Object.fromEntries(rest), id, fill(labels.treeOut, { name: name(id) }))
  }
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Delete' || event.key === 'Backspace') takeOut(id)
    else if (event.key === 'Escape') setHeld(null)
    else return
    event.preventDefault()
  }
  return { held, said, fieldset, press, canTake, onKeyDown }
}

export type TreeBuilder = {
  /** The process that is placed next. */
  readonly held: string | null
  /** What was done last, for a screen reader. */
  readonly said: string
  readonly fieldset: RefObject<HTMLFieldSetElement | null>
  readonly press: (id: string) => void
  /** Whether the process that is held can stand below this one. */
  readonly canTake: (id: string) => boolean
  readonly onKeyDown: (event: KeyboardEvent, id: string) => void
}
