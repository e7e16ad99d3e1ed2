/** What the read API answers, as the routes make it and its description tells it. */
import { z } from 'zod'
import { MEMBERSHIP_STATUSES } from '@/lib/classroom/classroom'
import { MATCHED_BY } from '@/lib/classroom/invitee'

const share = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .meta({ description: 'From 0 to 1; null where nothing is scored.' })
const index = z
  .number()
  .min(-1)
  .max(1)
  .nullable()
  .meta({ description: 'From -1 to 1; null where it is not defined.' })
const count = z.int().min(0)
const moment = z.iso.datetime()

const section = z
  .string()
  .nullable()
  .meta({ description: 'The name of the section that they are in; null: in none.' })

const classroom = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(['teacher', 'assistant']),
  learners: count,
  archived: z.boolean(),
})

const member = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  guest: z.boolean(),
  status: z.enum(MEMBERSHIP_STATUSES),
  joinedAt: moment,
  returnedAt: moment.nullable(),
  section,
  listed: z
    .strictObject({
      name: z.string(),
      number: z.string().nullable(),
      email: z.string().nullable(),
      matchedBy: z.enum(MATCHED_BY),
    })
    .nullable()
    .meta({ description: 'As the list of the class has them; null where they are not on it.' }),
})

const marks = { score: share, answered: count, items: count }
const grade = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  section,
  ...marks,
  lessons: z.array(z.strictObject({ lesson: z.string(), ...marks })),
})

const item = z.strictObject({
  id: z.string(),
  lesson: z.string(),
  answered: count,
  neverTried: count,
  difficulty: share,
  firstTry: share,
  itemRest: index,
  discrimination: index,
  medianMs: z.number().min(0).nullable(),
})

/** A row of each table of a class. */
export const ROWS = { roster: member, grades: grade, items: item }
export type Table = keyof typeof ROWS
export type Row<T extends Table> = z.input<(typeof ROWS)[T]>

/** So many rows are on a page where the request does not say, and at most. */
export const [SIZE, MAX_SIZE] = [50, 200]

/** A page of rows. */
export function pageOf<Shape extends z.ZodType>(row: Shape) {
  return z.strictObject({ rows: z.array(row), page: z.int().min(1), pages: z.int().min(1), total: count })
}

export const classes = z.strictObject({ rows: z.array(classroom) })

export const failure = z.strictObject({
  ok: z.literal(false),
  code: z.enum(['signed-out', 'not-found', 'bad-request', 'rate-limited', 'unavailable']),
  seconds: count.optional().meta({ description: 'Until the next request can succeed.' }),
  request: z.string().optional().meta({ description: 'Of the request, as in the log of the server.' }),
})

/** What a page is asked by. */
export const query = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(MAX_SIZE).default(SIZE),
})
