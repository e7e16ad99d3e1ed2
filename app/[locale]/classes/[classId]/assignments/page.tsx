import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { Inline, plain } from '@/app/_ui/inline'
import type { Viewer } from '@/lib/auth/viewer'
import { timeZoneOf } from '@/lib/classroom/assignment'
import { type Assigned, assignmentsOf, type Done } from '@/lib/classroom/assignment-result'
import { courseOf } from '@/lib/classroom/course'
import { ownItemsOf } from '@/lib/classroom/own-item'
import { sectionsOf } from '@/lib/classroom/section'
import { localTime } from '@/lib/classroom/zone'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { MINUTES } from '@/lib/interview/draw'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { stageOf } from '@/lib/progress/assignment'
import { CreateForm, ZoneForm } from '../../assignment-forms'
import type { ForWhom, TermsShown } from '../../assignment-terms'
import { ClassHead } from '../../class-head'
import { dateTime } from '../../date-time'
import { type ClassPageProps, openClass, pageOf } from '../../opening'
import { Pager } from '../../pager'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).assignments.title, robots: { index: false } }
}

/** What a class is asked to answer, for who teaches it, and the way to ask for more. */
export default async function AssignmentsPage({ params, searchParams }: Props) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/assignments', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const query = await searchParams
  const [zone, own, sections, found, { inside: lessons }] = await Promise.all([
    timeZoneOf(viewer, classId),
    ownItemsOf(viewer, classId),
    sectionsOf(viewer, classId),
    assignmentsOf(viewer, classId, pageOf(query)),
    courseOf(classId),
  ])
  if (!found || !zone) notFound()
  const hasOwn = own.some(({ isRetired }) => !isRetired)
  const words = messages(locale).assignments
  const here = `/${locale}/classes/${classId}/assignments`
  const asked = typeof query.of === 'string' ? query.of : null
  return (
    <main id="main" className="page class-page">
      <ClassHead at="assignments" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{words.title}</h2>
      {found.rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <table className="table assignment-list">
          <thead>
            <tr>
              {[words.name, words.opens, words.due, words.done, words.state, words.keys].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <AssignmentRow
                key={row.id}
                row={row}
                section={sections.find(({ id }) => id === row.sectionId)?.name ?? null}
                href={`${here}/${row.id}`}
                zone={zone}
                locale={locale}
              />
            ))}
          </tbody>
        </table>
      )}
      <Pager page={found.page} pages={found.pages} hrefOf={(n) => `${here}?page=${n}`} labels={m} />
      {classroom.role === 'teacher' && (
        <>
          {' '}
          <section className="class-manage" aria-labelledby="create">
            <h2 id="create">{words.create}</h2>
            <form className="items-filter" action={`${here}#create`}>
              <div className="field">
                <label htmlFor="of">{words.chooseWhat}</label>
                <select id="of" name="of" defaultValue={asked ?? undefined}>
                  {lessons.map(({ slug, title }, i) => (
                    <option key={slug} value={slug}>
                      {i + 1}. {title[locale]}
                    </option>
                  ))}
                  {hasOwn && <option value={OWN_LESSON}>{messages(locale).ownItems.assign}</option>}
                  <option value={CARDS}>{words.cards}</option>
                  <option value={MOCK}>{words.mock}</option>
                </select>
              </div>
              <button type="submit" className="button">
                {words.choose}
              </button>
            </form>
            {asked && (
              <Create
                {...{ viewer, asked, locale, classId, zone }}
                whom={{ sections, said: messages(locale).classSections }}
              />
            )}
          </section>
          <section className="class-manage" aria-label={words.zone}>
            <ZoneForm key={zone} classId={classId} zone={zone} labels={m} words={words} />
          </section>
        </>
      )}
    </main>
  )
}

/** What is asked beside the items of a lesson; no lesson is called so. */
const [CARDS, MOCK] = ['@cards', '@mock']

