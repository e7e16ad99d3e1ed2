import type { Metadata } from 'next'
import { Inline } from '@/app/_ui/inline'
import { pageMetadata } from '@/app/page-metadata'
import { type GlossaryTerm, glossary } from '@/lib/content/glossary'
import { termPlaces } from '@/lib/content/term-place'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { letterOf } from '@/lib/search/hangul'
import { SearchForm } from '../search/search-form'
import './glossary.css'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = toLocale((await params).locale)
  const m = messages(locale).glossary
  return pageMetadata(locale, '/glossary', { title: m.title, description: m.description })
}

/** Every term by its first letter, with the word of the other language and what it means. */
export default async function GlossaryPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).glossary
  const terms = [...glossary().values()]
  const letters = new Map<string, GlossaryTerm[]>()
  for (const term of terms.sort((a, b) => a.name[locale].localeCompare(b.name[locale], locale))) {
    const letter = firstLetter(term, locale) ?? m.other
    letters.set(letter, [...(letters.get(letter) ?? []), term])
  }
  return (
    <main id="main" className="page glossary">
      <h1>{m.title}</h1>
      <p className="page-lead">{m.lead(terms.length)}</p>
      <SearchForm locale={locale} />
      <nav className="glossary-letters" aria-label={m.byLetter}>
        {[...letters.keys()].map((letter) => (
          <a key={letter} href={`#letter-${letter}`}>
            {letter}
          </a>
        ))}
      </nav>
      {[...letters].map(([letter, own]) => (
        <section key={letter} className="glossary-letter" aria-labelledby={`letter-${letter}`}>
          <h2 id={`letter-${letter}`}>{letter}</h2>
          <ul>
            {own.map((term) => (
              <li key={term.id}>
                <Row term={term} locale={locale} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  )
}

function firstLetter({ name }: GlossaryTerm, locale: Locale): string | null {
  const first = name[locale].charAt(0)
  return letterOf(first) ?? (/[a-z]/i.test(first) ? first.toUpperCase() : null)
}

function Row({ term, locale }: { term: GlossaryTerm; locale: Locale }) {
  const m = messages(locale).glossary
  const other = locale === 'ko' ? 'en' : 'ko'
  const place = termPlaces().get(term.id)?.introduced
  return (
    <>
      <p className="glossary-name">
        <a href={`/${locale}/glossary/${term.id}`}>{term.name[locale]}</a>
        <small lang={other}>{term.name[other]}</small>
      </p>
      <p>
        <Inline text={term.definition[locale]} />
      </p>
      <p className="glossary-lesson">{place && m.inLesson(place.number)}</p>
    </>
  )
}
