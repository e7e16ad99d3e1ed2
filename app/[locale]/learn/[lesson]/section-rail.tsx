'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { markSection, useMe } from '../../_shell/me'
import { goToPlace, passageInView } from './passage-place'
import { ReadingClock } from './reading-clock'

/** Whoever rests in a part for so long, in ms, is there, and whoever goes on to the next one after that has read it. */
const READING_MS = 10_000
/** Of a shorter look it is not told how long it was, in ms. */
const LOOK_MS = 2000

/** Where the reader is in a lesson and which parts lie behind. The bar keeps its height whatever is known, so
 *  nothing moves when the answer comes.
 *  @param sections each with the ways that take it and not all of the lesson (`WayScript`) */
export function SectionRail(props: {
  locale: string
  sections: readonly { id: string; title: string; ways?: string | undefined }[]
  label: string
}) {
  const { locale, sections, label } = props
  const [here, setHere] = useState(sections[0]?.id ?? '')
  const rail = useRef<HTMLElement>(null)
  /** Where something was done last: who becomes somebody by it has been there. */
  const did = useRef('')
  const me = useMe()
  const isSomebody = me !== null && me.viewer !== null
  useEffect(() => {
    const found = document.querySelectorAll<HTMLElement>('[data-section]')
    const watch = new IntersectionObserver(
      (entries) => {
        const entered = entries.filter((entry) => entry.isIntersecting).at(-1)
        if (entered) setHere((entered.target as HTMLElement).dataset.section ?? '')
      },
      // A part counts once it reaches the upper third of the window.
      { rootMargin: '-20% 0px -70% 0px' },
    )
    for (const section of found) watch.observe(section)
    // Whoever does something in a part is there, wherever it stands in the window.
    const onDeed = (event: Event) => {
      const part = partOf(event)
      if (!part) return
      did.current = part
      setHere(part)
    }
    for (const one of DEEDS) addEventListener(one, onDeed, { passive: true })
    return () => {
      watch.disconnect()
      for (const one of DEEDS) removeEventListener(one, onDeed)
    }
  }, [])
  useEffect(() => {
    const link = [...(rail.current?.querySelectorAll('a') ?? [])].find((a) => a.hash === `#${here}`)
    if (!rail.current || !link) return
    const [box, own] = [rail.current.getBoundingClientRect(), link.getBoundingClientRect()]
    rail.current.scrollLeft += own.left - box.left - (box.width - own.width) / 2
  }, [here])
  useVisits(here, sections, isSomebody ? locale : null, did)
  return (
    <nav className="rail" aria-label={label} ref={rail}>
      <ol>
        {sections.map(({ id, title, ways }) => (
          <li key={id} data-ways={ways} suppressHydrationWarning>
            <a
              href={`#${id}`}
              aria-current={id === here ? 'step' : undefined}
              data-done={me?.done.includes(id) || undefined}
              title={title}
            >
              <span>{title}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const DEEDS = ['pointerdown', 'keydown'] as const

/** The part of the lesson that something was done in. */
function partOf({ target }: Event): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('[data-section]')?.dataset.section
    : undefined
}

/** Goes where the address leads, tells which part was opened, and of one that is left how far and how long it was read.
 *  @param locale null: there is nobody to remember it for */
function useVisits(
  here: string,
  sections: readonly { id: string }[],
  locale: string | null,
  did: RefObject<string>,
): void {
  const visit = useRef<{ section: string; clock: ReadingClock; spent: number; isTold: boolean } | null>(null)
  useEffect(() => goToPlace(location.hash), [])
  useEffect(() => {
    if (locale === null) return
    const place = (id: string) => sections.findIndex((section) => section.id === id)
    const leave = (next: string | null) => {
      const { current } = visit
      if (!current) return
      const spentMs = current.clock.take(performance.now())
      current.spent += spentMs
      const shown = document.querySelector(`[data-section="${CSS.escape(current.section)}"]`)
      const done = next !== null && place(next) > place(current.section) && current.spent > READING_MS
      // Who was not there has not left it.
      if (!shown || !current.isTold || (spentMs < LOOK_MS && !done)) return
      markSection(
        { section: current.section, done, left: { passage: passageInView(shown), spentMs } },
        locale,
      )
    }
    if (visit.current?.section !== here) {
      leave(here)
      visit.current = { section: here, clock: new ReadingClock(performance.now()), spent: 0, isTold: false }
    }
    const look = visit.current
    const tell = () => {
      look.isTold = true
      markSection({ section: here, done: false }, locale)
    }
    if (!look.isTold && did.current === here) tell()
    // What only goes by, on the way to a place further down or up to where one leaves, is not where somebody was.
    const rested = look.isTold ? undefined : setTimeout(tell, READING_MS)
    const sign = () => visit.current?.clock.sign(performance.now())
    const onDeed = (event: Event) => {
      if (!look.isTold && partOf(event) === here) tell()
    }
    for (const one of DEEDS) addEventListener(one, onDeed, { passive: true })
    const onSight = () => {
      if (document.visibilityState === 'visible') return sign()
      visit.current?.clock.pause(performance.now())
      leave(null)
    }
    const signs = ['scroll', 'pointerdown', 'pointermove', 'keydown'] as const
    for (const one of signs) addEventListener(one, sign, { passive: true })
    document.addEventListener('visibilitychange', onSight)
    return () => {
      clearTimeout(rested)
      for (const one of signs) removeEventListener(one, sign)
      for (const one of DEEDS) removeEventListener(one, onDeed)
      document.removeEventListener('visibilitychange', onSight)
    }
  }, [here, sections, locale, did])
}
