import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { fill } from '@/app/_ui/fill'
import { siteOrigin } from '@/app/site-origin'
import { canSendMail } from '@/lib/auth/mail'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { loadCard } from '@/lib/content/card'
import { dailyOf, isAddressProven } from '@/lib/daily/store'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { DAILY_LIMITS, type Due, limitOf, REVIEW_LIMIT_COOKIE } from '@/lib/progress/agenda'
import { askerOf } from '@/lib/progress/asker'
import { dayOf } from '@/lib/progress/day'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { sectionsOf } from '@/lib/progress/store'
import { type AllWithheld, allWithheldFrom } from '@/lib/progress/withheld-store'
import type { PublicItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { askedParts } from '../_shell/asked'
import { InterviewCard } from '../interview/card'
import { plansNow, walkedWays } from '../paths/walked'
import { nextUp } from '../today/next'
import { type NextWords, nextWords } from '../today/next-words'
import { Coming } from './coming'
import { Daily, type DailyMail, EndMail } from './daily'
import { dayInWords } from './date'
import { NO_REVIEWS, ownReviews } from './own-reviews'
import { queueOf } from './queue'
import { ReviewRun, type Turn } from './review-run'
import '@/app/_widgets/simulator.css'
import './review.css'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ stop?: string | string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).review
  return { title: m.title, description: m.lead }
}

/** What is due today, one question after the other, and what is coming. A guest has it too. */
export default async function ReviewPage({ params, searchParams }: Props) {
  const { stop } = await searchParams
  const locale = toLocale((await params).locale)
  const m = messages(locale).review
  const viewer = await getViewer()
  const now = new Date()
  const limit = limitOf((await cookies()).get(REVIEW_LIMIT_COOKIE)?.value)
  const withheld = viewer && (await allWithheldFrom(await askerOf(viewer), now))
  const [reviews, after] = await Promise.all([
    viewer && withheld && ownReviews(viewer, withheld, now),
    afterReview(viewer, withheld, locale),
  ])
  const agenda = reviews?.agenda
  const turns = viewer && agenda ? await turnsOf(viewer, agenda.today, locale, now) : []
  const next = agenda?.coming.find(({ items, cards }) => items + cards > 0)
  return (
    <main id="main" className="page review">
      <h1>{turns.length > 0 ? m.title : m.none}</h1>
      <p className="page-lead">{turns.length > 0 ? m.lead : m.noneFresh}</p>
      {typeof stop === 'string' && <EndMail stopKey={stop} labels={messages(locale).daily.form} />}
      <ReviewRun
        turns={turns}
        nodes={nodesOf(turns, locale)}
        {...askedParts(
          turns.flatMap(({ item, retry }) => [item, retry]),
          locale,
        )}
        locale={locale}
        labels={m}
        quizLabels={messages(locale).quiz}
        after={after}
      >
        {next && (
          <span>
            {fill(m.noneLater, {
              what: messages(locale).today.reviewBody(next.items, next.cards),
              date: dayInWords(next.day, locale),
            })}
          </span>
        )}
      </ReviewRun>
      {agenda && (
        <Coming
          coming={agenda.coming}
          moved={agenda.moved}
          today={dayOf(now)}
          limit={limit}
          limits={DAILY_LIMITS}
          locale={locale}
          labels={m}
        />
      )}
      {viewer && (
        <Daily {...(await dailyProps(viewer))} locale={locale} labels={messages(locale).daily.form} />
      )}
    </main>
  )
}

/** What comes next once nothing is due any more. */
async function afterReview(
  viewer: Viewer | null,
  withheld: AllWithheld | null,
  locale: Locale,
): Promise<NextWords> {
  const [sections, results, mastery, kept] = await Promise.all([
    viewer ? sectionsOf(viewer) : [],
    viewer && withheld ? shownResults(viewer, withheld) : [],
    viewer && withheld ? shownMastery(viewer, withheld) : [],
    plansNow(),
  ])
  const walked = walkedWays(kept, { sections, results })
  return nextWords(nextUp({ sections, results, mastery, reviews: NO_REVIEWS }, walked), 0, walked, locale)
}

/** How this person gets a question a day, and whether it can be mailed to them. */
async function dailyProps(viewer: Viewer) {
  const [daily, isProven] = await Promise.all([dailyOf(viewer), isAddressProven(viewer)])
  const address: DailyMail = viewer.isGuest ? 'guest' : isProven ? 'proven' : 'unproven'
  // Who signs in by another site's account alone may have no address.
  const mail: DailyMail = canSendMail() && (viewer.isGuest || viewer.email) ? address : 'none'
  const feed = daily && `${await siteOrigin()}/api/daily/${daily.key}`
  return { feed, mail, mailHour: daily?.mailHour ?? null, email: viewer.email ?? '' }
}

/** The questions with what stands in for each when it has to be asked again; options are in another order every day. */
async function turnsOf(viewer: Viewer, today: readonly Due[], locale: Locale, now: Date): Promise<Turn[]> {
  const queue = await queueOf(viewer, today, locale, now)
  const day = dayOf(now)
  return queue.map(({ due, item, title, retry, again }) => ({
    item: publicItem(item, locale, day),
    // The next order of the same options, where there is nothing else to ask.
    retry: publicItem(retry, locale, day + 1),
    again,
    title,
    why: whyOf(due, locale),
    isPair: due.pairOf !== null,
  }))
}

function whyOf({ why, days, daysLate, until }: Due, locale: Locale): string {
  const m = messages(locale).review
  if (why === 'plan') return fill(m.whyPlan, { date: dayInWords(until ?? 0, locale) })
  if (why === 'late') return fill(m.whyLate, { n: daysLate })
  if (why === 'time') return fill(m.whyTime, { n: days })
  return days === 0 ? m.whyMissedToday : fill(m.whyMissed, { n: days })
}

/** Interview cards are drawn on the server. */
function nodesOf(turns: readonly Turn[], locale: Locale): Record<string, ReactNode> {
  const isCard = ({ kind }: PublicItem) => kind === 'card'
  return Object.fromEntries(
    turns.flatMap(({ item }) => {
      const card = isCard(item) ? loadCard(item.id, locale) : null
      return card ? [[item.id, <InterviewCard key={item.id} card={card} locale={locale} level={3} />]] : []
    }),
  )
}
