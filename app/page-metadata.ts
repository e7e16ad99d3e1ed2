import type { Metadata } from 'next'
import { LOCALES, type Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

/** Languages as Open Graph writes them (ogp.me, og:locale). */
const OG_LOCALE: Readonly<Record<Locale, string>> = { ko: 'ko_KR', en: 'en_US' }

/** What a page that is the same for everybody says of itself: to search engines its other language, and where somebody
 *  passes its address on, what is shown there (the Open Graph protocol, ogp.me).
 *  @param path after the language: `/learn/fork`
 *  @param description left out where the page has none that would not give its answer away */
export function pageMetadata(
  locale: Locale,
  path: string,
  about: { readonly title: string; readonly description?: string },
): Metadata {
  const others = LOCALES.filter((other) => other !== locale)
  return {
    ...about,
    alternates: { languages: Object.fromEntries(LOCALES.map((one) => [one, `/${one}${path}`])) },
    openGraph: {
      type: 'article',
      siteName: messages(locale).shell.product,
      locale: OG_LOCALE[locale],
      alternateLocale: others.map((other) => OG_LOCALE[other]),
      ...about,
    },
  }
}
