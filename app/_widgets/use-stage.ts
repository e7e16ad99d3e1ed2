import { type RefObject, useEffect, useRef, useState } from 'react'

/** A moment of a run that a passage of the prose is about: the passage is the element of that id. */
export type StageMoment = { readonly id: string; readonly title: string; readonly position: number }

/** Where the passage that is being read begins at the latest: a share of the window's height from its top. */
const READ_AT = 0.4
/** The same where a figure is pinned above it. */
const LOWEST = 0.75
/** Room below a figure that is pinned above the passages, and what one scrolls back before the passage before counts again:
 *  CSS pixels. */
const BELOW = 72
const HYSTERESIS = 80

/**
 * Lets a figure follow the passage that is being read: when another one comes to 40 % of the window, the figure goes to its
 * moment. A reader who steps by hand stays where they are until then.
 * @returns the id of the passage; null: none has been reached
 */
export function useStage(
  moments: readonly StageMoment[],
  figure: RefObject<HTMLElement | null>,
  go: (position: number) => void,
): string | null {
  const [now, setNow] = useState<string | null>(null)
  const latest = useRef({ now, go })
  latest.current = { now, go }
  useEffect(() => {
    if (moments.length === 0) return
    let asked = 0
    const look = () => {
      asked = 0
      const { now: before, go: seek } = latest.current
      const found = passageAt(moments, before, readingLine(figure.current))
      if (found === before) return
      latest.current.now = found
      setNow(found)
      const moment = moments.find(({ id }) => id === found)
      if (moment) seek(moment.position)
    }
    const onScroll = () => {
      asked ||= requestAnimationFrame(look)
    }
    window.addEventListener('scroll', onScroll, { passive: true })
    // Who has scrolled before, or has come to a passage by its address, scrolls no more.
    onScroll()
    return () => {
      window.removeEventListener('scroll', onScroll)
      cancelAnimationFrame(asked)
    }
  }, [moments, figure])
  useEffect(() => {
    for (const { id } of moments) document.getElementById(id)?.toggleAttribute('data-now', id === now)
  }, [moments, now])
  return now
}

/** The line, in pixels from the top of the window, that a passage has come to when it is read. */
function readingLine(figure: HTMLElement | null): number {
  const middle = window.innerHeight * READ_AT
  const stage = figure?.closest('.scene-stage')
  // What scrolls with the passages covers none of them, nor does what stands beside them.
  if (!figure || !stage || getComputedStyle(stage).position !== 'sticky') return middle
  const passage = document.querySelector('.stage-passage')
  if (!passage || laidOut(passage) !== passage) return middle
  const [box, first] = [figure.getBoundingClientRect(), passage.getBoundingClientRect()]
  const isAbove = box.left < first.right && box.right > first.left
  return isAbove ? Math.max(middle, Math.min(box.bottom + BELOW, window.innerHeight * LOWEST)) : middle
}

/** The last passage that has come to the line; the one that was read stays until it has gone well back below it. */
function passageAt(moments: readonly StageMoment[], before: string | null, line: number): string | null {
  let found: string | null = null
  for (const { id } of moments) {
    const passage = document.getElementById(id)
    const top = passage ? laidOut(passage).getBoundingClientRect().top : Number.POSITIVE_INFINITY
    if (top <= line + (id === before ? HYSTERESIS : 0)) found = id
  }
  return found
}

/** The element itself, or of a part of the page that the browser has left out because it is far from the window, that part:
 *  who asks for a place in it has all of it laid out for nothing. */
function laidOut(element: Element): Element {
  let found = element
  while (found.parentElement && !found.checkVisibility({ contentVisibilityAuto: true }))
    found = found.parentElement
  return found
}
