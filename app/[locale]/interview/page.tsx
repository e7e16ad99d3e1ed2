import type { Metadata } from 'next'
import { plain } from '@/app/_ui/inline'
import { pageMetadata } from '@/app/page-metadata'
import { cardsAsAsked, type InterviewCard } from '@/lib/content/card'
import { concepts } from '@/lib/content/concept'
import { learningPaths } from '@/lib/content/path'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { conceptOf } from '@/lib/quiz/item'
import { WayScript } from '../paths/way-script'
import { CardList } from './card-list'
import { cardPath } from './card-path'
import type { CardRow } from './card-rows'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = toLocale((await params).locale)
  const m = messages(locale).interview
  return pageMetadata(locale, '/interview', { title: m.title, description: m.lead })
}

/** The questions of interviews: what is asked how often, and what oneself is ready for. */
export default async function InterviewPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).interview
  const rows = cardsAsAsked(locale).map((card) => rowOf(card, locale))
  const ways = learningPaths().map((path) => ({
    path: path.id,
    title: path.title[locale],
    planHref: `/${locale}/paths/${path.id}`,
    cards: path.practice.cards,
    chart: m.chart(rows.filter(({ id, asked }) => asked > 0 && path.practice.cards.includes(id)).length),
  }))
  return (
    <main id="main" className="page interview">
      <div className="interview-head">
        <div>
          <h1>
            <span className="off-way">{m.count(rows.length)}</span>
            {ways.map(({ path, cards }) => (
              <span key={path} className="on-way" data-ways={path} suppressHydrationWarning>
                {messages(locale).path.cards(cards.length)}
              </span>
            ))}
          </h1>
          <p className="page-lead">{m.lead}</p>
        </div>
        <a className="button button-primary off-way" href={`/${locale}/interview/mock`}>
          {messages(locale).mock.open}
        </a>
      </div>
      <CardList
        rows={rows}
        ways={ways}
        labels={{
          search: m.search,
          topics: m.topics,
          allTopics: m.allTopics,
          filter: m.filter,
          filterAll: m.filterAll,
          states: { ready: m.ready, practising: m.practising, open: m.open },
          due: m.filterDue,
          empty: m.filterEmpty,
          asked: m.asked,
          uncounted: m.uncounted,
          keys: m.listKeys,
          backTo: messages(locale).path.backTo,
          allCards: messages(locale).path.allCards,
          chart: m.chart(rows.filter(({ asked }) => asked > 0).length),
        }}
      />
      {ways.length > 0 && <WayScript />}
    </main>
  )
}

function rowOf(card: InterviewCard, locale: Locale): CardRow {
  const concept = concepts().get(conceptOf(card.id))?.name
  return {
    id: card.id,
    href: cardPath(locale, card.id),
    question: plain(card.question),
    topic: card.topic,
    asked: card.asked,
    points: card.points.length,
    words: [concept?.ko, concept?.en, card.topic?.name].filter(Boolean).join(' '),
  }
}
