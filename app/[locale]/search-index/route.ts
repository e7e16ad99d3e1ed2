import { packedSearchIndex } from '@/lib/content/search'
import { LOCALES, toLocale } from '@/lib/i18n/locale'

export const dynamic = 'force-static'
export const dynamicParams = false

export function generateStaticParams() {
  return LOCALES.map((locale) => ({ locale }))
}

/** The index of one language, made with the pages: a reader's browser fetches it when it first searches. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  return new Response(packedSearchIndex(toLocale((await params).locale)), {
    headers: { 'content-type': 'application/gzip' },
  })
}
