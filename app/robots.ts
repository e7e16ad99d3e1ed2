import type { MetadataRoute } from 'next'
import { siteOrigin } from './site-origin'

export const dynamic = 'force-dynamic'

/** What is taught may be read by machines; what is personal, or the same text in another order, need not be. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  const personal = ['account', 'classes', 'join', 'lti', 'review', 'search', 'sign-in', 'sign-up', 'today']
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/api/', ...personal.map((part) => `/*/${part}`)] },
    sitemap: `${await siteOrigin()}/sitemap.xml`,
  }
}
