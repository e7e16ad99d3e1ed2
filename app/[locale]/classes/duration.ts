import { fill } from '@/app/_ui/fill'
import { messages } from '@/lib/i18n/messages'

/** So many milliseconds in words, to the second below two minutes and to the minute above. */
export function duration(ms: number, locale: 'ko' | 'en'): string {
  const m = messages(locale).classes
  const seconds = Math.round(ms / 1000)
  return seconds < 120 ? fill(m.seconds, { n: seconds }) : fill(m.minutes, { n: Math.round(seconds / 60) })
}
