'use client'

import { type ComponentProps, lazy, Suspense } from 'react'
import { useMe } from '../_shell/me'

const LateChecklist = lazy(async () => ({ default: (await import('./checklist')).Checklist }))
const LateScene = lazy(async () => ({ default: (await import('@/app/_quiz/scene-button')).SceneButton }))
const LateMark = lazy(async () => ({ default: (await import('./card-mark')).CardMark }))
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

/** `CardMark` of a card that was rated before; its code comes for who has rated one. */
export function Mark(props: { itemId: string } & Omit<ComponentProps<typeof LateMark>, 'rating' | 'dueAt'>) {
  const { itemId, ...rest } = props
  const before = useMe()?.answered.find((one) => one.itemId === itemId)
  if (!before?.rating) return null
  return (
    <Suspense fallback={null}>
      <LateMark rating={before.rating} dueAt={before.dueAt} {...rest} />
    </Suspense>
  )
}
