import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Inline, plain } from '@/app/_ui/inline'
import { StructuredData } from '@/app/_ui/structured-data'
import { pageMetadata } from '@/app/page-metadata'
import { catalogLesson } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { type GlossaryTerm, glossary } from '@/lib/content/glossary'
import { type TermPlace, termPlaces } from '@/lib/content/term-place'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import '../glossary.css'

// As many as there are words: made when asked for.
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; term: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale: language, term: id } = await params
  const term = glossary().get(id)
  if (!term) return {}
  const locale = toLocale(language)
  return pageMetadata(locale, `/glossary/${id}`, {
    title: term.name[locale],
    description: plain(term.definition[locale]),
  })
}

/** One term: what it means, what it is called, what it is taken for, and where the lessons explain and use it. */
export default async function TermPage({ params }: Props) {
  const { locale: language, term: id } = await params
  const locale = toLocale(language)
  const term = glossary().get(id)
  if (!term) notFound()
  const m = messages(locale).glossary
  const other = locale === 'ko' ? 'en' : 'ko'
  const places = termPlaces().get(id)
  return (
    <main id="main" className="page term-page">
      <StructuredData
        of={{
          '@type': 'DefinedTerm',
          name: term.name[locale],
          description: plain(term.definition[locale]),
          alternateName: [term.name[other], ...term.also],
          inLanguage: locale,
          inDefinedTermSet: { '@type': 'DefinedTermSet', name: m.title },
        }}
      />
      <p className="term-crumb">
        <a className="link" href={`/${locale}/glossary`}>
          {m.all}
        </a>
      </p>
      <h1>
        {term.name[locale]} <small lang={other}>{term.name[other]}</small>
      </h1>
      <p className="term-definition">
        <Inline text={term.definition[locale]} />
      </p>
      <Part title={m.introduced}>
        {places?.introduced ? <Places places={[places.introduced]} locale={locale} /> : <p>{m.notYet}</p>}
      </Part>
      {places && places.used.length > 0 && (
        <Part title={m.used}>
          <Places places={places.used} locale={locale} />
        </Part>
      )}
      <Words title={m.otherWords} words={term.also} />
      {/* Spellings of Korean: of use to who reads that. */}
      {locale === 'ko' && <Words title={m.notWritten} words={term.avoid} />}
      <Confused term={term} locale={locale} />
    </main>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="term-part">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Words({ title, words }: { title: string; words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <Part title={title}>
      <p>{words.join(', ')}</p>
    </Part>
  )
}

function Places({ places, locale }: { places: readonly TermPlace[]; locale: Locale }) {
  return (
    <ul>
      {places.map(({ lesson, number, section }) => {
        const own = catalogLesson(lesson)
        return (
          <li key={`${lesson} ${section}`}>
            <a className="link" href={`/${locale}/learn/${lesson}#${section}`}>
              {number} {own?.title[locale]}: {own?.sections.find(({ id }) => id === section)?.title[locale]}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

/** What the term is taken for, where a concept has its name. What is believed of it stays with the questions that ask for it. */
function Confused({ term, locale }: { term: GlossaryTerm; locale: Locale }) {
  const others = concepts().get(term.id)?.confusedWith ?? []
  if (others.length === 0) return null
  return (
    <Part title={messages(locale).glossary.confused}>
      <ul>
        {others.map((id) => {
          const name = glossary().get(id)?.name[locale]
          return (
            <li key={id}>
              {name ? (
                <a className="link" href={`/${locale}/glossary/${id}`}>
                  {name}
                </a>
              ) : (
                concepts().get(id)?.name[locale]
              )}
            </li>
          )
        })}
      </ul>
    </Part>
  )
}
