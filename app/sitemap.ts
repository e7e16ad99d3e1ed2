import type { MetadataRoute } from 'next'
import { cards } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { glossary } from '@/lib/content/glossary'
import { learningPaths } from '@/lib/content/path'
import { DEFAULT_LOCALE, LOCALES } from '@/lib/i18n/locale'
import { cardSlug } from '@/lib/quiz/item'
import { siteOrigin } from './site-origin'

export const dynamic = 'force-dynamic'

/** Every page that is the same for everybody, in both languages, each with its other language. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const origin = await siteOrigin()
  const pages = [
    '',
    '/learn',
    '/map',
    '/interview',
    '/glossary',
    '/lab',
    ...catalog().lessons.map(({ slug }) => `/learn/${slug}`),
    ...learningPaths().map(({ id }) => `/paths/${id}`),
    ...cards(DEFAULT_LOCALE).map(({ id }) => `/interview/${cardSlug(id)}`),
    ...[...glossary().keys()].map((id) => `/glossary/${id}`),
  ]
  return pages.flatMap((page) => {
    const languages = Object.fromEntries(LOCALES.map((locale) => [locale, `${origin}/${locale}${page}`]))
    return LOCALES.map((locale) => ({ url: `${origin}/${locale}${page}`, alternates: { languages } }))
  })
}
