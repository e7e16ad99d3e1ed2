/** The two languages of the product, Korean first: it is what most readers came for. */
export const LOCALES = ['ko', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export const DEFAULT_LOCALE: Locale = 'ko'

/** Name of the cookie that remembers a reader's own choice of language. */
export const LOCALE_COOKIE = 'locale'

/** Whether a path segment or cookie names one of our languages. */
export function isLocale(text: string | undefined): text is Locale {
  return text === 'ko' || text === 'en'
}

/** The locale of a route's parameter. Unknown ones never get here (`dynamicParams` is false), but the type
 *  of a parameter is `string`. */
export function toLocale(text: string): Locale {
  return isLocale(text) ? text : DEFAULT_LOCALE
}

/** The same page in another language: `/ko/learn/threads` and `en` give `/en/learn/threads`. A path without
 *  a locale gets one. */
export function swapLocale(path: string, to: Locale): string {
  const rest = path.split('/').slice(1)
  if (isLocale(rest[0])) rest.shift()
  return ['', to, ...rest].join('/').replace(/\/$/, '') || `/${to}`
}

/** The language for somebody who asks for `/`: the cookie if there is one, else the first language of the
 *  `Accept-Language` header that we have, by its weights (RFC 9110 §12.5.4), else Korean. */
export function negotiateLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie
  const asked = (acceptLanguage ?? '').split(',').map(parseRange)
  asked.sort((a, b) => b.weight - a.weight)
  const found = asked.find((range) => range.weight > 0 && isLocale(range.language))
  return toLocale(found?.language ?? DEFAULT_LOCALE)
}

function parseRange(text: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = text.trim().split(';')
  const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
  const weight = q === undefined ? 1 : Number.parseFloat(q.slice(2))
  return { language: tag.toLowerCase().split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight }
}
