import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SceneButton } from '@/app/_quiz/scene-button'
import type { SceneToShow } from '@/app/_quiz/wire'
import { fill } from '@/app/_ui/fill'
import { Inline } from '@/app/_ui/inline'
import { type Holding, holdingsOf, misconceptionsOf } from '@/lib/classroom/misconception'
import { catalog } from '@/lib/content/catalog'
import { concepts, misconception as named } from '@/lib/content/concept'
import { loadItem } from '@/lib/content/quiz'
import { revealers, revealing } from '@/lib/content/revealing'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { Item } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { variantAt } from '@/lib/quiz/variant'
import { Given } from '../../../answers'
import { Back } from '../../../back'
import { type ClassPageProps, openClass, pageOf } from '../../../opening'
import { Pager } from '../../../pager'
import '@/app/_widgets/simulator.css'
import '@/app/_quiz/quiz.css'
import '../../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps<'misconception'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).classes
  return { title: m.misconception, robots: { index: false } }
}

/** Who in a class holds one misconception, by which answers, and the runs that show what is so instead. */
export default async function MisconceptionPage({ params, searchParams }: Props) {
  const { misconception } = await params
  const below = `/misconceptions/${misconception}`
  const { notice, viewer, classroom, locale, m } = await openClass(params, below, 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const query = await searchParams
  const found = named(concepts(), misconception.replace('.', '#'))
  if (!found) notFound()
  const itemIds = catalog().lessons.flatMap((lesson) => lesson.itemIds)
  const [all, holdings] = await Promise.all([
    misconceptionsOf(viewer, classId, itemIds, revealing()),
    holdingsOf(viewer, classId, found.id, itemIds, pageOf(query)),
  ])
  if (!holdings) notFound()
  const scenes = revealers().get(found.id) ?? []
  const answered = all.find((one) => one.id === found.id)?.answered ?? 0
  return (
    <main id="main" className="page class-page">
      <Back href={`/${locale}/classes/${classId}`} label={m.back} />
      {/* What it says is told once an answer has shown it: before, it would give away what options are about. */}
      <h1>{answered === 0 ? m.misconception : found.name[locale]}</h1>
      <p className="page-lead">
        {classroom.name}
        {answered > 0 && ` · ${fill(m.holders, { n: holdings.holders, total: answered })}`}
      </p>
      <p className="class-note">{answered === 0 ? m.nobodyHolds : m.misconceptionsNote}</p>
      {[...new Set(holdings.rows.map((row) => row.itemId))].map((itemId) => (
        <HeldByItem
          key={itemId}
          itemId={itemId}
          scene={scenes.find((one) => one.itemId === itemId)?.scene ?? null}
          rows={holdings.rows.filter((row) => row.itemId === itemId)}
          locale={locale}
          classId={classId}
        />
      ))}
      <Pager
        page={holdings.page}
        pages={holdings.pages}
        hrefOf={(n) => `/${locale}/classes/${classId}${below}?page=${n}`}
        labels={m}
      />
    </main>
  )
}

function HeldByItem(props: {
  itemId: string
  scene: Omit<SceneToShow, 'shows'> | null
  rows: readonly Holding[]
  locale: 'ko' | 'en'
  classId: string
}) {
  const { itemId, scene, rows, locale, classId } = props
  const { classes: m, quiz } = messages(locale)
  const item = loadItem(itemId)
  if (!item) return null
  const shown = publicItem(item, locale, 0)
  const shownTo = ({ variant }: Holding) => publicItem(variantAt(item, variant) ?? item, locale, 0)
  return (
    <section className="answers-lesson">
      <h2 className="answers-stem">
        <Inline text={shown.stem} />
      </h2>
      {scene && <SceneButton scene={{ ...scene, shows: 'moment' }} locale={locale} labels={quiz} />}
      <ul className="holders">
        {rows.map((row) => {
          const own = ownRun(item, row)
          return (
            <li key={row.membershipId}>
              <a
                className="link"
                href={`/${locale}/classes/${classId}/learners/${row.membershipId}?lesson=${item.lesson}#${item.lesson}`}
              >
                {row.name}
              </a>
              <Given item={shownTo(row)} answer={row.answer} locale={locale} />
              {own && <SceneButton scene={own} locale={locale} labels={{ ...quiz, watch: m.watchOwn }} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The very run that a learner brought about, of an item that is answered with one. */
function ownRun(item: Item, { answer }: Holding): SceneToShow | null {
  if (answer.kind !== 'schedule' || item.kind !== 'schedule') return null
  return { ...item.program, schedule: answer.schedule, step: 0, shows: 'moment' }
}
