import 'server-only'
import type PgBoss from 'pg-boss'
import type { Db } from '@/lib/db'
import { insertIn, openLine } from '@/lib/queue/line'
import { XAPI } from '@/lib/queue/schema'
import { uuidOf } from '@/lib/uuid-of'
import { isLrsSet } from './settings'

/** What is to be stated. The statements are made when they are sent, of what is then known: nothing of anybody waits in the line,
 *  and of who has gone nothing is said. */
export type Happening =
  | { readonly kind: 'answer'; readonly responseId: string }
  | { readonly kind: 'section'; readonly userId: string; readonly section: string }
  | {
      readonly kind: 'assignment'
      readonly assignmentId: string
      readonly closedAt: string
      /** The membership that the page before ended with; none before the first. */
      readonly after?: string
    }

/** What the database calls who puts it in line, and who works it off. */
export const LINE = 'xapi'

/** What happened as a job, whose id is made of it: there is one, however often it is put in line. */
export function jobOf(happening: Happening): PgBoss.JobInsert<Happening> {
  return { id: uuidOf(JSON.stringify(happening)), name: XAPI, data: happening }
}

/** A reload of the development server evaluates this module again: what was opened stays. */
const shared = globalThis as { forkloreOutbox?: PgBoss }

/** Puts what happened in line, in the transaction that makes it happen: both are there, or neither. Costs one statement, and none
 *  where nothing is stated. Nobody waits for the store. */
export async function happened(tx: Db, happening: Happening): Promise<void> {
  if (!isLrsSet(process.env)) return
  shared.forkloreOutbox ??= openLine(process.env.DATABASE_URL ?? '', LINE)
  const execute = (text: string, values: readonly unknown[]) => tx.$queryRawUnsafe<unknown[]>(text, ...values)
  await insertIn(execute, shared.forkloreOutbox, [jobOf(happening)])
}
