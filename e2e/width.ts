import { isEveryWay } from '../lib/cli/check/every-way'
import type { Locale } from './page'

/** Tests of this tag run at 390 px only. */
export const PHONE_ONLY = /@phone/

/** Tags of a test that does the same at each width: the gate has it at one. */
export function atOne(width: 'wide' | 'phone'): string[] {
  if (isEveryWay()) return ['@narrow']
  return width === 'phone' ? ['@phone'] : []
}

/** Tags of a test that does the same in each language: in Korean on a phone and in English in a wide window. */
export function tagsOf(locale: Locale): string[] {
  return atOne(locale === 'ko' ? 'phone' : 'wide')
}
