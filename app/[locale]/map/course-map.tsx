import type { Locale } from '@/lib/i18n/locale'
import type { ConceptMastery } from '@/lib/progress/mastery'
import { DrawnMap } from './drawn-map'
import { mapView, mapWords } from './map-view'
import './map.css'

/** The course with what is known of it.
 *  @param here the lesson to go on with, if there is one */
export function CourseMap(props: {
  mastery: readonly ConceptMastery[]
  /** Lessons that may be skipped. */
  known: ReadonlySet<string>
  here: string | null
  locale: Locale
}) {
  const { mastery, known, here, locale } = props
  return (
    <DrawnMap view={mapView(mastery, known, locale)} here={here} locale={locale} words={mapWords(locale)} />
  )
}
