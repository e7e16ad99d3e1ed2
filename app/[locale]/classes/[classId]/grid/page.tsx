import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { scorer } from '@/lib/attempt/scorer'
import type { Viewer } from '@/lib/auth/viewer'
import { everyAssignment } from '@/lib/classroom/assignment-result'
import type { ClassLesson } from '@/lib/classroom/grades'
import { GRID_PICKS, type GridOrder, type GridPick, itemGridOf } from '@/lib/classroom/item-grid'
import { sectionsOf } from '@/lib/classroom/section'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { Item } from '@/lib/quiz/item'
import { ClassHead } from '../../class-head'
import { classLessons } from '../../class-lessons'
import { HeatLegend } from '../../heat-map'
import { ItemGridTable } from '../../item-grid-table'
import { type ClassPageProps, openClass, pageOf } from '../../opening'
import { Pager } from '../../pager'
import { SectionNav } from '../../section-nav'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).itemGrid.title, robots: { index: false } }
}

/** What each learner of a class came to at each item of a lesson or an assignment, for who teaches it. */
export default async function GridPage({ params, searchParams }: Props) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/grid', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const { itemGrid: words, classSections } = messages(locale)
  const query = await searchParams
  const [choices, sections] = await Promise.all([
    choicesOf(viewer, classId, locale),
    sectionsOf(viewer, classId),
  ])
  const chosen = choices.find(({ id }) => id === query.of) ?? choices[0]
  const items = await columnsOf(chosen?.itemIds ?? [])
  const itemIds = items.map(({ id }) => id)
  const order = orderOf(query.by, itemIds)
  const pick = GRID_PICKS.find((one) => one === query.show) ?? null
  const isTurned = query.turned === '1'
  const sectionId = sections.find(({ id }) => id === query.section)?.id ?? null
  const asked = { order, isTurned, pick, sectionId, page: pageOf(query) }
  const sight = chosen?.isAssignment
    ? ({ kind: 'results_seen', about: chosen.title } as const)
    : ({ kind: 'grades_seen' } as const)
  const grid = await itemGridOf(viewer, classId, itemIds, asked, sight)
  if (!grid || !chosen) notFound()
  const hrefOf = (some: Partial<typeof asked>) => {
    const {
      order: by,
      isTurned: turned,
      pick: show,
      sectionId: section,
      page,
    } = { ...asked, page: 1, ...some }
    const asks = new URLSearchParams({
      of: chosen.id,
      ...(by !== 'name' && { by: typeof by === 'string' ? by : by.itemId }),
      ...(turned && { turned: '1' }),
      ...(show && { show }),
      ...(section && { section }),
      ...(page > 1 && { page: String(page) }),
    })
    return `/${locale}/classes/${classId}/grid?${asks}`
  }
  return (
    <main id="main" className="page class-page">
      <ClassHead at="overview" locale={locale} classId={classId} name={classroom.name} />
      <div className="class-head">
        <h2 id="heat">{words.title}</h2>
        <HeatLegend labels={m} />
      </div>
      <p className="class-note">{words.note}</p>
      <form className="items-filter" action={`/${locale}/classes/${classId}/grid`}>
        {sectionId && <input type="hidden" name="section" value={sectionId} />}
        <label htmlFor="of">{words.of}</label>
        <Choices choices={choices} chosen={chosen.id} locale={locale} />
        <label htmlFor="show">{words.show}</label>
        <select id="show" name="show" defaultValue={pick ?? ''}>
          <option value="">{words.everybody}</option>
          {GRID_PICKS.map((one) => (
            <option key={one} value={one}>
              {words.picks[one]}
            </option>
          ))}
        </select>
        <button type="submit" className="button button-small">
          {m.show}
        </button>
      </form>
      <SectionNav
        sections={sections}
        at={sectionId}
        hrefOf={(section) => hrefOf({ sectionId: section })}
        words={classSections}
      />
      <Shown pick={pick} picked={grid.picked} total={grid.total} locale={locale} />
      {items.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        grid.rows.length > 0 && (
          <ItemGridTable
            grid={grid}
            items={items}
            order={order}
            isTurned={isTurned}
            hrefOf={(by, turned) => hrefOf({ order: by, isTurned: turned })}
            locale={locale}
            classId={classId}
          />
        )
      )}
      <Pager page={grid.page} pages={grid.pages} hrefOf={(page) => hrefOf({ page })} labels={m} />
    </main>
  )
}

/** How many are shown, of a class that has learners. */
function Shown(props: { pick: GridPick | null; picked: number; total: number; locale: 'ko' | 'en' }) {
  const { pick, picked, total, locale } = props
  const { classes: m, itemGrid: words } = messages(locale)
  if (total === 0) return <p>{m.emptyTitle}</p>
  if (picked === 0) return <p>{m.nobodyPicked}</p>
  return pick && <p className="class-note">{fill(words.shown, { n: picked, total })}</p>
}

/** What a table can be of: a lesson, by its slug, or an assignment that asks items. */
type Choice = Pick<ClassLesson, 'itemIds'> & {
  readonly id: string
  readonly title: string
  readonly isAssignment: boolean
}

async function choicesOf(viewer: Viewer, classId: string, locale: 'ko' | 'en'): Promise<Choice[]> {
  const [lessons, assignments] = await Promise.all([classLessons(classId), everyAssignment(viewer, classId)])
  const ofLessons = lessons.map(({ slug, title, itemIds }) => {
    return { id: slug, title: title[locale], itemIds, isAssignment: false }
  })
  const ofAssignments = assignments.map(({ id, title, itemIds }) => {
    return { id, title, itemIds, isAssignment: true }
  })
  return [...ofLessons, ...ofAssignments].filter(({ itemIds }) => itemIds.length > 0)
}

function Choices(props: { choices: readonly Choice[]; chosen: string; locale: 'ko' | 'en' }) {
  const { choices, chosen, locale } = props
  const words = messages(locale).itemGrid
  const group = (label: string, some: readonly Choice[]) =>
    some.length > 0 && (
      <optgroup label={label}>
        {some.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </optgroup>
    )
  return (
    <select id="of" name="of" defaultValue={chosen}>
      {group(
        words.lessons,
        choices.filter(({ isAssignment }) => !isAssignment),
      )}
      {group(
        words.assignments,
        choices.filter(({ isAssignment }) => isAssignment),
      )}
    </select>
  )
}

/** The items that can be right or wrong: a card is nobody's to count. */
async function columnsOf(itemIds: readonly string[]): Promise<Item[]> {
  const items = await Promise.all(itemIds.map((id) => scorer.loadItem(id)))
  return items.filter((item) => item !== null && item.kind !== 'card') as Item[]
}

function orderOf(asked: unknown, itemIds: readonly string[]): GridOrder {
  if (asked === 'score') return 'score'
  const itemId = itemIds.find((id) => id === asked)
  return itemId === undefined ? 'name' : { itemId }
}
