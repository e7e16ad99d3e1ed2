import { z } from 'zod'
import { filesProblem, type LabProgram, MOST, MOST_FILES, MOST_NAME, MOST_TEXT, POLICIES } from './program'

/** The database keeps no NUL in a text, and C reads none. */
const text = z
  .string()
  .max(MOST_TEXT)
  .regex(/^[^\0]*$/)

const files = z
  .array(z.strictObject({ name: z.string(), text }))
  .max(MOST_FILES)
  .refine((sent) => filesProblem(sent) === null)
  .readonly()

/** Everything of a `LabProgram` but its files. */
const run = z.strictObject({
  config: z.strictObject({
    cores: z.int().min(1).max(MOST.cores),
    policy: z.enum(POLICIES),
    quantum: z.int().min(1).max(MOST.quantum),
    seed: z.int().min(0).max(MOST.seed),
    tty: z.boolean().optional(),
  }),
  grain: z.enum(['line', 'operation']),
  stdin: text,
  args: text,
  schedule: text,
  after: z.int().min(0).max(MOST.after).optional(),
})
export type LabRun = z.infer<typeof run>
/** What is kept of a version beside the text of its first file. What was saved before a program could have several has no
 *  `name` and no `more`. */
export type StoredRun = LabRun & { readonly name?: string; readonly more?: LabProgram['files'] }

/** The body of `POST /api/programs`: a program as it is now, to be kept under a name. */
export const saveSchema = z.strictObject({
  /** Of the program; made by the client. An id that is not there yet is a new one. */
  id: z.uuid(),
  /** Of this state of it; made by the client: the same sent twice is one version. */
  versionId: z.uuid(),
  name: z.string().trim().min(1).max(MOST_NAME),
  files,
  run,
  locale: z.enum(['ko', 'en']),
  guestKey: z.string().max(100).nullable().default(null),
})
export type SentSave = z.input<typeof saveSchema>

export type SaveResult =
  | { readonly ok: true; readonly id: string; readonly ordinal: number; readonly savedAt: string }
  /** `full`: a program or a byte more than a person may keep. */
  | { readonly ok: false; readonly code: 'bad-request' | 'refused' | 'full' }

/** A row of `GET /api/programs`, the one that was saved last first. */
export type SavedProgram = {
  readonly id: string
  readonly name: string
  /** ISO 8601. */
  readonly savedAt: string
  /** The number of the newest version; the first is 1. */
  readonly ordinal: number
}
export type SavedPrograms = { readonly programs: readonly SavedProgram[] }

/** What `GET /api/programs/ID?version=N` says: one version, the newest where none is named, and which others there are. */
export type SavedVersion = {
  readonly id: string
  readonly name: string
  readonly ordinal: number
  readonly program: LabProgram
  /** Another engine may run the same schedule differently. */
  readonly engineVersion: number
  readonly versions: readonly { readonly ordinal: number; readonly savedAt: string }[]
}
