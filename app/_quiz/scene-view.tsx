'use client'

import { lazy, Suspense } from 'react'
import type { SceneLabels } from './label'
import type { SceneToShow } from './wire'

const SceneRun = lazy(() => import('./scene-run'))

/** The simulator on one scene. Its code is loaded when a learner asks for it. */
export function SceneView(props: {
  scene: SceneToShow
  title: string
  locale: 'ko' | 'en'
  labels: SceneLabels
}) {
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
