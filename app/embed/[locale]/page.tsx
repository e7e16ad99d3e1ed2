import { simulator as enWords } from '@/lib/i18n/en/simulator'
import { simulator as koWords } from '@/lib/i18n/ko/simulator'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { EmbeddedRun } from './embedded-run'
import '@/app/_widgets/simulator.css'
import './embed.css'

/** One run, of the program that the fragment of the address holds. */
export default async function EmbedPage(props: { params: Promise<{ locale: string }> }) {
  const locale = toLocale((await props.params).locale)
  return (
    <main id="main" className="embed">
      <EmbeddedRun
        locale={locale}
        labels={messages(locale).embed}
        words={locale === 'ko' ? koWords : enWords}
      />
    </main>
  )
}
