import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { courseQuestions, ownQuestions } from '@/app/question-file'
import { FEW, itemAnalysisOf } from '@/lib/classroom/item-analysis'
import { ITEM_ORDERS, type ItemOrder, inItemOrder } from '@/lib/classroom/item-order'
import { ownSources } from '@/lib/classroom/own-source'
import { sectionsOf } from '@/lib/classroom/section'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { ClassHead } from '../../class-head'
import { classLessons } from '../../class-lessons'
import { ItemFacts } from '../../item-facts'
import { ItemTable } from '../../item-table'
import { type ClassPageProps, openClass } from '../../opening'
import { Pager } from '../../pager'
import { QuestionFiles } from '../../question-files'
import { QuizTable } from '../../quiz-table'
import { SectionNav } from '../../section-nav'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

/** So many items are on a page. */
const ITEMS_PAGE = 50

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.items, robots: { index: false } }
}

/** How the items of a class measure, for its teacher. */
export default async function ItemsPage({ params, searchParams }: Props) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/items', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const { classExport: files } = messages(locale)
  const query = await searchParams
  const lessons = await classLessons(classId)
  const sections = await sectionsOf(viewer, classId)
  const section = sections.find(({ id }) => id === query.section)?.id ?? null
  const analysis = await itemAnalysisOf(viewer, classId, lessons, null, section)
  if (!analysis) notFound()
  const lesson = lessons.find(({ slug }) => slug === query.lesson)?.slug ?? null
  const sources =
    lesson === OWN_LESSON ? ownQuestions(await ownSources(viewer, classId)) : courseQuestions(lesson)
  const by = ITEM_ORDERS.find((one) => one === query.by) ?? 'course'
  const isTurned = query.turned === '1'
  const tried = analysis.items.filter((row) => (lesson ? row.slug === lesson : row.n > 0))
  const rows = inItemOrder(tried, by, isTurned)
  const pages = Math.max(1, Math.ceil(rows.length / ITEMS_PAGE))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(query.page)) || 1))
  const hrefOf = (order: ItemOrder, turned: boolean, n: number, part = section) => {
    const asks = new URLSearchParams({
      ...(lesson && { lesson }),
      ...(part && { section: part }),
      ...(order !== 'course' && { by: order }),
      ...(turned && { turned: '1' }),
      ...(n > 1 && { page: String(n) }),
    })
    return `/${locale}/classes/${classId}/items${asks.size > 0 ? `?${asks}` : ''}`
  }
  return (
    <main id="main" className="page class-page">
      <ClassHead at="items" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{m.items}</h2>
      <p className="class-note">{fill(m.itemsNote, { n: analysis.learners, few: FEW })}</p>
      <SectionNav
        sections={sections}
        at={section}
        hrefOf={(part) => hrefOf(by, isTurned, 1, part)}
        words={messages(locale).classSections}
      />
      <form className="items-filter" action={`/${locale}/classes/${classId}/items`}>
        {section && <input type="hidden" name="section" value={section} />}
        <label htmlFor="lesson">{m.lesson}</label>
        <select id="lesson" name="lesson" defaultValue={lesson ?? ''}>
          <option value="">{m.allAnswered}</option>
          {lessons
            .filter(({ itemIds }) => itemIds.length > 0)
            .map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title[locale]}
              </option>
            ))}
        </select>
        <label htmlFor="by">{m.orderBy}</label>
        <select id="by" name="by" defaultValue={by}>
          {ITEM_ORDERS.map((order) => (
            <option key={order} value={order}>
              {m.orders[order]}
            </option>
          ))}
        </select>
        {isTurned && <input type="hidden" name="turned" value="1" />}
        <button type="submit" className="button button-small">
          {m.show}
        </button>
      </form>
      {rows.length === 0 ? (
        <p>{m.noAnswers}</p>
      ) : (
        <>
          <ItemFacts rows={rows} locale={locale} />
          <ItemTable
            rows={rows.slice((page - 1) * ITEMS_PAGE, page * ITEMS_PAGE)}
            lessons={lessons}
            by={by}
            isTurned={isTurned}
            hrefOf={(order, turned) => hrefOf(order, turned, 1)}
            locale={locale}
            classId={classId}
          />
        </>
      )}
      <Pager page={page} pages={pages} hrefOf={(n) => hrefOf(by, isTurned, n)} labels={m} />
      <QuizTable quizzes={analysis.quizzes} lessons={lessons} lesson={lesson} locale={locale} />
      {sources.length > 0 && (
        <QuestionFiles
          sources={sources}
          lesson={lesson}
          note={lesson ? files.questionFilesOfLesson : files.questionFilesOfAll}
          locale={locale}
          classId={classId}
          withheld={await allWithheldFrom(await askerOf(viewer))}
        />
      )}
    </main>
  )
}
