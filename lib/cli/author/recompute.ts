import { openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { loadEnvironment } from '@/lib/cli/host/environment'

/** `npm run recompute`: derives anew from the stored answers what everybody masters, where they
 *  stand and what is due, and what first answers of classes came to.
 *  @returns the exit code */
export async function main(): Promise<number> {
  loadEnvironment()
  const database = await openDatabase()
  try {
    await generateClient()
    await migrate(database.url)
    process.env.DATABASE_URL = database.url
    const [{ recomputeAll }, { db }] = await Promise.all([
      import('@/lib/attempt/regrade'),
      import('@/lib/db'),
    ])
    const people = await recomputeAll()
    await db.$disconnect()
    console.log(
      `Mastery, standings and reviews of ${people} people, and the counts of their classes, derived from their answers.`,
    )
    return 0
  } finally {
    await database.close()
  }
}
