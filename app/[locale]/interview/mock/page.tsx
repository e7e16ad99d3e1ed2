import type { Metadata } from 'next'
import { plain } from '@/app/_ui/inline'
import { cardItems, cards } from '@/lib/content/card'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { publicItem } from '@/lib/quiz/publish'
import { Mock } from './mock'
import type { MockCard } from './mock-card'
import './mock.css'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).mock
  return { title: m.title, description: m.lead }
}

/** A mock interview: set, gone through, and stored. Model answers are in its report alone. */
export default async function MockPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  return (
    <main id="main" className="page mock">
      <Mock cards={mockCards(locale)} locale={locale} labels={messages(locale).mock} />
    </main>
  )
}

function mockCards(locale: Locale): MockCard[] {
  const items = new Map(cardItems().map((item) => [item.id, publicItem(item, locale, 0)]))
  return cards(locale).flatMap((card) => {
    const item = items.get(card.id)
    if (!item) return []
    return [
      {
        item: { id: item.id, hash: item.hash, seed: item.seed },
        question: plain(card.question),
        topic: card.topic,
        asked: card.asked,
        points: card.points.map(({ text, terms }) => ({ text: plain(text), terms })),
        followUps: card.followUps.map(({ question, point }) => ({ question: plain(question), point })),
      },
    ]
  })
}
