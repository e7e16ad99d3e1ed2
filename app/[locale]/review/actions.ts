'use server'

import { changeFeed, changeMail, type DailyResult, endMail } from '@/lib/daily/settings'
import { toLocale } from '@/lib/i18n/locale'

/** @param what `open`, `renew` or `close` */
export async function changeDailyFeed(what: unknown, locale: string): Promise<DailyResult> {
  return changeFeed(what, toLocale(locale))
}

/** @param hour 0 to 23 in Seoul; null for no mail */
export async function changeDailyMail(hour: unknown, locale: string): Promise<DailyResult> {
  return changeMail(hour, toLocale(locale))
}

/** @param stopKey of a link in a message */
export async function endDailyMail(stopKey: unknown): Promise<DailyResult> {
  return endMail(stopKey)
}
