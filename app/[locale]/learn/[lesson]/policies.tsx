'use client'

import type { ComponentProps } from 'react'
import { later } from '@/app/_widgets/later'
import type { PolicyFigure } from '@/app/_widgets/policy-figure'

/** A lesson's workload under several policies. */
export const LessonPolicies = later<ComponentProps<typeof PolicyFigure>>(
  'section',
  'policy-figure',
  async () => (await import('@/app/_widgets/policy-figure')).PolicyFigure,
)
