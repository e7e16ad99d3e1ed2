import { z } from 'zod'
import { DEPTHS, DRAWS, MAX_ANSWER, MINUTES } from './draw'

/** What a mock interview is set to. */
const settings = z.strictObject({
  minutes: z.literal(MINUTES),
  /** Follow-ups to each question. */
  depth: z.literal(DEPTHS),
  by: z.enum(DRAWS),
  topics: z.array(z.string().max(40)).max(40),
  input: z.enum(['typed', 'spoken']),
  /** Whether an answer may be changed while it is given. */
  mayEdit: z.boolean(),
})
export type MockSettings = z.infer<typeof settings>

/** The body of `POST /api/mocks`: an interview that is over. */
export const mockSchema = z.strictObject({
  /** Made by the client: the same interview sent twice is one row. */
  id: z.uuid(),
  locale: z.enum(['ko', 'en']),
  startedAt: z.iso.datetime(),
  settings,
  answers: z
    .array(
      z.strictObject({
        cardId: z.string().max(200),
        followUp: z.int().min(0).max(20).nullable(),
        text: z.string().max(MAX_ANSWER),
        seconds: z.int().min(0).max(3600),
        said: z.array(z.int().min(0).max(5)).max(6),
      }),
    )
    .min(1)
    .max(60),
  guestKey: z.string().max(100).nullable().default(null),
})
export type SentMock = z.input<typeof mockSchema>

export type MockResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly code: 'bad-request' | 'refused' }
