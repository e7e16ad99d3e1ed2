import { z } from 'zod'
import { mockSchema } from '@/lib/interview/mock'
import { saveSchema } from '@/lib/lab/saved'
import { submissionSchema } from '@/lib/quiz/wire'

// What a page sends of an exported file. A page takes the types alone.

/** The oldest that anything can be: nothing of this kind was there before. */
const time = z.iso.datetime().refine((text) => Date.parse(text) > Date.UTC(2020, 0, 1))

const response = submissionSchema
  .pick({
    ...{ id: true, attemptId: true, itemId: true, seed: true, locale: true, answer: true },
    ...{ mode: true, durationMs: true, confidence: true, hintsShown: true },
  })
  .extend({
    kind: z.literal('response'),
    givenAt: time,
    // Older files know the first one alone.
    variant: z.int().min(0).max(100).default(0),
  })
const mock = mockSchema
  .omit({ guestKey: true })
  .extend({ kind: z.literal('mock'), startedAt: time, endedAt: time })
const section = z.strictObject({
  kind: z.literal('section'),
  section: z.string().min(1).max(200),
  seenAt: time,
  doneAt: time.nullable(),
  // Older files do not have these.
  passage: z.int().min(0).max(1000).default(0),
  spentMs: z.int().min(0).max(0x7fff_ffff).default(0),
})
const program = saveSchema.omit({ guestKey: true, locale: true }).extend({
  kind: z.literal('program'),
  savedAt: time,
  engineVersion: z.int().min(0).max(0x7fff_ffff),
})

/** One row; which of them is wrong with what is nobody's to know, so each is read by itself. */
export const rowSchema = z.discriminatedUnion('kind', [response, mock, section, program])
export type SentRow = z.output<typeof rowSchema>
export type ResponseRow = Extract<SentRow, { kind: 'response' }>
export type MockRow = Extract<SentRow, { kind: 'mock' }>
export type SectionRow = Extract<SentRow, { kind: 'section' }>
export type ProgramRow = Extract<SentRow, { kind: 'program' }>

/** The body of `POST /api/me/import`. */
export const importSchema = z.strictObject({ rows: z.array(z.unknown()).min(1).max(100) })

/** A row before it is read. */
export type Row = Readonly<Record<string, unknown>>

/** What became of a row.
 *  - `stored`: it is here now. `known`: it was already
 *  - `ill-formed`: it is no row of an exported file
 *  - `unknown`: what it is about is not taught here
 *  - `unfit`: an answer that the item, as it is here, cannot have
 *  - `foreign`: its id is somebody else's here
 *  - `full`: more than one person may have
 *  - `too-long`: by itself longer than a server takes at once; said by the page */
export const ROW_CODES = [
  'stored',
  'known',
  'ill-formed',
  'unknown',
  'unfit',
  'foreign',
  'full',
  'too-long',
] as const
export type RowCode = (typeof ROW_CODES)[number]

export type ImportResult =
  /** `results`: of the first rows, in their order. `wait`: the rest may be sent again after so many seconds. */
  | { readonly ok: true; readonly results: readonly RowCode[]; readonly wait: number | null }
  | { readonly ok: false; readonly code: 'bad-request' | 'signed-out' | 'too-long' }
  | { readonly ok: false; readonly code: 'rate-limited'; readonly seconds: number }
