'use client'

import type { ReactNode } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { Placed } from '@/lib/quiz/item'
import type { QuizLabels } from './label'
import { type Named, nameOf, type Slots } from './use-slots'

/** What is known of a place: the own answer, and once it is stored whether that is right. */
export type Filled = {
  readonly things: readonly Named[]
  readonly placed: Placed
  /** What belongs where, once it is known. */
  readonly key: Placed | null
  readonly isLocked: boolean
  readonly labels: QuizLabels
}

export function verdictAt({ placed, key }: Filled, place: string): 'right' | 'wrong' | null {
  if (!key) return null
  return placed[place] === key[place] ? 'right' : 'wrong'
}

/** A place that something is put into. What is not to be seen of its name, of what is in it and of the verdict is said.
 *  @param shows what the children show */
export function SlotButton(props: {
  place: Named
  slots: Slots
  filled: Filled
  shows: 'place' | 'thing' | 'both'
  className: string
  children: ReactNode
}) {
  const { place, slots, filled, shows, className, children } = props
  const { things, placed, key, isLocked, labels } = filled
  const verdict = verdictAt(filled, place.id)
  const own = placed[place.id]
  const words: string[] = []
  if (own === undefined) words.push(labels.notPlaced)
  else if (shows === 'place') words.push(nameOf(things, own))
  if (verdict === 'right') words.push(labels.stateRight)
  if (verdict === 'wrong')
    words.push(labels.stateWrong, fill(labels.belongs, { name: nameOf(things, key?.[place.id]) }))
  const isAt = slots.at === place.id && !isLocked
  return (
    <button
      type="button"
      className={`slot ${className}${verdict ? ` slot-${verdict}` : ''}`}
      data-place={place.id}
      aria-pressed={isAt}
      tabIndex={isAt || isLocked ? 0 : -1}
      disabled={isLocked}
      onClick={() => slots.choose(place.id)}
      onKeyDown={slots.onKeyDown}
    >
      {shows === 'thing' && <span className="visually-hidden">{nameOf([place], place.id)}: </span>}
      {children}
      <span className="visually-hidden">: {words.join(', ')}</span>
      {verdict && <Icon name={verdict === 'right' ? 'check' : 'cross'} size={14} bold />}
    </button>
  )
}

/** The things to choose from, each with the number that is its key. Nothing of it is left once the answer is stored. */
export function Things({ slots, filled, title }: { slots: Slots; filled: Filled; title: string }) {
  if (filled.isLocked) return null
  return (
    <fieldset className="things">
      <legend>{title}</legend>
      {filled.things.map((thing, i) => (
        <button
          key={thing.id}
          type="button"
          className="thing"
          onClick={() => slots.put(thing.id)}
          onKeyDown={slots.onKeyDown}
        >
          <span className="key" aria-hidden="true">
            {i + 1}
          </span>{' '}
          <Inline text={thing.text} />
        </button>
      ))}
    </fieldset>
  )
}

/** Said after each step. */
export function Said({ slots }: { slots: Slots }) {
  return (
    <p className="visually-hidden" role="status">
      {slots.said}
    </p>
  )
}
