'use client'

import type { ComponentProps } from 'react'
import type { CompareFigure } from '@/app/_widgets/compare-figure'
import { later } from '@/app/_widgets/later'

/** Two runs of a lesson side by side. */
export const LessonCompare = later<ComponentProps<typeof CompareFigure>>(
  'section',
  'compare-figure',
  async () => (await import('@/app/_widgets/compare-figure')).CompareFigure,
)
