'use client'

import { useEffect, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { dayOf } from '@/lib/progress/day'
import { dayKept } from '@/lib/progress/kept-plan'
import { dayInWords } from '../review/date'
import { keptDate } from './kept-date'

/** Until when a way is planned on this device; nothing where it is not, or where the day has passed.
 *  @param words `{date}`: the day */
export function PlanDate({ path, locale, words }: { path: string; locale: 'ko' | 'en'; words: string }) {
  const [day, setDay] = useState<number | null>(null)
  useEffect(() => setDay(dayKept(keptDate(path))), [path])
  if (day === null || day < dayOf(new Date())) return null
  return <b className="ways-date">{fill(words, { date: dayInWords(day, locale) })}</b>
}
