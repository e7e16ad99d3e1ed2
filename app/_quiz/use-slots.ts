'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { plain } from '@/app/_ui/inline'
import type { Placed } from '@/lib/quiz/item'
import type { QuizLabels } from './label'

export type Named = { readonly id: string; readonly text: string }

/** Things are put into places by choosing a place and then a thing: with a mouse or a finger two presses, with keys the
 *  arrows, and the number of the thing; Delete empties a place. A place that was filled leads to the next empty one.
 *  @param places in the order that arrows walk, each with its name
 *  @param things in the order of their numbers
 *  @param isOnce whether a thing can be in one place only
 *  @param columns places in a row, where they stand in a grid: up and down then go by rows */
export function useSlots(props: {
  places: readonly Named[]
  things: readonly Named[]
  placed: Placed
  isOnce?: boolean
  columns?: number
  labels: QuizLabels
  onPlaced: (placed: Placed) => void
}): Slots {
  const { places, things, placed, isOnce = false, columns = 1, labels, onPlaced } = props
  const [at, setAt] = useState(() => (places.find(({ id }) => !(id in placed)) ?? places[0])?.id ?? '')
  const [said, setSaid] = useState('')
  const root = useRef<HTMLFieldSetElement>(null)
  const goesOn = useRef(false)
  useEffect(() => {
    if (!goesOn.current) return
    goesOn.current = false
    root.current?.querySelector<HTMLElement>(`[data-place="${at}"]`)?.focus()
  })
  const index = places.findIndex(({ id }) => id === at)

  const put = (thing: string | null) => {
    // Where a key was pressed on a place, the place that comes next has the focus; a pressed thing keeps it.
    goesOn.current = document.activeElement?.hasAttribute('data-place') ?? false
    const next = Object.fromEntries(
      Object.entries(placed).filter(([place, one]) => place !== at && !(isOnce && one === thing)),
    )
    if (thing !== null) next[at] = thing
    onPlaced(next)
    const isEmpty = ({ id }: Named) => !(id in next)
    const following = [...places.slice(index + 1), ...places.slice(0, index)].find(isEmpty)
    if (thing !== null && following) setAt(following.id)
    const left = places.filter(isEmpty).length
    setSaid(
      `${nameOf(places, at)}: ${thing === null ? labels.notPlaced : nameOf(things, thing)}. ${fill(labels.partsLeft, { n: left })}`,
    )
  }
  const walk = (step: number) => {
    const next = places[index + step]
    if (!next) return
    goesOn.current = true
    setAt(next.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const isPlace = event.currentTarget.hasAttribute('data-place')
    const thing = things[Number(event.key) - 1]
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key]
    if (thing) put(thing.id)
    else if (event.key === 'Delete' || event.key === 'Backspace') put(null)
    else if (step && isPlace) walk(step)
    else return
    event.preventDefault()
  }
  return { at, said, root, choose: setAt, put, onKeyDown }
}

export type Slots = {
  /** The place that is filled next. */
  readonly at: string
  /** What was done last, for a screen reader. */
  readonly said: string
  readonly root: RefObject<HTMLFieldSetElement | null>
  readonly choose: (place: string) => void
  readonly put: (thing: string | null) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** What an entry is called in something that is said: without marks, and without the full stop of a sentence. */
export function nameOf(entries: readonly Named[], id: string | undefined): string {
  return plain(entries.find((one) => one.id === id)?.text ?? '').replace(/\.$/, '')
}
