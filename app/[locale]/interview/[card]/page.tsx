import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Icon } from '@/app/_ui/icon'
import { plain } from '@/app/_ui/inline'
import { StructuredData } from '@/app/_ui/structured-data'
import { pageMetadata } from '@/app/page-metadata'
import { type InterviewCard as Card, cardsAsAsked } from '@/lib/content/card'
import { concepts } from '@/lib/content/concept'
import { learningPaths } from '@/lib/content/path'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { cardSlug, conceptOf } from '@/lib/quiz/item'
import { WayScript } from '../../paths/way-script'
import { InterviewCard } from '../card'
import { CardKeys } from '../card-keys'
import { cardPath } from '../card-path'
import '@/app/_widgets/simulator.css'

export const dynamicParams = false

type Props = { params: Promise<{ locale: string; card: string }> }

export function generateStaticParams() {
  return cardsAsAsked('en').map(({ id }) => ({ card: cardSlug(id) }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale: language, card: id } = await params
  const locale = toLocale(language)
  const card = cardsAsAsked(locale).find((one) => cardSlug(one.id) === id)
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
  const deck = cardsAsAsked(locale)
  const at = deck.findIndex((one) => cardSlug(one.id) === id)
  const card = deck[at]
  if (!card) notFound()
  const ways = learningPaths().filter(({ practice }) => practice.cards.includes(card.id))
  const [previous, next] = besideIn(deck, card.id, locale)
  return (
    <main id="main" className="page interview">
      <StructuredData of={aboutCard(card, locale)} />
      <CardBar
        all={{ href: `/${locale}/interview`, text: messages(locale).interview.all }}
        place={[at + 1, deck.length]}
        beside={[previous, next]}
        locale={locale}
      />
      {ways.map((way) => (
        <CardBar
          key={way.id}
          way={way.id}
          all={{ href: `/${locale}/paths/${way.id}`, text: messages(locale).path.backTo }}
          place={[way.practice.cards.indexOf(card.id) + 1, way.practice.cards.length]}
          beside={besideIn(
            way.practice.cards.map((one) => ({ id: one })),
            card.id,
            locale,
          ).map((href) => href && `${href}?path=${way.id}`)}
          locale={locale}
        />
      ))}
      <CardKeys />
      <InterviewCard card={card} locale={locale} level={1} />
      {ways.length > 0 && <WayScript />}
    </main>
  )
}

/** Addresses of the cards before and after one. */
function besideIn(deck: readonly { readonly id: string }[], id: string, locale: Locale) {
  const at = deck.findIndex((one) => one.id === id)
  return [deck[at - 1], deck[at + 1]].map((other) => other && cardPath(locale, other.id))
}

/** Over a card: which it is of how many, and those beside it, of all or of a way's practice (`WayScript`). */
function CardBar(props: {
  way?: string
  all: { href: string; text: string }
  place: readonly [at: number, of: number]
  beside: readonly (string | undefined)[]
  locale: Locale
}) {
  const { way, all, place, locale } = props
  const [previous, next] = props.beside
  const m = messages(locale).interview
  return (
    <div
      className={`card-bar ${way ? 'on-way' : 'off-way'}`}
      data-ways={way}
      suppressHydrationWarning={way !== undefined}
    >
      <a className="link" href={all.href}>
        {all.text}
      </a>
      <span>{m.of(...place)}</span>
      <nav aria-label={m.of(...place)}>
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
  )
}
