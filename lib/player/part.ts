/** What a figure of a run can be put together from, in the order of its tabs; a lesson names some of them. */
export const FIGURE_PARTS = [
  'code',
  'tasks',
  'update',
  'memory',
  'pages',
  'sync',
  'channels',
  'tree',
  'kernel',
  'queue',
  'timeline',
] as const
export type FigurePart = (typeof FIGURE_PARTS)[number]

/** The parts, and the buttons by which a reader is the scheduler. */
export const SIMULATOR_PARTS = [...FIGURE_PARTS, 'choose'] as const
export type SimulatorPart = (typeof SIMULATOR_PARTS)[number]
