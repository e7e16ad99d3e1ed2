import type { Metadata } from 'next'
import { plain } from '@/app/_ui/inline'
import { cards } from '@/lib/content/card'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { CardList } from './card-list'
import { cardPath } from './card-path'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).interview
  return { title: m.title, description: m.lead }
}

export default async function InterviewPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).interview
  const rows = cards(locale).map((card) => ({
    id: card.id,
    href: cardPath(locale, card.id),
    question: plain(card.question),
    note: [m.rowPoints(card.points.length), m.rowFollowUps(card.followUps.length)].join(' · '),
  }))
  return (
    <main id="main" className="page interview">
      <h1>{m.title}</h1>
      <p className="page-lead">{m.lead}</p>
      <CardList
        rows={rows}
        labels={{
          filter: m.filter,
          filters: [m.filterAll, m.filterNew, m.filterWeak],
          empty: m.filterEmpty,
          levels: [m.rate1, m.rate2, m.rate3, m.rate4],
        }}
      />
    </main>
  )
}
