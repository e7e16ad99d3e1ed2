import 'server-only'
import { examples } from '@/lib/content/example'
import type { PartialConfig } from '@/lib/engine'
import type { FigurePart } from '@/lib/player/part'
import { CROWD, CROWDED_PIPES, CROWDED_TREE, CROWDED_UPDATES, MANY_PAGES, TWO_TRANSFERS } from './crowd'

/** How far a run has come in a picture. */
export const STATES = ['empty', 'mid', 'ended', 'many', 'asked'] as const
export type SpecimenState = (typeof STATES)[number]

export type Specimen = {
  readonly state: SpecimenState
  readonly file: string
  readonly text: string
  readonly config: PartialConfig
  readonly schedule: string
  readonly grain: 'line' | 'operation'
  /** Share of the run's positions that have been made, 0 to 1. */
  readonly made: number
}

type Shown = {
  /** A program of the content by its file's name, whichever lesson has it, and one with more objects than a picture has
   *  room for. */
  readonly program: string
  readonly crowd: string
  readonly config?: PartialConfig
  readonly grain?: 'line' | 'operation'
  /** A moment at which the figure alone answers the question that it is drawn for, where no other state does. */
  readonly asked?: {
    readonly program: string
    readonly text?: string
    readonly config?: PartialConfig
    readonly schedule?: string
    readonly made: number
  }
}

const SHOWN: Readonly<Record<FigurePart, Shown>> = {
  code: { program: 'lost-update.c', crowd: CROWD },
  tasks: { program: 'lost-update.c', crowd: CROWD },
  update: {
    program: 'lost-update.c',
    crowd: CROWDED_UPDATES,
    grain: 'operation',
    asked: { program: 'lost-update.c', schedule: '1.rr.20.0.A2B1A1B1', made: 0.6 },
  },
  memory: {
    program: 'fork-global.c',
    crowd: CROWDED_TREE,
    asked: { program: 'threads.c', made: 0.6 },
  },
  pages: { program: 'cow.c', crowd: MANY_PAGES, asked: { program: 'cow.c', made: 0.77 } },
  sync: {
    program: 'locked.c',
    crowd: CROWD,
    grain: 'operation',
    asked: { program: 'transfers.c', text: TWO_TRANSFERS, config: { policy: 'rr', quantum: 2 }, made: 1 },
  },
  channels: { program: 'by-pipe.c', crowd: CROWDED_PIPES, asked: { program: 'no-eof.c', made: 1 } },
  tree: { program: 'zombie.c', crowd: CROWDED_TREE, asked: { program: 'first-to-end.c', made: 1 } },
  kernel: {
    program: 'long-loop.c',
    crowd: CROWD,
    config: { policy: 'rr', quantum: 6 },
    asked: { program: 'long-loop.c', config: { policy: 'rr', quantum: 6 }, made: 0.6 },
  },
  queue: { program: 'long-loop.c', crowd: CROWD, config: { policy: 'rr', quantum: 6 } },
  timeline: { program: 'lost-update.c', crowd: CROWD, config: { cores: 2 } },
}

/** A figure in each of its states. */
export function specimensOf(part: FigurePart): Specimen[] {
  const { program: file, crowd, config = {}, grain = 'line', asked } = SHOWN[part]
  const text = textOf(file)
  const one = { file, text, config: { seed: 0, ...config }, schedule: '', grain }
  const answering = asked && {
    ...one,
    file: asked.program,
    text: asked.text ?? textOf(asked.program),
    config: { seed: 0, ...asked.config },
    schedule: asked.schedule ?? '',
  }
  return [
    { ...one, state: 'empty', made: 0 },
    { ...one, state: 'mid', made: 0.6 },
    { ...one, state: 'ended', made: 1 },
    { ...one, state: 'many', file: 'crowd.c', text: crowd, made: 0.8 },
    ...(answering ? [{ ...answering, state: 'asked' as const, made: asked.made }] : []),
  ]
}

/** The text of a program of the content, whichever lesson has it.
 *  @throws Error where none has */
export function textOf(file: string): string {
  const programs = examples().flatMap((example) => example.programs)
  const found = programs.find((program) => program.file === file)
  if (!found) throw new Error(`no lesson has a program ${file}`)
  return found.text
}
