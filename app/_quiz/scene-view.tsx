'use client'

import { lazy, Suspense } from 'react'
import type { ItemProgram } from '@/lib/quiz/item'
import type { QuizLabels } from './label'

/** A run to be shown after an answer. `isKey`: it is a schedule that does what was asked. */
export type SceneToShow = ItemProgram & {
  readonly schedule: string
  readonly step: number
  readonly isKey: boolean
}

const SceneRun = lazy(() => import('./scene-run'))

/** The simulator on one scene. Its code is loaded when a learner asks for it. */
export function SceneView(props: { scene: SceneToShow; locale: 'ko' | 'en'; labels: QuizLabels }) {
  const waiting = (
    <p className="scene-waiting" role="status">
      {props.labels.opening}
    </p>
  )
  return (
    <div className="scene-box">
      <Suspense fallback={waiting}>
        <SceneRun {...props} waiting={waiting} />
      </Suspense>
    </div>
  )
}
