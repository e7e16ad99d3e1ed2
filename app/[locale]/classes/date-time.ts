/** A moment as a clock in a zone shows it, with the day of the week and the zone's name: the same on the server and in the page.
 *  @param timeZone by IANA's name */
export function dateTime(at: Date, timeZone: string, locale: 'ko' | 'en'): string {
  const field = '2-digit'
  return new Intl.DateTimeFormat(locale === 'ko' ? 'ko-KR' : 'en-GB', {
    ...{ timeZone, hourCycle: 'h23', timeZoneName: 'short' },
    ...{ weekday: 'short', month: 'short', day: 'numeric', hour: field, minute: field },
  }).format(at)
}
