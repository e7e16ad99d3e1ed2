import 'server-only'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { db } from '@/lib/db'

/** Whether this process can serve: its database answers, and has every migration that this version knows. */
export type Readiness = { readonly database: boolean; readonly migrated: boolean }

/** For so long an answer is kept, in ms: however often it is asked for, the database is asked once. */
const KEPT_MS = 1_000

let known: { readonly at: number; readonly answer: Promise<Readiness> } | null = null

/** Never throws, and never asks the database more than once a second: whoever asks may be anybody.
 *  @param now ms */
export function readiness(now = Date.now()): Promise<Readiness> {
  if (!known || now - known.at >= KEPT_MS) known = { at: now, answer: look() }
  return known.answer
}

async function look(): Promise<Readiness> {
  try {
    const rows = await db.$queryRaw<{ name: string }[]>`
      SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`
    const applied = new Set(rows.map(({ name }) => name))
    return { database: true, migrated: expected().every((name) => applied.has(name)) }
  } catch {
    return { database: false, migrated: false }
  }
}

/** Folders of prisma/migrations, which stands beside the build. */
function expected(): string[] {
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma/migrations')
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
}
