import type { Metadata } from 'next'
import { plain } from '@/app/_ui/inline'
import { pageMetadata } from '@/app/page-metadata'
import { cards, type InterviewCard } from '@/lib/content/card'
import { concepts } from '@/lib/content/concept'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { conceptOf } from '@/lib/quiz/item'
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
  const rows = cards(locale)
    .map((card) => rowOf(card, locale))
    .sort((a, b) => b.asked - a.asked)
  return (
    <main id="main" className="page interview">
      <div className="interview-head">
        <div>
          <h1>{m.count(rows.length)}</h1>
          <p className="page-lead">{m.lead}</p>
        </div>
        <a className="button button-primary" href={`/${locale}/interview/mock`}>
          {messages(locale).mock.open}
        </a>
      </div>
      <CardList
        rows={rows}
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
          chart: m.chart(rows.filter(({ asked }) => asked > 0).length),
        }}
      />
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
