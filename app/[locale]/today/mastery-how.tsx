import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

/** How levels are computed, for who asks. */
export function MasteryHow({ locale }: { locale: Locale }) {
  const m = messages(locale).today
  return (
    <details className="today-how">
      <summary>{m.how}</summary>
      <p>{m.howBody}</p>
    </details>
  )
}
