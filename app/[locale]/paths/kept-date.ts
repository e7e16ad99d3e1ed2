import { DATED_SECONDS, dayKept, planCookie } from '@/lib/progress/kept-plan'

/** The date that a way through the course is for, as this browser keeps it: as a date field has it, `2026-12-01`; empty while
 *  there is none. */
export function keptDate(path: string): string {
  const value = document.cookie
    .split('; ')
    .find((one) => one.startsWith(`${planCookie(path)}=`))
    ?.split('=')[1]
  return value !== undefined && dayKept(value) !== null ? value : ''
}

/** @param date empty for none */
export function keepDate(path: string, date: string): void {
  const age = date === '' ? 0 : DATED_SECONDS
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${planCookie(path)}=${date};path=/;max-age=${age};samesite=lax`
}
