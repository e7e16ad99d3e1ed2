import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

/** What stands below every page. */
export function Footer({ locale }: { locale: Locale }) {
  const m = messages(locale).shell
  return (
    <footer className="footer">
      <span>{m.product}</span>
      <a href={`/${locale}/learn`}>{m.learn}</a>
      <a href={`/${locale}/glossary`}>{messages(locale).glossary.title}</a>
      <a href={`/${locale}/interview`}>{m.interview}</a>
      <a href={`/${locale}/lab`}>{m.lab}</a>
      <a href={`/${locale}/classes`}>{m.classes}</a>
      <a href={`/${locale}/account`}>{m.ownData}</a>
    </footer>
  )
}
