'use client'

import { useEffect, useRef, useState } from 'react'
import { markSection, useMe } from '../../_shell/me'

/** Whoever goes on to the next part after this time in ms has read the one before. */
const READING_MS = 10_000

/** Where the reader is in a lesson and which parts lie behind. The bar keeps its height whatever is known, so
 *  nothing moves when the answer comes. */
export function SectionRail(props: {
  locale: string
  sections: readonly { id: string; title: string }[]
  label: string
}) {
  const { locale, sections, label } = props
  const [here, setHere] = useState(sections[0]?.id ?? '')
  const rail = useRef<HTMLElement>(null)
  const me = useMe()
  const isSomebody = me !== null && me.viewer !== null
  const since = useRef(0)
  const before = useRef('')
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
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    const link = [...(rail.current?.querySelectorAll('a') ?? [])].find((a) => a.hash === `#${here}`)
    if (!rail.current || !link) return
    const [box, own] = [rail.current.getBoundingClientRect(), link.getBoundingClientRect()]
    rail.current.scrollLeft += own.left - box.left - (box.width - own.width) / 2
  }, [here])
  useEffect(() => {
    if (!isSomebody) return
    const place = (id: string) => sections.findIndex((section) => section.id === id)
    const isRead = place(here) > place(before.current) && Date.now() - since.current > READING_MS
    if (before.current !== '' && isRead) markSection(before.current, true, locale)
    markSection(here, false, locale)
    before.current = here
    since.current = Date.now()
  }, [here, isSomebody, sections, locale])
  return (
    <nav className="rail" aria-label={label} ref={rail}>
      <ol>
        {sections.map(({ id, title }) => (
          <li key={id}>
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
