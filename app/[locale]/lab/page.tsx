import type { Metadata } from 'next'
import { examples } from '@/lib/content/example'
import { compare as enCompare } from '@/lib/i18n/en/compare'
import { orders as enOrders } from '@/lib/i18n/en/orders'
import { simulator as enWords } from '@/lib/i18n/en/simulator'
import { compare as koCompare } from '@/lib/i18n/ko/compare'
import { orders as koOrders } from '@/lib/i18n/ko/orders'
import { simulator as koWords } from '@/lib/i18n/ko/simulator'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { Lab } from './lab'
import '@/app/_widgets/simulator.css'
import '@/app/_widgets/orders.css'
import '@/app/_widgets/terrain.css'
import '@/app/_widgets/compare.css'
import './lab.css'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).lab
  return { title: m.title, description: m.lead }
}

export default async function LabPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).lab
  const groups = examples().map(({ lesson, programs }) => ({
    title: lesson[locale],
    programs: programs.map(({ title, ...program }) => ({ ...program, title: title?.[locale] ?? null })),
  }))
  return (
    <main id="main" className="page lab">
      <div className="lab-head">
        <h1>{m.title}</h1>
        <p>{m.lead}</p>
      </div>
      <Lab
        locale={locale}
        examples={groups}
        labels={m}
        words={locale === 'ko' ? koWords : enWords}
        orderWords={locale === 'ko' ? koOrders : enOrders}
        compareWords={locale === 'ko' ? koCompare : enCompare}
      />
    </main>
  )
}
