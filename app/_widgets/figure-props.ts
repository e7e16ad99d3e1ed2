import type { MachineView } from '@/lib/engine'
import type { Frame } from '@/lib/player/frame'
import type { RunInput } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'
import type { Labels } from './label'

/** What every figure is given. */
export type FigureProps = {
  readonly files: RunInput['files']
  readonly shape: RunShape
  readonly frame: Frame
  /** The machine one step before, where the reader moves by single steps. */
  readonly before: MachineView | null
  readonly labels: Labels
  /** What has not happened yet is not to be told. */
  readonly isLocked: boolean
  readonly onSeek: (position: number) => void
}
