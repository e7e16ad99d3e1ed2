import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { siteOrigin } from '@/app/site-origin'
import { getViewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { mockOf, mocksOf } from '@/lib/interview/store'
import { Report } from '../report'
import { PrintButton } from './print-button'
import { SharedLink, ShareReport } from './share-report'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return {
    title: messages(toLocale((await params).locale)).mock.reportTitle,
    robots: { index: false },
  }
}

/** The report of a mock interview. One's own alone, unless one shares it. */
export default async function MockReportPage({ params }: Props) {
  const { locale: language, id } = await params
  const locale = toLocale(language)
  const { mock: m, mockShare: share } = messages(locale)
  const viewer = await getViewer()
  const mock = viewer && (await mockOf(viewer, id))
  if (!viewer || !mock) notFound()
  const [earlier, origin] = await Promise.all([mocksOf(viewer, mock.endedAt), siteOrigin()])
  return (
    <Report
      mock={mock}
      earlier={earlier}
      locale={locale}
      actions={
        <>
          <PrintButton label={m.print} />
          <ShareReport id={mock.id} isShared={mock.shareKey !== null} labels={share} />
          <a className="button button-primary" href={`/${locale}/interview/mock`}>
            {m.sameAgain}
          </a>
        </>
      }
      more={
        mock.shareKey && (
          <SharedLink address={`${origin}/${locale}/interview/shared/${mock.shareKey}`} labels={share} />
        )
      }
    />
  )
}
