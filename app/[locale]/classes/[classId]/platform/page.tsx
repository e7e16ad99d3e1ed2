import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { type Tied, tiesOf } from '@/lib/lti/tie'
import { ClassHead } from '../../class-head'
import { Moment } from '../../moment'
import { type ClassPageProps, openClass } from '../../opening'
import { Untie } from '../../untie'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

export async function generateMetadata({ params }: ClassPageProps): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).lti.classTitle, robots: { index: false } }
}

/** Which courses of learning platforms are tied to a class. */
export default async function PlatformPage({ params }: ClassPageProps) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/platform', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const ties = await tiesOf(viewer, classId)
  if (!ties) notFound()
  const words = messages(locale).lti
  return (
    <main id="main" className="page class-page">
      <ClassHead at="platform" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{words.classTitle}</h2>
      <p className="class-note">{words.classLead}</p>
      {ties.length === 0 ? (
        <p>{words.classEmpty}</p>
      ) : (
        <ul className="platform-ties">
          {ties.map(({ id, platform, title, createdAt, grades }) => (
            <li key={id}>
              <h3>{fill(words.tied, { course: title, platform })}</h3>
              <p className="class-note">
                <Moment at={createdAt.toISOString()} locale={locale} template={words.tiedOn} />
              </p>
              <Grades grades={grades} locale={locale} />
              {classroom.role === 'teacher' && (
                <Untie
                  classId={classId}
                  tieId={id}
                  ask={fill(words.untieAsk, { course: title })}
                  labels={m}
                  words={{ untie: words.untie }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </main>
  )
}

/** How far the scores of a course have come. */
function Grades({ grades, locale }: { grades: Tied['grades']; locale: 'ko' | 'en' }) {
  const words = messages(locale).lti
  if (!grades) return <p>{words.gradesNone}</p>
  const { sentTo, failure, refused } = grades
  return (
    <>
      <h4>{words.gradesTitle}</h4>
      {failure && (
        <p className="callout" role="status">
          {words.gradesFailure[failure]}
        </p>
      )}
      {sentTo ? (
        <p>
          <Moment at={sentTo.toISOString()} locale={locale} exact template={words.gradesSent} />
        </p>
      ) : (
        !failure && <p>{words.gradesSoon}</p>
      )}
      {refused > 0 && <p>{fill(words.gradesRefused, { n: refused })}</p>}
      <p className="class-note">{words.gradesNote}</p>
    </>
  )
}
