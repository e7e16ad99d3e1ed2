import 'server-only'
import { examples } from '@/lib/content/example'
import type { PartialConfig } from '@/lib/engine'
import type { FigurePart } from '@/lib/player/part'
import { CROWD, CROWDED_PIPES, CROWDED_TREE, CROWDED_UPDATES, MANY_PAGES } from './crowd'

/** How far a run has come in a picture. */
export const STATES = ['empty', 'mid', 'ended', 'many'] as const
export type SpecimenState = (typeof STATES)[number]

export type Specimen = {
  readonly state: SpecimenState
  readonly file: string
  readonly text: string
  readonly config: PartialConfig
  readonly grain: 'line' | 'operation'
  /** Share of the run's positions that have been made, 0 to 1. */
  readonly made: number
}

type Shown = {
  /** A program of a lesson, and one with more objects than a picture has room for. */
  readonly program: readonly [lesson: string, file: string]
  readonly crowd: string
  readonly config?: PartialConfig
  readonly grain?: 'line' | 'operation'
}

const SHOWN: Readonly<Record<FigurePart, Shown>> = {
  code: { program: ['race-and-mutex', 'lost-update.c'], crowd: CROWD },
  tasks: { program: ['race-and-mutex', 'lost-update.c'], crowd: CROWD },
  update: { program: ['race-and-mutex', 'lost-update.c'], crowd: CROWDED_UPDATES, grain: 'operation' },
  memory: { program: ['fork', 'fork-global.c'], crowd: CROWDED_TREE },
  pages: { program: ['copy-on-write', 'cow.c'], crowd: MANY_PAGES },
  sync: { program: ['race-and-mutex', 'locked.c'], crowd: CROWD, grain: 'operation' },
  channels: { program: ['files-and-pipes', 'by-pipe.c'], crowd: CROWDED_PIPES },
  tree: { program: ['exit-and-wait', 'zombie.c'], crowd: CROWDED_TREE },
  kernel: { program: ['interrupts', 'long-loop.c'], crowd: CROWD, config: { policy: 'rr', quantum: 6 } },
  queue: { program: ['switch-cost', 'slices.c'], crowd: CROWD, config: { policy: 'rr', quantum: 6 } },
  timeline: { program: ['race-and-mutex', 'lost-update.c'], crowd: CROWD, config: { cores: 2 } },
}

/** A figure in each of its states. */
export function specimensOf(part: FigurePart): Specimen[] {
  const { program, crowd, config = {}, grain = 'line' } = SHOWN[part]
  const [lesson, file] = program
  const text = textOf(lesson, file)
  const one = { file, text, config: { seed: 0, ...config }, grain }
  return [
    { ...one, state: 'empty', made: 0 },
    { ...one, state: 'mid', made: 0.6 },
    { ...one, state: 'ended', made: 1 },
    { ...one, state: 'many', file: 'crowd.c', text: crowd, made: 0.8 },
  ]
}

export function textOf(lesson: string, file: string): string {
  const found = examples().find(({ slug }) => slug === lesson)
  const text = found?.programs.find((program) => program.file === file)?.text
  if (text === undefined) throw new Error(`there is no ${lesson}/${file}`)
  return text
}
