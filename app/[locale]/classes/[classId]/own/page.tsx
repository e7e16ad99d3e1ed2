import type { Metadata } from 'next'
import { fill } from '@/app/_ui/fill'
import { Inline, plain } from '@/app/_ui/inline'
import { ownQuestions } from '@/app/question-file'
import { timeZoneOf } from '@/lib/classroom/assignment'
import { type OwnItemRow, ownItemsOf } from '@/lib/classroom/own-item'
import { ownSources } from '@/lib/classroom/own-source'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { ClassHead } from '../../class-head'
import { dateTime } from '../../date-time'
import { type ClassPageProps, openClass } from '../../opening'
import { OwnImport } from '../../own-import'
import { QuestionFiles } from '../../question-files'
import { RetireOwn } from '../../retire-own'
import '@/app/_widgets/simulator.css'
import '../../../learn/lesson.css'
import '../../classes.css'
import '../../own-item.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).ownItems.title, robots: { index: false } }
}

/** The questions that the teachers of a class wrote. */
export default async function OwnItemsPage({ params }: Props) {
  const { notice, viewer, classroom, locale } = await openClass(params, '/own', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const [rows, zone] = await Promise.all([ownItemsOf(viewer, classId), timeZoneOf(viewer, classId)])
  const { ownItems: words, ownImport, classes, classExport, quiz } = messages(locale)
  const sources = ownQuestions(await ownSources(viewer, classId))
  const mayWrite = classroom.role === 'teacher'
  const here = `/${locale}/classes/${classId}/own`
  return (
    <main id="main" className="page class-page">
      <ClassHead at="own" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{words.title}</h2>
      <p className="class-note">{words.lead}</p>
      {mayWrite && (
        <p className="own-make">
          <a className="button button-primary" href={`${here}/new`}>
            {words.make}
          </a>
        </p>
      )}
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <table className="table own-list">
          <thead>
            <tr>
              <th scope="col">{words.question}</th>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.saved}</th>
              {mayWrite && <td />}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                href={`${here}/${row.id}`}
                classId={classId}
                zone={zone ?? 'UTC'}
                mayWrite={mayWrite}
                locale={locale}
              />
            ))}
          </tbody>
        </table>
      )}
      {sources.length > 0 && (
        <QuestionFiles
          sources={sources}
          lesson={OWN_LESSON}
          note={classExport.questionFilesOfOwn}
          locale={locale}
          classId={classId}
          withheld={await allWithheldFrom(await askerOf(viewer))}
        />
      )}
      {mayWrite && (
        <OwnImport
          locale={locale}
          classId={classId}
          labels={classes}
          words={words}
          imports={ownImport}
          quiz={quiz}
        />
      )}
    </main>
  )
}

function Row(props: {
  row: OwnItemRow
  href: string
  classId: string
  zone: string
  mayWrite: boolean
  locale: 'ko' | 'en'
}) {
  const { row, href, classId, zone, mayWrite, locale } = props
  const { ownItems: words, classes: labels } = messages(locale)
  return (
    <tr>
      <th scope="row">
        <a className="link" href={href}>
          <Inline text={plain(row.stem)} />
        </a>
        {row.isRetired && <small>{words.retired}</small>}
      </th>
      <td data-label={words.kind}>{words.kinds[row.kind]}</td>
      <td data-label={words.saved}>
        {dateTime(row.savedAt, zone, locale)}
        <small>{fill(words.version, { n: row.versions })}</small>
      </td>
      {mayWrite && (
        <td>
          <RetireOwn classId={classId} own={row.id} isRetired={row.isRetired} labels={labels} words={words} />
        </td>
      )}
    </tr>
  )
}
