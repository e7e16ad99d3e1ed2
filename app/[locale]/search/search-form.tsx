import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import './search.css'

/** A longer question is not looked up: it is none. */
export const LONGEST_QUERY = 300

/** The field that asks without a script: it leads to the page of results.
 *  @param query what stands in it. Without one the form is beside something else, and its button is no main one. */
export function SearchForm({ locale, query }: { locale: Locale; query?: string }) {
  const m = messages(locale).find
  return (
    <search>
      <form className="search-form" action={`/${locale}/search`} method="get">
        <input
          type="search"
          name="q"
          className="input"
          defaultValue={query}
          aria-label={m.field}
          placeholder={m.field}
          maxLength={LONGEST_QUERY}
        />
        <button type="submit" className={query === undefined ? 'button' : 'button button-primary'}>
          {m.submit}
        </button>
      </form>
    </search>
  )
}
