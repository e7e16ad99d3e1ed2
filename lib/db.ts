import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { readDatabaseUrl } from '@/lib/database-url'
import { Prisma, PrismaClient } from '@/prisma/client/client'

/** The client, or a transaction of it. */
export type Db = Prisma.TransactionClient

/** Begins a raw statement whose plan each connection keeps: what an answer asks of the database takes longer to plan than to do.
 *  Only for statements whose text is one of few: a connection gives no plan back before it ends. */
export const PLANNED = Prisma.raw('/* planned */')

/** A reload of the development server evaluates this module again; the connections stay. */
const shared = globalThis as { forkloreDb?: PrismaClient }

/** The one Prisma client of this process. Connects at the first query. */
export const db: PrismaClient = shared.forkloreDb ?? connect()
shared.forkloreDb = db

/** Whether the database refused a write because another row has this value. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Runs `work` in one transaction, and again when the database asks for that: a deadlock or a conflict
 *  between transactions. `work` may therefore have no effect outside of the database. Before it tries again it
 *  waits for 20 to 100 ms: who was ended because of a deadlock and is back at once can take the row again before
 *  PostgreSQL has woken the other one, and both wait for each other anew.
 *  @throws what `work` throws; the third conflict in a row */
export async function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work, { maxWait: 10_000, timeout: 15_000 })
    } catch (error) {
      if (attempt === 3 || !isConflict(error)) throw error
      await setTimeout(20 + 80 * Math.random())
    }
  }
}

/** Prisma has a code of its own for conflicts, but not where the query was a raw one: there PostgreSQL's says it
 *  (serialization_failure, deadlock_detected). */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  if (error.code === 'P2034') return true
  const raw = error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined
  return error.code === 'P2010' && ['40001', '40P01'].includes(raw?.cause?.originalCode ?? '')
}

function connect(): PrismaClient {
  // `next build` loads this module where there is no database, and asks nothing of it.
  const url = process.env.DATABASE_URL || 'postgresql://nobody@127.0.0.1:1/none'
  const { schema, ...connection } = readDatabaseUrl(url)
  const pool = { ...connection, max: 10, connectionTimeoutMillis: 10_000, statement_timeout: 20_000 }
  return new PrismaClient({ adapter: new PrismaPg(pool, { schema, statementNameGenerator: planNames() }) })
}

/** Names for the statements whose plans are kept, one for each text; none for others. */
function planNames(): ({ sql }: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    if (!sql.trimStart().startsWith(PLANNED.sql)) return ''
    const name = names.get(sql) ?? `planned-${names.size}`
    names.set(sql, name)
    return name
  }
}
