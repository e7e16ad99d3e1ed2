import { openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { loadEnvironment } from '@/lib/cli/host/environment'

/** Reports that are printed. */
const SHOWN = 100

/** `npm run problems`: what people find wrong with items, for those who mend the content. Says nothing of who.
 *  @returns the exit code */
export async function main(): Promise<number> {
  loadEnvironment()
  const database = await openDatabase()
  try {
    await generateClient()
    await migrate(database.url)
    process.env.DATABASE_URL = database.url
    const [{ newestProblems }, { db }] = await Promise.all([
      import('@/lib/problem/store'),
      import('@/lib/db'),
    ])
    const problems = await newestProblems(SHOWN)
    await db.$disconnect()
    for (const { itemId, locale, seed, text, createdAt, variant } of problems) {
      const version = variant === null ? ', of an earlier version' : variant > 0 ? `, variant ${variant}` : ''
      console.log(`${createdAt.toISOString()} ${itemId} (${locale}, seed ${seed}${version})`)
      console.log(text.replace(/^/gm, '    '))
    }
    if (problems.length === 0) console.log('Nobody has reported anything.')
    return 0
  } finally {
    await database.close()
  }
}
