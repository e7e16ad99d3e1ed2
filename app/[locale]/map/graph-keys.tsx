'use client'

import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useRef } from 'react'

/** Walks a drawing by arrows, along its lines, and shows the lines of the lesson that is pointed at. Without it each lesson is
 *  a link that Tab reaches. */
export function GraphKeys({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  const go = (event: KeyboardEvent) => {
    const way = /^Arrow(Left|Right|Up|Down)$/.exec(event.key)?.[1]?.toLowerCase()
    const to = way && lessonAt(event)?.dataset[way]
    const next = to && box.current?.querySelector<HTMLElement>(`[data-lesson="${to}"]`)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const point = (event: SyntheticEvent) => {
    const slug = lessonAt(event)?.dataset.lesson
    for (const line of box.current?.querySelectorAll<SVGElement>('path[data-from]') ?? [])
      line.toggleAttribute(
        'data-shown',
        slug !== undefined && (line.dataset.from === slug || line.dataset.to === slug),
      )
  }
  return (
    // The arrows belong to the links inside, which take the focus.
    <section
      className="graph-box"
      aria-label={label}
      ref={box}
      onKeyDown={go}
      onFocus={point}
      onMouseOver={point}
    >
      {children}
    </section>
  )
}

function lessonAt({ target }: SyntheticEvent): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-lesson]') ?? undefined) : undefined
}
