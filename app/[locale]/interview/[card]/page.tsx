import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Icon } from '@/app/_ui/icon'
import { plain } from '@/app/_ui/inline'
import { StructuredData } from '@/app/_ui/structured-data'
import { pageMetadata } from '@/app/page-metadata'
import { type InterviewCard as Card, cards } from '@/lib/content/card'
import { concepts } from '@/lib/content/concept'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { cardSlug, conceptOf } from '@/lib/quiz/item'
import { InterviewCard } from '../card'
import { CardKeys } from '../card-keys'
import { cardPath } from '../card-path'
import '@/app/_widgets/simulator.css'

export const dynamicParams = false

type Props = { params: Promise<{ locale: string; card: string }> }

export function generateStaticParams() {
  return cards('en').map(({ id }) => ({ card: cardSlug(id) }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale: language, card: id } = await params
  const locale = toLocale(language)
  const card = cards(locale).find((one) => cardSlug(one.id) === id)
  return card ? pageMetadata(locale, `/interview/${id}`, { title: plain(card.question) }) : {}
}

/** The card as a flash card of schema.org, which search engines know by `eduQuestionType`. */
function aboutCard({ id, question, short }: Card, locale: Locale) {
  const about = concepts().get(conceptOf(id))?.name[locale]
  return {
    '@type': 'Quiz',
    name: plain(question),
    inLanguage: locale,
    isAccessibleForFree: true,
    ...(about && { about: { '@type': 'Thing', name: about } }),
    hasPart: [
      {
        '@type': 'Question',
        eduQuestionType: 'Flashcard',
        text: plain(question),
        acceptedAnswer: { '@type': 'Answer', text: plain(short) },
      },
    ],
  }
}

export default async function CardPage({ params }: Props) {
  const { locale: language, card: id } = await params
  const locale = toLocale(language)
  const m = messages(locale).interview
  const deck = cards(locale)
  const at = deck.findIndex((one) => cardSlug(one.id) === id)
  const card = deck[at]
  if (!card) notFound()
  const hrefOf = (index: number) => {
    const other = deck[index]
    return other && cardPath(locale, other.id)
  }
  const [previous, next] = [hrefOf(at - 1), hrefOf(at + 1)]
  return (
    <main id="main" className="page interview">
      <StructuredData of={aboutCard(card, locale)} />
      <div className="card-bar">
        <a className="link" href={`/${locale}/interview`}>
          {m.all}
        </a>
        <span>{m.of(at + 1, deck.length)}</span>
        <nav aria-label={m.of(at + 1, deck.length)}>
          {previous && (
            <a className="button button-small" href={previous} rel="prev">
              <Icon name="arrow-left" />
              {m.previous}
            </a>
          )}
          {next && (
            <a className="button button-small" href={next} rel="next">
              {m.next}
              <Icon name="arrow-right" />
            </a>
          )}
        </nav>
        <span className="card-bar-keys">{m.keys}</span>
      </div>
      <CardKeys previous={previous ?? null} next={next ?? null} />
      <InterviewCard card={card} locale={locale} level={1} />
    </main>
  )
}
