'use client'

import { BarFrames } from '../today/mastery-bar'
import { CourseGraph } from './graph'
import type { MapView, MapWords } from './map-view'
import { MasteryMap } from './mastery-map'

/** The course twice: as a graph where there is room for one, and as a list that says the same in words. It is drawn from data in
 *  the browser too, because a page that is drawn on the server alone carries its whole drawing a second time.
 *  @param here the lesson to go on with, if there is one */
export function DrawnMap(props: { view: MapView; here: string | null; locale: string; words: MapWords }) {
  const { words } = props
  return (
    <>
      <BarFrames />
      <div className="graph">
        <CourseGraph {...props} />
        <div className="graph-legend">
          <p>{words.legend}</p>
          <ul>
            {words.levels.map((level, i) => (
              <li key={level}>
                <svg width="14" height="14" aria-hidden="true">
                  <rect className={`cell-${i + 1}`} width="14" height="14" rx="3" />
                </svg>
                {level}
              </li>
            ))}
            <li>
              <svg width="14" height="14" aria-hidden="true">
                <rect className="mastery-frame mastery-none" x="0.5" y="0.5" width="13" height="13" rx="3" />
              </svg>
              {words.notYet}
            </li>
          </ul>
        </div>
      </div>
      <MasteryMap {...props} />
    </>
  )
}
