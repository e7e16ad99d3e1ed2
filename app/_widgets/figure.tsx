'use client'

import { type ComponentType, lazy, Suspense } from 'react'
import type { FigurePart } from '@/lib/player/part'
import { ChannelFigure } from './channel-figure'
import { CodePanel } from './code-panel'
import type { FigureProps } from './figure-props'
import { MemoryPanel } from './memory-panel'
import { PageFigure } from './page-figure'
import { SyncFigure } from './sync-figure'
import { TaskPanel } from './task-panel'
import { Timeline } from './timeline'

/** What most lessons show comes with the page, in the HTML too. */
const AT_ONCE = {
  code: CodePanel,
  tasks: TaskPanel,
  memory: MemoryPanel,
  pages: PageFigure,
  sync: SyncFigure,
  channels: ChannelFigure,
  timeline: Timeline,
} satisfies Partial<Figures>

/** What fewer lessons show is fetched when one does. */
const LATER = {
  update: lazy(async () => ({ default: (await import('./update-figure')).UpdateFigure })),
  tree: lazy(async () => ({ default: (await import('./family-figure')).FamilyFigure })),
  queue: lazy(async () => ({ default: (await import('./queue-figure')).QueueFigure })),
  kernel: lazy(async () => ({ default: (await import('./kernel-figure')).KernelFigure })),
} satisfies Partial<Figures>

type Figures = Readonly<Record<FigurePart, ComponentType<FigureProps>>>

const FIGURES: Figures = { ...AT_ONCE, ...LATER }

/** The figure of a part. */
export function Figure({ part, ...props }: FigureProps & { part: FigurePart }) {
  const Drawn = FIGURES[part]
  if (part in AT_ONCE) return <Drawn {...props} />
  return (
    <Suspense fallback={<div className={`sim-${part}`} />}>
      <Drawn {...props} />
    </Suspense>
  )
}
