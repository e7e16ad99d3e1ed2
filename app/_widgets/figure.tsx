'use client'

import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { FigurePart } from '@/lib/player/part'
import { CodePanel } from './code-panel'
import type { FigureProps } from './figure-props'
import { MemoryPanel } from './memory-panel'
import { TaskPanel } from './task-panel'
import { Timeline } from './timeline'

/** What most lessons show comes with the page. */
const AT_ONCE = {
  code: CodePanel,
  tasks: TaskPanel,
  memory: MemoryPanel,
  timeline: Timeline,
} satisfies Partial<Figures>

/** What fewer lessons show is fetched when a reader comes near one; until then what the server drew stands there. */
const LATER = {
  pages: later('pages', async () => (await import('./page-figure')).PageFigure),
  sync: later('sync', async () => (await import('./sync-figure')).SyncFigure),
  channels: later('channels', async () => (await import('./channel-figure')).ChannelFigure),
  update: later('update', async () => (await import('./update-figure')).UpdateFigure),
  tree: later('tree', async () => (await import('./family-figure')).FamilyFigure),
  queue: later('queue', async () => (await import('./queue-figure')).QueueFigure),
  kernel: later('kernel', async () => (await import('./kernel-figure')).KernelFigure),
} satisfies Partial<Figures>

type Figures = Readonly<Record<FigurePart, ComponentType<FigureProps>>>

const FIGURES: Figures = { ...AT_ONCE, ...LATER }

/** The figure of a part. */
export function Figure({ part, ...props }: FigureProps & { part: FigurePart }) {
  const Drawn = FIGURES[part]
  return <Drawn {...props} />
}

/** A figure whose code comes when its place is within a window's height of what is seen. Its root is a `figure` of the class
 *  `sim-PART`, which this stands in for. */
function later(
  part: FigurePart,
  load: () => Promise<ComponentType<FigureProps>>,
): ComponentType<FigureProps> {
  const OnServer = lazy(async () => ({ default: await load() }))
  return function Later(props) {
    const place = useRef<HTMLElement>(null)
    const [Drawn, setDrawn] = useState<ComponentType<FigureProps> | null>(null)
    useEffect(() => {
      const target = place.current
      if (!target) return
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (!entry?.isIntersecting) return
          observer.disconnect()
          load().then((figure) => setDrawn(() => figure))
        },
        { rootMargin: '100% 0px' },
      )
      observer.observe(target)
      return () => observer.disconnect()
    }, [])
    if (Drawn) return <Drawn {...props} />
    return (
      <Suspense fallback={null}>
        {typeof window === 'undefined' ? (
          <OnServer {...props} />
        ) : (
          <figure
            ref={place}
            className={`sim-${part}`}
            suppressHydrationWarning
            // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set, so that what the server drew is kept
            dangerouslySetInnerHTML={{ __html: '' }}
          />
        )}
      </Suspense>
    )
  }
}
