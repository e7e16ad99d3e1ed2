import type { Labels } from './label'

/** The words of the figures, for one that is not on the page when it comes. */
export async function loadWords(locale: 'ko' | 'en'): Promise<Labels> {
  return locale === 'ko'
    ? (await import('@/lib/i18n/ko/simulator')).simulator
    : (await import('@/lib/i18n/en/simulator')).simulator
}
