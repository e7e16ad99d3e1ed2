import type { Locale } from '@/lib/i18n/locale'

/** A day (`dayOf`) in words. The count is of days in Seoul, so its own zone no longer matters. */
export function dayInWords(day: number, locale: Locale, options: Intl.DateTimeFormatOptions = LONG): string {
  return formatOf(locale, options).format(day * 86_400_000)
}
const LONG = { month: 'long', day: 'numeric' } as const

/** Making one takes a hundred times as long as using it, and a calendar has a month of days. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  formats.set(key, format)
  return format
}

/** 0 for Monday to 6 for Sunday. The first of all days was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7
}
