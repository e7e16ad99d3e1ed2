import { openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { loadEnvironment } from '@/lib/cli/host/environment'

/** `npm run regrade`: says which scores would change because an item or the engine was mended;
 *  `npm run regrade -- --apply` adds the new scores; `--variants` scores also against variants that have changed.
 *  @returns the exit code */
export async function main(args: string[]): Promise<number> {
  const [isApply, variants] = [args.includes('--apply'), args.includes('--variants')]
  if (args.some((arg) => arg !== '--apply' && arg !== '--variants'))
    throw new Error('usage: npm run regrade [-- [--apply] [--variants]]')
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
    const { looked, changes, left } = await regrade(scorer, isApply, variants)
    await db.$disconnect()
    const points = ({ earned, total }: { earned: number; total: number }) => `${earned}/${total}`
    for (const { itemId, responseId, before, after } of changes)
      console.log(
        `${itemId}  ${responseId}  ${points(before)} -> ${after ? points(after) : 'cannot be scored, stays'}`,
      )
    const people = new Set(changes.map((change) => change.userId)).size
    console.log(`${looked} answers scored again; ${changes.length} scores of ${people} people differ.`)
    if (left > 0)
      console.log(
        `${left} answers are to variants that have changed and stay as they are: content/README.md, "Variants", says when to add --variants.`,
      )
    if (!isApply && changes.length > 0)
      console.log('Nothing was changed. To add the new scores: npm run regrade -- --apply')
    return 0
  } finally {
    await database.close()
  }
}
