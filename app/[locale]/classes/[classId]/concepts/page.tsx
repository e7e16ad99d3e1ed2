import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { BANDS } from '@/lib/classroom/classroom'
import { type ConceptOfClass, conceptsOfClass } from '@/lib/classroom/concept-mastery'
import { sectionsOf } from '@/lib/classroom/section'
import { concepts } from '@/lib/content/concept'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { ClassHead } from '../../class-head'
import { LevelBar } from '../../level-bar'
import { type ClassPageProps, openClass } from '../../opening'
import { SectionNav } from '../../section-nav'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).conceptMastery
  return { title: m.title, robots: { index: false } }
}

/** How well a class masters each concept, for who teaches it. */
export default async function ConceptsPage({ params, searchParams }: Props) {
  const { notice, viewer, classroom, locale } = await openClass(params, '/concepts', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const { conceptMastery: words, classSections } = messages(locale)
  const query = await searchParams
  const sections = await sectionsOf(viewer, classId)
  const section = sections.find(({ id }) => id === query.section)?.id ?? null
  const known = concepts()
  const rows = await conceptsOfClass(viewer, classId, [...known.keys()], section)
  if (!rows) notFound()
  const here = `/${locale}/classes/${classId}/concepts`
  const part = section ? `?section=${section}` : ''
  return (
    <main id="main" className="page class-page">
      <ClassHead at="concepts" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{words.title}</h2>
      <p className="class-note">{words.note}</p>
      <SectionNav
        sections={sections}
        at={section}
        hrefOf={(id) => (id ? `${here}?section=${id}` : here)}
        words={classSections}
      />
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <div className="table-box">
            <table className="table items item-list concepts">
              <thead>
                <tr>
                  <th scope="col">{words.concept}</th>
                  <th scope="col" className="number">
                    {words.learners}
                  </th>
                  <th scope="col" className="number">
                    {words.mean}
                  </th>
                  <th scope="col">{words.levels}</th>
                  <th scope="col" className="number">
                    {words.low}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.concept}>
                    <th scope="row">
                      <a className="link" href={`${here}/${row.concept}${part}`}>
                        {known.get(row.concept)?.name[locale] ?? row.concept}
                      </a>
                    </th>
                    <td className="number" data-label={words.learners}>
                      {row.learners}
                    </td>
                    <td className="number" data-label={words.mean}>
                      <LevelBar {...row.mean} />
                      {percent(row.mean.level)}%
                      <small>
                        {fill(words.range, { low: percent(row.mean.low), high: percent(row.mean.high) })}
                      </small>
                    </td>
                    <td data-label={words.levels}>
                      <Levels bands={row.bands} locale={locale} />
                    </td>
                    <td className="number" data-label={words.low}>
                      {row.low}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="class-note">{words.lowNote}</p>
        </>
      )}
    </main>
  )
}

/** How many stand in which band; who reads it aloud hears each band's ends. */
function Levels({ bands, locale }: Pick<ConceptOfClass, 'bands'> & { locale: 'ko' | 'en' }) {
  const words = messages(locale).conceptMastery
  const ends = [0, ...BANDS, 100]
  const all = bands.reduce((sum, n) => sum + n, 0)
  // The policy of the page takes no style from it: widths are in tenths.
  const tenths = (n: number) => Math.max(1, Math.round((10 * n) / all))
  return (
    <ul className="levels">
      {bands.map(
        (n, i) =>
          n > 0 && (
            <li key={ends[i]} className={`heat-${i + 1} tenths-${tenths(n)}`}>
              <span aria-hidden="true">{n}</span>
              <span className="visually-hidden">
                {fill(words.levelOf, { from: ends[i] ?? 0, to: ends[i + 1] ?? 100, n })}
              </span>
            </li>
          ),
      )}
    </ul>
  )
}

function percent(share: number): number {
  return Math.round(100 * share)
}
