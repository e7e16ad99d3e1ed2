'use client'

import { type ComponentProps, lazy, Suspense } from 'react'

const LateChecklist = lazy(async () => ({ default: (await import('./checklist')).Checklist }))
const LateScene = lazy(async () => ({ default: (await import('@/app/_quiz/scene-button')).SceneButton }))
const LateRating = lazy(async () => ({ default: (await import('./rating')).Rating }))

/** `Checklist` of an answer that was opened: the code of what stands under an answer comes with it, not with the page. */
export function Checklist(props: ComponentProps<typeof LateChecklist>) {
  return (
    <Suspense fallback={null}>
      <LateChecklist {...props} />
    </Suspense>
  )
}

/** `Rating`, likewise. */
export function Rating(props: ComponentProps<typeof LateRating>) {
  return (
    <Suspense fallback={null}>
      <LateRating {...props} />
    </Suspense>
  )
}

/** `SceneButton`, likewise. */
export function SceneButton(props: ComponentProps<typeof LateScene>) {
  return (
    <Suspense fallback={null}>
      <LateScene {...props} />
    </Suspense>
  )
}
