import { openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { loadEnvironment } from '@/lib/cli/host/environment'

/** `npm run regrade`: says which scores would change because an item or the engine was mended;
 *  `npm run regrade -- --apply` adds the new scores.
 *  @returns the exit code */
export async function main(args: string[]): Promise<number> {
  const isApply = args.includes('--apply')
  if (args.some((arg) => arg !== '--apply')) throw new Error('usage: npm run regrade [-- --apply]')
  loadEnvironment()
  const database = await openDatabase()
  try {
    await generateClient()
    await migrate(database.url)
    process.env.DATABASE_URL = database.url
    const [{ regrade }, { scorer }, { db }] = await Promise.all([
      import('@/lib/attempt/regrade'),
      import('@/lib/attempt/scorer'),
      import('@/lib/db'),
    ])
    const { looked, changes } = await regrade(scorer, isApply)
    await db.$disconnect()
    const points = ({ earned, total }: { earned: number; total: number }) => `${earned}/${total}`
    for (const { itemId, responseId, before, after } of changes)
      console.log(
        `${itemId}  ${responseId}  ${points(before)} -> ${after ? points(after) : 'cannot be scored, stays'}`,
      )
    const people = new Set(changes.map((change) => change.userId)).size
    console.log(`${looked} answers scored again; ${changes.length} scores of ${people} people differ.`)
    if (!isApply && changes.length > 0)
      console.log('Nothing was changed. To add the new scores: npm run regrade -- --apply')
    return 0
  } finally {
    await database.close()
  }
}
