import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { gallery as en } from '@/lib/i18n/en/gallery'
import { simulator as enLabels } from '@/lib/i18n/en/simulator'
import { gallery as ko } from '@/lib/i18n/ko/gallery'
import { simulator as koLabels } from '@/lib/i18n/ko/simulator'
import { toLocale } from '@/lib/i18n/locale'
import { FIGURE_PARTS } from '@/lib/player/part'
import { FigureSpecimens } from './figures'
import { ORDER_FIGURES } from './order-figure'
import { OrderSpecimens } from './order-specimens'
import { hasGallery } from './shown'
import './gallery.css'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Gallery', robots: { index: false } }

type Props = {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ figure?: string | string[] }>
}

/** Every figure in each of its states, one figure a page: for those who draw them, and for the tests that look at them. */
export default async function GalleryPage({ params, searchParams }: Props) {
  if (!hasGallery()) notFound()
  const locale = toLocale((await params).locale)
  const { figure } = await searchParams
  const orders = ORDER_FIGURES.find((one) => one === figure)
  const part = FIGURE_PARTS.find((one) => one === figure) ?? FIGURE_PARTS[0]
  const words = locale === 'ko' ? ko : en
  const labels = locale === 'ko' ? koLabels : enLabels
  return (
    <main id="main" className="page gallery">
      <h1>{words.title}</h1>
      <p className="page-lead">{words.lead}</p>
      <nav className="gallery-figures" aria-label={words.figures}>
        {FIGURE_PARTS.map((one) => (
          <a key={one} href={`?figure=${one}`} aria-current={!orders && one === part ? 'page' : undefined}>
            {labels[one]}
          </a>
        ))}
        {ORDER_FIGURES.map((one) => (
          <a key={one} href={`?figure=${one}`} aria-current={one === orders ? 'page' : undefined}>
            {words.orders[one]}
          </a>
        ))}
      </nav>
      {orders ? (
        <OrderSpecimens figure={orders} locale={locale} words={words} />
      ) : (
        <FigureSpecimens part={part} locale={locale} words={words} labels={labels} />
      )}
    </main>
  )
}
