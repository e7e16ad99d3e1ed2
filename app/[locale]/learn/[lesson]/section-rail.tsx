'use client'

import { useEffect, useState } from 'react'
import { useMe } from '../../_shell/me'

/** Where the reader is in a lesson and which parts lie behind. The bar keeps its height whatever is known, so
 *  nothing moves when the answer comes. */
export function SectionRail(props: {
  lesson: string
  sections: readonly { id: string; title: string }[]
  label: string
}) {
  const { sections, label } = props
  const [here, setHere] = useState(sections[0]?.id ?? '')
  const seen = useMe()?.sections ?? []
  useEffect(() => {
    const found = document.querySelectorAll<HTMLElement>('[data-section]')
    const watch = new IntersectionObserver(
      (entries) => {
        const entered = entries.filter((entry) => entry.isIntersecting).at(-1)
        if (entered) setHere((entered.target as HTMLElement).dataset.section ?? '')
      },
      // A section counts once it reaches the upper third of the window.
      { rootMargin: '-20% 0px -70% 0px' },
    )
    for (const section of found) watch.observe(section)
    return () => watch.disconnect()
  }, [])
  return (
    <nav className="rail" aria-label={label}>
      <ol>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              aria-current={id === here ? 'step' : undefined}
              data-done={seen.includes(id) || undefined}
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
