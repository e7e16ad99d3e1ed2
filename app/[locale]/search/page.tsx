import type { Metadata } from 'next'
import { plain } from '@/app/_ui/inline'
import { searchIndex } from '@/lib/content/search'
import { snippetOf } from '@/lib/content/snippet'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { markedParts } from '@/lib/search/mark'
import type { Hit } from '@/lib/search/rank'
import { hitHref, queryLanguage, searchFor } from '@/lib/search/reader'
import type { SearchIndex } from '@/lib/search/search-index'
import { GROUPS, type Group, groupOf } from './group'
import { Marked } from './marked'
import { LONGEST_QUERY, SearchForm } from './search-form'
import './search.css'

export const dynamic = 'force-dynamic'

type Query = { q?: string | string[]; in?: string | string[] }
type Props = { params: Promise<{ locale: string }>; searchParams: Promise<Query> }

/** Hits that one page shows. */
const SHOWN = 30

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).find
  const query = textOf((await searchParams).q)
  const title = query === '' ? m.title : `${query} – ${m.title}`
  return { title, description: m.description, robots: { index: false } }
}

/** Search without a script: the same index and the same order as in the window that `/` opens. */
export default async function SearchPage({ params, searchParams }: Props) {
  const locale = toLocale((await params).locale)
  const asked = await searchParams
  const [query, group] = [textOf(asked.q), textOf(asked.in)]
  const m = messages(locale).find
  return (
    <main id="main" className="page search">
      <h1>{m.title}</h1>
      <SearchForm locale={locale} query={query} />
      {query === '' ? <Before locale={locale} /> : <Results query={query} group={group} locale={locale} />}
    </main>
  )
}

function textOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim().slice(0, LONGEST_QUERY)
}

function Before({ locale }: { locale: Locale }) {
  const m = messages(locale).find
  return (
    <div className="search-before">
      <p>{m.before}</p>
      <ul>
        {m.examples.map((example) => (
          <li key={example}>
            <a className="link" href={`/${locale}/search?q=${encodeURIComponent(example)}`}>
              {example}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Results({ query, group, locale }: { query: string; group: string; locale: Locale }) {
  const m = messages(locale).find
  const language = queryLanguage(query, locale)
  const index = searchIndex(language)
  const shown = searchIndex(locale)
  const { hits, isByInitials } = searchFor(index, shown, query)
  if (hits.length === 0)
    return (
      <div className="search-before" role="status">
        <h2>{m.none(query)}</h2>
        <p>{m.noneBody}</p>
      </div>
    )
  const counted = GROUPS.map((name) => ({ name, n: hits.filter((hit) => groupOf(hit.kind) === name).length }))
  const chosen = hits.filter((hit) => GROUPS.every((name) => name !== group) || groupOf(hit.kind) === group)
  const note = isByInitials ? m.byInitials : language !== locale ? m.otherLanguage : null
  return (
    <>
      <nav className="search-groups" aria-label={m.results}>
        <GroupLink query={query} name="" n={hits.length} group={group} locale={locale} />
        {counted.map(({ name, n }) => (
          <GroupLink key={name} query={query} name={name} n={n} group={group} locale={locale} />
        ))}
      </nav>
      {note && <p className="search-note">{note}</p>}
      <ol className="search-hits">
        {chosen.slice(0, SHOWN).map((hit) => (
          <li key={`${hit.kind} ${hit.path} ${hit.title}`}>
            <Result hit={hit} query={query} shown={shown} locale={locale} />
          </li>
        ))}
      </ol>
    </>
  )
}

function GroupLink(props: { query: string; name: Group | ''; n: number; group: string; locale: Locale }) {
  const { query, name, n, group, locale } = props
  const m = messages(locale).find
  if (n === 0) return null
  const rest = name === '' ? '' : `&in=${name}`
  return (
    <a
      href={`/${locale}/search?q=${encodeURIComponent(query)}${rest}`}
      aria-current={name === group ? 'true' : undefined}
    >
      {name === '' ? m.all : m.kinds[name]} <span>{n}</span>
    </a>
  )
}

function Result({
  hit,
  query,
  shown,
  locale,
}: {
  hit: Hit
  query: string
  shown: SearchIndex
  locale: Locale
}) {
  const m = messages(locale).find
  const parts = (text: string) => markedParts(text, query, shown.spellings)
  const snippet = snippetOf(hit, locale, query, shown.spellings)
  const kind = m.kind[groupOf(hit.kind)]
  return (
    <>
      <p className="search-kind">
        {kind}
        {hit.kind !== 'lesson' && hit.note !== '' && ` · ${hit.note}`}
      </p>
      <h2>
        <a href={hitHref(locale, hit, query)}>
          <Marked parts={parts(plain(hit.title))} />
        </a>
      </h2>
      <p>
        <Marked parts={parts(plain(snippet))} />
      </p>
      {hit.also.length > 0 && (
        <ul className="search-also" aria-label={m.also(hit.also.length)}>
          {hit.also.slice(0, 3).map((entry) => (
            <li key={entry.path}>
              <a className="link" href={hitHref(locale, entry, query)}>
                {plain(entry.title)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
