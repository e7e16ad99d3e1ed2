import { randomBytes } from 'node:crypto'
import { openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { loadEnvironment } from '@/lib/cli/host/environment'

/** `npm run demo`: fills the database with a class of 30 learners who have answered over four weeks, for a
 *  look around, and prints the sign-ins. Again: the old class goes, with a new password for the new one.
 *  @returns the exit code */
export async function main(): Promise<number> {
  loadEnvironment()
  const database = await openDatabase()
  try {
    await generateClient()
    await migrate(database.url)
    process.env.DATABASE_URL = database.url
    // Only now: the client connects to what DATABASE_URL says when it is loaded.
    const [{ fillDemoClass }, { scorer }, { catalog }, { itemsOf }, { showCode }, { db }] = await Promise.all(
      [
        import('@/lib/cli/author/demo-class'),
        import('@/lib/attempt/scorer'),
        import('@/lib/content/catalog'),
        import('@/lib/content/quiz'),
        import('@/lib/classroom/classroom'),
        import('@/lib/db'),
      ],
    )
    const lessons = catalog().lessons.map(({ slug }) => ({ section: slug, items: itemsOf(slug) }))
    const password = randomBytes(6).toString('base64url')
    const demo = await fillDemoClass(scorer, lessons, new Date(), password)
    await db.$disconnect()
    console.log(`A class of ${demo.learners.length} learners with an account and some guests: ${demo.answers} answers.

  teacher   ${demo.teacher}
  learners  ${demo.learners[0]} … ${demo.learners.at(-1)}
  password  ${password}   (of all of them)
  join code ${showCode(demo.code)}

Sign in at /ko/sign-in or /en/sign-in, then open the classes.`)
    return 0
  } finally {
    await database.close()
  }
}
