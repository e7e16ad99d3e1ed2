'use client'

import { type ComponentType, lazy } from 'react'
import type { MachineView } from '@/lib/engine'
import type { Frame } from '@/lib/player/frame'
import type { FigurePart } from '@/lib/player/part'
import type { RunShape } from '@/lib/player/shape'
import { CodePanel } from './code-panel'
import type { Labels } from './label'
import { MemoryPanel } from './memory-panel'
import { TaskPanel } from './task-panel'
import { Timeline } from './timeline'

/** What every figure is given. */
export type FigureProps = {
  readonly text: string
  readonly shape: RunShape
  readonly frame: Frame
  /** The machine one step before, where the reader moves by single steps. */
  readonly before: MachineView | null
  readonly labels: Labels
  /** What has not happened yet is not to be told. */
  readonly isLocked: boolean
  readonly onSeek: (position: number) => void
}

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
