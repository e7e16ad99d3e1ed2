'use client'

import { type ComponentType, lazy } from 'react'
import type { FigurePart } from '@/lib/player/part'
import { CodePanel } from './code-panel'
import type { FigureProps } from './figure-props'
import { MemoryPanel } from './memory-panel'
import { TaskPanel } from './task-panel'
import { Timeline } from './timeline'

/** The figure of each part. What nearly every lesson shows comes with the page, the others when one shows them. */
export const FIGURES: Readonly<Record<FigurePart, ComponentType<FigureProps>>> = {
  code: CodePanel,
  tasks: TaskPanel,
  memory: MemoryPanel,
  pages: lazy(async () => ({ default: (await import('./page-figure')).PageFigure })),
  sync: lazy(async () => ({ default: (await import('./sync-figure')).SyncFigure })),
  channels: lazy(async () => ({ default: (await import('./channel-figure')).ChannelFigure })),
  tree: lazy(async () => ({ default: (await import('./family-figure')).FamilyFigure })),
  kernel: lazy(async () => ({ default: (await import('./kernel-figure')).KernelFigure })),
  timeline: Timeline,
}
