import { openDatabase } from '@/lib/cli/database/database'
import { generateClient, prisma } from '@/lib/cli/database/migrate'

const WITHOUT_DATABASE = new Set(['generate', 'format', 'validate', 'version', '--help', '-h'])

/**
 * `npm run db -- <arguments of the Prisma CLI>`, on DATABASE_URL or our own server:
 * `migrate dev --name add-hints`, `migrate status`, `migrate diff …`, `generate`.
 */
export async function main(args: string[]): Promise<number> {
  const [command = '--help'] = args
  if (command === 'generate' && args.length === 1) {
    await generateClient()
    return 0
  }
  if (WITHOUT_DATABASE.has(command)) return prisma(args.length > 0 ? args : [command])
  const database = await openDatabase()
  try {
    return await prisma(args, database.url)
  } finally {
    await database.close()
  }
}
