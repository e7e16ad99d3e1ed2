'use client'

import { type ComponentType, memo } from 'react'
import type { FigurePart } from '@/lib/player/part'
import { CodePanel } from './code-panel'
import type { FigureProps } from './figure-props'
import { later } from './later'
import { TaskPanel } from './task-panel'

/** What most lessons show comes with the page. */
const AT_ONCE = {
  code: CodeFigure,
  tasks: TaskPanel,
} satisfies Partial<Figures>

/** A program of several files has a panel that goes from one to the other. */
function CodeFigure(props: FigureProps) {
  const { files, frame, labels } = props
  return frame.sources ? (
    <SourcePanel {...props} />
  ) : (
    <CodePanel text={files[0]?.text ?? ''} frame={frame} labels={labels} />
  )
}

const SourcePanel = later<FigureProps>(
  'section',
  'sim-code',
  async () => (await import('./source-panel')).SourcePanel,
)

/** What fewer lessons show is fetched when a reader comes near one; until then what the server drew stands there. */
const LATER = {
  memory: later<FigureProps>(
    'section',
    'sim-memory',
    async () => (await import('./memory-panel')).MemoryPanel,
  ),
  pages: later<FigureProps>('figure', 'sim-pages', async () => (await import('./page-figure')).PageFigure),
  sync: later<FigureProps>('figure', 'sim-sync', async () => (await import('./sync-figure')).SyncFigure),
  channels: later<FigureProps>(
    'figure',
    'sim-channels',
    async () => (await import('./channel-figure')).ChannelFigure,
  ),
  update: later<FigureProps>(
    'figure',
    'sim-update',
    async () => (await import('./update-figure')).UpdateFigure,
  ),
  tree: later<FigureProps>('figure', 'sim-tree', async () => (await import('./family-figure')).FamilyFigure),
  queue: later<FigureProps>('figure', 'sim-queue', async () => (await import('./queue-figure')).QueueFigure),
  kernel: later<FigureProps>(
    'figure',
    'sim-kernel',
    async () => (await import('./kernel-figure')).KernelFigure,
  ),
  timeline: later<FigureProps>('figure', 'sim-timeline', async () => (await import('./timeline')).Timeline),
} satisfies Partial<Figures>

type Figures = Readonly<Record<FigurePart, ComponentType<FigureProps>>>

const FIGURES: Figures = { ...AT_ONCE, ...LATER }

/** The figure of a part. While a picture is awaited, or only the player has changed, it is not drawn again. */
export const Figure = memo(function Figure({ part, ...props }: FigureProps & { part: FigurePart }) {
  const Drawn = FIGURES[part]
  return <Drawn {...props} />
})
