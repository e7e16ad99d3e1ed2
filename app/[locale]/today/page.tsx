import type { Metadata } from 'next'
import { getViewer } from '@/lib/auth/viewer'
import { unreadNotes } from '@/lib/classroom/note'
import { waitingAssignments } from '@/lib/classroom/own-assignments'
import { catalog } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { askerOf } from '@/lib/progress/asker'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { sectionsOf } from '@/lib/progress/store'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { CourseMap } from '../map/course-map'
import { knownLessons } from '../map/known-lessons'
import { plansNow, walkedWays } from '../paths/walked'
import { Ways } from '../paths/ways'
import { dueReviews, NO_REVIEWS, ownReviews } from '../review/own-reviews'
import { MasteryHow } from './mastery-how'
import { nextUp } from './next'
import { NextStep } from './next-step'
import { nextWords } from './next-words'
import { UnreadNotes } from './unread-notes'
import { Homework, Interview, Reviews } from './waiting'
import './today.css'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ new?: string | string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).today
  return { title: m.title, description: m.description }
}

/** The home of who comes back: what to do next and why, what waits, and what is known how well. */
export default async function TodayPage({ params, searchParams }: Props) {
  const locale = toLocale((await params).locale)
  const isNew = (await searchParams).new !== undefined
  const m = messages(locale).today
  const { agenda, reviews, sections, results, mastery, cards, homework, notes, isAccount } = await load()
  const { lessons } = catalog()
  const known = knownLessons(results)
  const walked = walkedWays(await plansNow(), { sections, results })
  const next = nextUp({ sections, results, mastery, reviews }, walked)
  const here = (next.after ?? next).place.lesson
  return (
    <main id="main" className="page today">
      {isNew && isAccount && (
        <p role="status" className="callout today-new">
          {m.welcome}{' '}
          <a className="link" href={`/${locale}/account`}>
            {m.welcomeCode}
          </a>
        </p>
      )}
      <NextStep words={nextWords(next, reviews.due, walked, locale)} />
      <UnreadNotes notes={notes} locale={locale} />
      <div className="columns today-columns">
        <Reviews agenda={agenda} locale={locale} />
        <Homework homework={homework} locale={locale} />
        <Interview readiness={cards} agenda={agenda} walked={walked} locale={locale} />
      </div>
      <Ways locale={locale} walked={walked} />
      <section className="today-map" aria-labelledby="map">
        <div className="home-map-head">
          <h2 id="map">{m.map}</h2>
          <p>{m.mapLead(next.through, lessons.length)}</p>
        </div>
        <CourseMap mastery={mastery} known={known} here={here} locale={locale} />
        <MasteryHow locale={locale} />
      </section>
    </main>
  )
}

/** All that is personal here; nothing for somebody who has stored nothing. */
async function load() {
  const viewer = await getViewer()
  if (!viewer)
    return {
      agenda: NOTHING,
      reviews: NO_REVIEWS,
      sections: [],
      results: [],
      mastery: [],
      cards: {},
      homework: [],
      notes: [],
      isAccount: false,
    } as const
  const withheld = await allWithheldFrom(await askerOf(viewer))
  const [{ agenda, cards }, sections, results, mastery, homework, notes] = await Promise.all([
    ownReviews(viewer, withheld),
    sectionsOf(viewer),
    shownResults(viewer, withheld),
    shownMastery(viewer, withheld),
    waitingAssignments(viewer, withheld),
    unreadNotes(viewer, withheld),
  ])
  const reviews = await dueReviews(viewer, agenda)
  return { agenda, reviews, sections, results, mastery, cards, homework, notes, isAccount: !viewer.isGuest }
}

const NOTHING = { today: [], moved: 0, done: 0, coming: [] }
