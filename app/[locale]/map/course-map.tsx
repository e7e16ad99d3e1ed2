import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { ConceptMastery } from '@/lib/progress/mastery'
import { CourseGraph } from './graph'
import { MasteryMap } from './mastery-map'
import './map.css'

/** The course twice: as a graph where there is room for one, and as a list that says the same in words.
 *  @param here the lesson to go on with, if there is one */
export function CourseMap(props: {
  mastery: readonly ConceptMastery[]
  /** Lessons that may be skipped. */
  known: ReadonlySet<string>
  here: string | null
  locale: Locale
}) {
  const m = messages(props.locale).map
  return (
    <>
      <div className="graph">
        <CourseGraph {...props} />
        <div className="graph-legend">
          <p>{m.legend}</p>
          <ul>
            {m.levels.map((words, i) => (
              <li key={words}>
                <svg width="14" height="14" aria-hidden="true">
                  <rect className={`cell-${i + 1}`} width="14" height="14" rx="3" />
                </svg>
                {words}
              </li>
            ))}
            <li>
              <svg width="14" height="14" aria-hidden="true">
                <rect className="mastery-frame mastery-none" x="0.5" y="0.5" width="13" height="13" rx="3" />
              </svg>
              {m.notYet}
            </li>
          </ul>
        </div>
      </div>
      <MasteryMap mastery={props.mastery} known={props.known} locale={props.locale} />
    </>
  )
}
