import type { Metadata } from 'next'
import { pageMetadata } from '@/app/page-metadata'
import { getViewer } from '@/lib/auth/viewer'
import { catalog } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { askerOf } from '@/lib/progress/asker'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { Ways } from '../paths/ways'
import { MasteryHow } from '../today/mastery-how'
import '../today/today.css'
import { CourseMap } from './course-map'
import { knownLessons } from './known-lessons'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = toLocale((await params).locale)
  const m = messages(locale).map
  return pageMetadata(locale, '/map', { title: m.title, description: m.description })
}

/** The whole course at a glance: what comes before what, and how well each part is known. */
export default async function MapPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).map
  const viewer = await getViewer()
  const withheld = viewer && (await allWithheldFrom(await askerOf(viewer)))
  const [mastery, results] =
    viewer && withheld
      ? await Promise.all([shownMastery(viewer, withheld), shownResults(viewer, withheld)])
      : [[], []]
  const { lessons } = catalog()
  return (
    <main id="main" className="page map-page">
      <h1>{m.title}</h1>
      <p className="page-lead">{m.lead(lessons.length)}</p>
      <CourseMap mastery={mastery} known={knownLessons(results)} here={null} locale={locale} />
      <MasteryHow locale={locale} />
      <Ways locale={locale} />
    </main>
  )
}
