import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { learnersOfConcept } from '@/lib/classroom/concept-mastery'
import { sectionsOf } from '@/lib/classroom/section'
import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { conceptOf } from '@/lib/quiz/item'
import { Back } from '../../../back'
import { LevelBar } from '../../../level-bar'
import { type ClassPageProps, openClass, pageOf } from '../../../opening'
import { Pager } from '../../../pager'
import { SectionNav } from '../../../section-nav'
import '../../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps<'concept'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).conceptMastery
  return { title: m.title, robots: { index: false } }
}

/** Who of a class stands where with one concept, the lowest first, for who teaches it. */
export default async function ConceptPage({ params, searchParams }: Props) {
  const { concept } = await params
  const { notice, viewer, classroom, locale, m } = await openClass(params, `/concepts/${concept}`, 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const known = concepts().get(concept)
  if (!known) notFound()
  const { conceptMastery: words, classSections } = messages(locale)
  const query = await searchParams
  const sections = await sectionsOf(viewer, classId)
  const section = sections.find(({ id }) => id === query.section)?.id ?? null
  const found = await learnersOfConcept(viewer, classId, concept, pageOf(query), section)
  if (!found) notFound()
  const base = `/${locale}/classes/${classId}`
  const hrefOf = (part: string | null, page = 1) => {
    const asks = new URLSearchParams({
      ...(part && { section: part }),
      ...(page > 1 && { page: String(page) }),
    })
    return `${base}/concepts/${concept}${asks.size > 0 ? `?${asks}` : ''}`
  }
  // A learner's answers open lesson by lesson: at the first that asks about it.
  const slug = catalog().lessons.find(({ itemIds }) => itemIds.some((id) => conceptOf(id) === concept))?.slug
  const at = slug ? `?lesson=${slug}#${slug}` : ''
  return (
    <main id="main" className="page class-page">
      <Back href={`${base}/concepts${section ? `?section=${section}` : ''}`} label={words.back} />
      <h1>{known.name[locale]}</h1>
      <p className="page-lead">
        {classroom.name} · {fill(words.lead, { n: found.learners, others: found.others })}
      </p>
      <p className="class-note">{words.note}</p>
      <SectionNav sections={sections} at={section} hrefOf={(id) => hrefOf(id)} words={classSections} />
      {found.rows.length === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <div className="table-box">
          <table className="table items concept-learners">
            <thead>
              <tr>
                <th scope="col">{m.name}</th>
                <th scope="col" className="number">
                  {words.level}
                </th>
                <th scope="col" className="number">
                  {words.answers}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.rows.map(({ membershipId, name, answers, ...estimate }) => (
                <tr key={membershipId}>
                  <th scope="row">
                    <a className="link" href={`${base}/learners/${membershipId}${at}`}>
                      {name}
                    </a>
                  </th>
                  <td className="number">
                    <LevelBar {...estimate} />
                    {percent(estimate.level)}%
                    <small>
                      {fill(words.range, { low: percent(estimate.low), high: percent(estimate.high) })}
                    </small>
                  </td>
                  <td className="number">{answers}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={found.page} pages={found.pages} hrefOf={(n) => hrefOf(section, n)} labels={m} />
    </main>
  )
}

function percent(share: number): number {
  return Math.round(100 * share)
}
