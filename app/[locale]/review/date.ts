import type { Locale } from '@/lib/i18n/locale'

/** A day (`dayOf`) in words. The count is of days in Seoul, so its own zone no longer matters. */
export function dayInWords(day: number, locale: Locale, options: Intl.DateTimeFormatOptions = LONG): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(day * 86_400_000)
}
const LONG = { month: 'long', day: 'numeric' } as const

/** 0 for Monday to 6 for Sunday. The first of all days was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7
}
