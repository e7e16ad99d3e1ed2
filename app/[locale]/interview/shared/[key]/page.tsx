import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { sharedMock } from '@/lib/interview/store'
import { PrintButton } from '../../mock/[id]/print-button'
import { Report } from '../../mock/report'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; key: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).mock
  return { title: m.reportTitle, robots: { index: false }, referrer: 'no-referrer' }
}

/** A report that somebody shares by this link: this interview alone, and not whose it is. */
export default async function SharedReportPage({ params }: Props) {
  const { locale: language, key } = await params
  const locale = toLocale(language)
  const { mock: m, mockShare: share } = messages(locale)
  const mock = await sharedMock(key)
  if (!mock) notFound()
  return (
    <Report
      mock={mock}
      earlier={null}
      locale={locale}
      actions={
        <>
          <PrintButton label={m.print} />
          <a className="button button-primary" href={`/${locale}/interview/mock`}>
            {share.tryIt}
          </a>
        </>
      }
      more={<p className="card-note">{share.seen}</p>}
    />
  )
}
