'use client'

import { useEffect, useState } from 'react'

/** A link to what stands before or after a lesson. */
export type Neighbour = { readonly says: string; readonly title: string; readonly href: string }
type Pair = readonly [before: Neighbour | null, after: Neighbour | null]
/** A way through the course that the lesson is on. */
export type LedWay = { readonly path: string; readonly title: string; readonly beside: Pair }

/** The course's neighbours, until the address is known to say that a way led here. */
export function WayNeighbours({
  label,
  course,
  ways,
}: {
  label: string
  course: Pair
  ways: readonly LedWay[]
}) {
  const [way, setWay] = useState<LedWay | null>(null)
  useEffect(() => {
    const path = new URLSearchParams(location.search).get('path')
    setWay(ways.find((one) => one.path === path) ?? null)
  }, [ways])
  const [before, after] = way ? way.beside : course
  return (
    <nav className="lesson-neighbours" aria-label={way ? way.title : label}>
      {before && <Beside neighbour={before} />}
      {after && <Beside neighbour={after} isNext />}
    </nav>
  )
}

function Beside({ neighbour: { says, title, href }, isNext }: { neighbour: Neighbour; isNext?: boolean }) {
  return (
    <a href={href} rel={isNext ? 'next' : 'prev'} className={isNext ? 'lesson-next' : undefined}>
      <span>{says}</span>
      <b>{title}</b>
    </a>
  )
}
