'use client'

import type { FigureProps } from './figure-props'
import { Costs, Kept } from './kernel-cost'
import { layKernel } from './kernel-layout'
import { NarrowKernel } from './kernel-narrow'
import { WideKernel } from './kernel-wide'
import { useInView } from './use-in-view'
import { useRoving } from './use-roving'
import { useWidth } from './use-width'

const FIRST_WIDTH = 720
/** Below this width time goes down: CSS pixels. */
const LEAST = 520

/** The processor as one line: under the rule it is in the kernel, and where it changes its colour the scheduler has
 *  picked another task. A task that is on no processor is a bar of registers in memory. */
export function KernelFigure({ frame, shape, labels, isLocked, onSeek }: FigureProps) {
  const [figure, width] = useWidth<HTMLElement>(FIRST_WIDTH)
  const roving = useRoving<SVGSVGElement>()
  const path = shape.kernel
  const core = shape.cores[frame.position - 1] ?? 0
  const picture = path && layKernel(path, core, frame.position, isLocked)
  useInView(figure, `${picture?.now} ${width < LEAST}`)
  if (!path || !picture) return null
  const drawing = { picture, labels, width, roving, onSeek }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <figure className="sim-kernel" ref={figure} aria-label={labels.kernel} tabIndex={0}>
      {width >= LEAST ? <WideKernel {...drawing} /> : <NarrowKernel {...drawing} />}
      <p className="kernel-scale sim-legend">{labels.kernelNotScale}</p>
      <div className="kernel-below">
        <Costs path={path} labels={labels} />
        <Kept path={path} core={core} picture={picture} position={frame.position} labels={labels} />
      </div>
    </figure>
  )
}
