import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { dayInWords } from '../review/date'
import type { Walked } from './walked'

/** For which day a way is walked, and what of it today holds; empty while it has no date. */
export function shareInWords({ until, today }: Walked, locale: Locale): string {
  if (until === null) return ''
  const m = messages(locale).path
  const share = today && m.share(today.from + 1, today.to + 1, today.minutes)
  return [m.forDay(dayInWords(until, locale)), share].filter(Boolean).join(' ')
}
