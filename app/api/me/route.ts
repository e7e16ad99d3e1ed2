import type { Me } from '@/app/[locale]/_shell/me'
import { courseStanding } from '@/app/[locale]/classes/course-standing'
import { plansNow, readingPace, walkedWays, wasRight } from '@/app/[locale]/paths/walked'
import { dueReviews, NO_REVIEWS, ownReviews } from '@/app/[locale]/review/own-reviews'
import { nextUp, type Standing } from '@/app/[locale]/today/next'
import { type NextWords, nextWords } from '@/app/[locale]/today/next-words'
import { noteSession } from '@/lib/auth/open-session'
import { readSession, writeSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { classroomsOf } from '@/lib/classroom/store'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { askerOf } from '@/lib/progress/asker'
import { estimateOf } from '@/lib/progress/mastery'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { sectionsOf } from '@/lib/progress/store'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { takeLocally } from '@/lib/rate-limit/local'
import type { RateLimited } from '@/lib/rate-limit/store'
import { admitReader, answer } from '../answer'

/** What is personal on a prerendered page, in words of `?locale=`. `viewer` is null for somebody who has stored nothing; asking makes
 *  no row. `sections` begins with the one looked at last. */
export async function GET(request: Request): Promise<Response> {
  return answer(async (): Promise<Me | RateLimited> => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    const locale = toLocale(new URL(request.url).searchParams.get('locale') ?? '')
    if (!viewer) return nobody(locale)
    await keepSession(viewer.id)
    const withheld = await allWithheldFrom(await askerOf(viewer))
    const [results, sections, mastery, classes, reviews] = await Promise.all([
      shownResults(viewer, withheld),
      sectionsOf(viewer),
      shownMastery(viewer, withheld),
      classroomsOf(viewer),
      ownReviews(viewer, withheld).then(async ({ agenda, due }) => {
        return { ...(await dueReviews(viewer, agenda)), dates: due }
      }),
    ])
    const { dates, ...waiting } = reviews
    return {
      viewer: { id: viewer.id, name: viewer.displayName, guest: viewer.isGuest, email: viewer.email },
      answered: results.map((one) => {
        const dueAt = one.rating === null ? undefined : dates.get(one.itemId)?.toISOString()
        return { itemId: one.itemId, rating: one.rating, correct: wasRight(one), ...(dueAt && { dueAt }) }
      }),
      sections: sections.map((s) => s.section),
      next: await nextOf({ sections, results, mastery, reviews: waiting }, locale),
      due: waiting.due,
      pace: readingPace(sections),
      done: sections.flatMap((s) => (s.doneAt ? [s.section] : [])),
      mastery: mastery.map(({ concept, earned, answers }) => ({
        concept,
        answers,
        ...estimateOf({ earned, answers }),
      })),
      classes: classes.map(({ id, name, role, course }) => {
        return { id, name, role, course: courseStanding(course, results, sections, locale) }
      }),
    }
  })
}

/** Somebody who has stored nothing. */
async function nobody(locale: Locale): Promise<Me> {
  const none = { sections: [], results: [], mastery: [], reviews: NO_REVIEWS }
  const isOnWay = (await plansNow()).length > 0
  return {
    viewer: null,
    answered: [],
    sections: [],
    next: isOnWay ? await nextOf(none, locale) : null,
    due: 0,
    pace: null,
    done: [],
    mastery: [],
    classes: [],
  }
}

async function nextOf(of: Standing, locale: Locale): Promise<NextWords> {
  const walked = walkedWays(await plansNow(), of)
  return nextWords(nextUp(of, walked), of.reviews.due, walked, locale)
}

async function keepSession(viewerId: string): Promise<void> {
  const session = await readSession()
  if (session?.userId !== viewerId) return
  if (session.renew) await writeSession(session.userId, session.epoch, session.id)
  if (!takeLocally('session-seen', session.id)) await noteSession(session)
}
