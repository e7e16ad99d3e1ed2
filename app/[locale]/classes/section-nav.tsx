import type { ClassSection } from '@/lib/classroom/section'
import type { classSections } from '@/lib/i18n/en/class-sections'

/** Which part of a class is looked at; nothing where it has none.
 *  @param at null: all of it */
export function SectionNav(props: {
  sections: readonly ClassSection[]
  at: string | null
  hrefOf: (section: string | null) => string
  words: Pick<typeof classSections, 'filter' | 'all'>
}) {
  const { sections, at, hrefOf, words } = props
  if (sections.length === 0) return null
  const link = (id: string | null, name: string) => (
    <a key={id} href={hrefOf(id)} aria-current={id === at ? 'true' : undefined}>
      {name}
    </a>
  )
  return (
    <nav className="class-states" aria-label={words.filter}>
      {link(null, words.all)}
      {sections.map(({ id, name }) => link(id, name))}
    </nav>
  )
}
