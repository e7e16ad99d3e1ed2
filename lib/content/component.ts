import 'server-only'
import { z } from 'zod'
import { SIMULATOR_PARTS } from '@/lib/player/part'
import { runFields } from '@/lib/quiz/written'

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id has lower-case letters, digits and hyphens')
const program = z.string().regex(/^[a-z0-9-]+\.c$/, 'a program is named like "two-flows.c"')
const run = { program, ...runFields, schedule: z.string().optional() }
const PARTS: readonly string[] = SIMULATOR_PARTS
const parts = z
  .string()
  .default('code tasks memory timeline')
  .refine(
    (value) => value.split(' ').every((part) => PARTS.includes(part)),
    `parts are some of: ${SIMULATOR_PARTS.join(' ')}`,
  )
/** How far one press of "next" goes: a line of the source, or one operation that others can see. */
const grain = z.enum(['line', 'operation']).default('line')
const expectation = {
  stdout: z.string().optional(),
  status: z.int().optional(),
  copies: z.int().optional(),
  deadlock: z.boolean().optional(),
}

/** The names that prose may use besides Markdown, each with its attributes. Nothing else compiles. */
export const COMPONENTS = {
  Fact: z.strictObject({ id: z.string().regex(/^S\d{2,}$/, 'a statement is named by S and its number') }),
  Sim: z.strictObject({ id, ...run, parts, grain, at: z.int().min(1).optional(), title: z.string().min(1) }),
  Passage: z.strictObject({ id, sim: id, at: z.int().min(1), title: z.string().min(1) }),
  Predict: z.strictObject({
    id,
    sim: id,
    question: z.string().min(1),
    options: z.array(z.string().min(1)).min(2).max(4),
    of: z.enum(['stdout', 'status', 'copies']).optional(),
  }),
  Claim: z
    .strictObject({ ...run, ...expectation })
    .refine(
      (claim) => Object.keys(expectation).some((key) => claim[key as keyof typeof expectation] !== undefined),
      'a claim says what the run leaves: stdout, status, copies or deadlock',
    ),
  Outcomes: z.strictObject({
    program,
    are: z.array(z.string()).min(1),
    deadlock: z.boolean().default(false),
    endless: z.boolean().default(false),
    /** Names of what tasks race on; none named: nothing is said of races. */
    races: z.array(z.string()).optional(),
  }),
  States: z.strictObject({
    program,
    /** What is printed when all went well. */
    wanted: z.array(z.string()).min(1),
    /** As a graph, or, of two tasks, as ground. */
    view: z.enum(['map', 'terrain']).default('map'),
    /** The program with the mistake mended. */
    mended: program.optional(),
  }),
  Policies: z.strictObject({ id, title: z.string().min(1), ...run }).omit({ schedule: true }),
  Race: z.strictObject({ program }),
  Compare: z.strictObject({
    id,
    title: z.string().min(1),
    left: program,
    right: program,
    leftName: z.string().min(1),
    rightName: z.string().min(1),
    ...runFields,
    leftSchedule: z.string().optional(),
    rightSchedule: z.string().optional(),
    grain,
  }),
  Figure: z.strictObject({
    id,
    kind: z.enum(['spaces', 'frames']),
    caption: z.string().min(1),
    spaces: z.array(z.string()).min(1).max(3).optional(),
    labels: z.array(z.string()).optional(),
  }),
  Term: z.strictObject({ id }),
  Task: z.strictObject({ id: z.string().regex(/^[A-Z]$/, 'a task is a letter from A to Z') }),
  Callout: z.strictObject({ title: z.string().min(1) }),
  Quiz: z.strictObject({}),
  Card: z.strictObject({ id: z.string().min(1) }),
} as const satisfies Record<string, z.ZodType>

export type ComponentName = keyof typeof COMPONENTS
export type AttributesOf<N extends ComponentName> = z.infer<(typeof COMPONENTS)[N]>

/** A component as it stands in a text, its attributes checked and completed. */
export type Widget<N extends ComponentName = ComponentName> = {
  [K in N]: {
    readonly name: K
    readonly line: number
    /** Id of the section it stands in. */
    readonly section: string | null
    /** Id of the `Fact` around it. */
    readonly fact: string | null
    readonly attributes: AttributesOf<K>
    /** The prose inside, without that of simulators, claims and figures in it. */
    readonly prose: string
  }
}[N]

export function isComponent(name: string): name is ComponentName {
  return name in COMPONENTS
}

/** The widgets of one name. */
export function widgetsOf<N extends ComponentName>(widgets: readonly Widget[], name: N): Widget<N>[] {
  return widgets.filter((widget) => widget.name === name) as Widget<N>[]
}