function AssignmentRow(props: {
  row: Assigned & Done
  /** The name of the one that it is for. */
  section: string | null
  href: string
  zone: string
  locale: 'ko' | 'en'
}) {
  const { row, section, href, zone, locale } = props
  const words = messages(locale).assignments
  return (
    <tr>
      <th scope="row">
        <a className="link" href={href}>
          {row.title}
        </a>
        <small>
          {whatOf(row, locale)}
          {section && ` · ${fill(messages(locale).classSections.only, { name: section })}`}
        </small>
      </th>
      <td data-label={words.opens}>{dateTime(row.openAt, zone, locale)}</td>
      <td data-label={words.due}>
        {row.dueAt ? dateTime(row.dueAt, zone, locale) : words.noDue}
        {row.extended > 0 && <small>{fill(words.extended, { n: row.extended })}</small>}
      </td>
      <td data-label={words.done}>{fill(words.doneOf, { n: row.done, total: row.learners })}</td>
      <td data-label={words.state}>{words.stages[stageOf(row, row.closesAt, new Date())]}</td>
      <td data-label={words.keys}>{words.releases[row.release]}</td>
    </tr>
  )
}

/** What an assignment asks for, in a few words. */
function whatOf({ mockMinutes, examMinutes, itemIds }: Assigned, locale: 'ko' | 'en'): string {
  const { assignments: words, exam } = messages(locale)
  if (mockMinutes !== null) return fill(words.interview, { n: mockMinutes })
  const items = fill(words.items, { n: itemIds.length })
  return examMinutes === null ? items : `${exam.exam} · ${items}`
}

/** The form of a new assignment of what was chosen. */
async function Create(props: {
  viewer: Viewer
  asked: string
  locale: 'ko' | 'en'
  classId: string
  zone: string
  whom: ForWhom
}) {
  const { viewer, asked, locale, classId, zone, whom } = props
  const { classes: labels, assignments: words } = messages(locale)
  const lesson = catalog().lessons.find(({ slug }) => slug === asked)
  const isMock = asked === MOCK
  const items = await itemsToAsk(viewer, classId, asked, locale)
  if (!isMock && items.length === 0) return null
  const other = asked === CARDS ? words.cards : messages(locale).ownItems.assign
  const title = isMock ? words.mock : (lesson?.title[locale] ?? other)
  return (
    <CreateForm
      key={asked}
      locale={locale}
      classId={classId}
      terms={termsToBegin(title, zone)}
      zone={zone}
      whom={whom}
      minutes={isMock ? MINUTES : null}
      exam={isMock || asked === CARDS ? null : messages(locale).exam}
      labels={labels}
      words={words}
    >
      {!isMock && (
        <fieldset className="assignment-items">
          <legend>{words.chosenItems}</legend>
          <p className="class-note">{words.chosenNote}</p>
          {items.map((item) => (
            <label key={item.id} className="class-share">
              <input type="checkbox" name="item" value={item.id} defaultChecked={lesson !== undefined} />
              <span>
                <Inline text={plain(item.stem)} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </CreateForm>
  )
}

/** What of a kind of things an assignment can ask, with its question. */
async function itemsToAsk(
  viewer: Viewer,
  classId: string,
  asked: string,
  locale: 'ko' | 'en',
): Promise<readonly { readonly id: string; readonly stem: string }[]> {
  if (asked === OWN_LESSON) {
    const own = await ownItemsOf(viewer, classId)
    return own.filter(({ isRetired }) => !isRetired).map(({ itemId, stem }) => ({ id: itemId, stem }))
  }
  const isLesson = catalog().lessons.some(({ slug }) => slug === asked)
  const items = asked === CARDS ? cardItems() : isLesson ? itemsOf(asked) : []
  return items.map(({ id, stem }) => ({ id, stem: stem[locale] }))
}

const WEEK_MS = 7 * 24 * 3600_000

/** Open from now on, due at the end of the same day a week later. */
function termsToBegin(title: string, zone: string): TermsShown {
  const now = Date.now()
  return {
    title,
    openAt: localTime(new Date(now), zone),
    dueAt: `${localTime(new Date(now + WEEK_MS), zone).slice(0, 10)}T23:59`,
    latePercent: 100,
    attempts: 1,
    release: 'after_due',
    scoreRelease: 'after_answer',
    sectionId: null,
    examMinutes: null,
  }
}
