/** A production server with a database of its own, and learners who send it answers, for what is measured there. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { SubmitResult } from '@/lib/attempt/submit'
import { ensureBuild, markInUse } from '@/lib/cli/build/build'
import { dataFolder } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { freePort, startDisposablePostgres } from '@/lib/cli/database/postgres'
import { progress } from '@/lib/cli/host/environment'
import { readSecrets } from '@/lib/cli/host/secret'
import { startWeb, type Web } from '@/lib/cli/serve/web'
import type { Answer, Item } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'

/** Builds where the sources changed, and ends server and database afterwards. */
export async function withServer<T>(work: (web: Web, databaseUrl: string) => Promise<T>): Promise<T> {
  await generateClient()
  const { actions } = readSecrets(dataFolder())
  const build = await ensureBuild(actions, progress())
  const release = markInUse(build)
  const postgres = await startDisposablePostgres()
  try {
    await migrate(postgres.url)
    const web = await startWeb({
      build,
      port: await freePort(),
      databaseUrl: postgres.url,
      sessionSecret: 'a secret that only measuring uses',
      actionsKey: actions,
      onLine: () => {},
    })
    try {
      // The start waits for this for so long only; what is measured is to be a server that is warm.
      await (await fetch(`${web.url}/api/ready`)).arrayBuffer()
      return await work(web, postgres.url)
    } finally {
      await web.stop()
    }
  } finally {
    await postgres.stop()
    release()
  }
}

export async function allItems(): Promise<Item[]> {
  const { catalog } = await import('@/lib/content/catalog')
  const { itemsOf } = await import('@/lib/content/quiz')
  return catalog().lessons.flatMap(({ slug }) => itemsOf(slug))
}

export async function choiceItems(): Promise<Extract<Item, { kind: 'choice' }>[]> {
  return (await allItems()).flatMap((item) => (item.kind === 'choice' ? [item] : []))
}

/** A guest with a cookie of its own. */
export type Learner = {
  /** @returns what the server said, and how long that took, in ms */
  readonly send: (item: Item, answer: Answer) => Promise<{ readonly said: SubmitResult; readonly ms: number }>
}

export function newLearner(url: string): Learner {
  const cookie = `forklore.guest=${randomBytes(32).toString('base64url')}`
  const attemptId = randomUUID()
  return {
    async send(item, answer) {
      const { hash, seed } = publicItem(item, 'ko', 1)
      const sent = {
        id: randomUUID(),
        attemptId,
        itemId: item.id,
        hash,
        seed,
        locale: 'ko',
        answer,
        durationMs: 900,
      }
      const start = performance.now()
      const response = await fetch(`${url}/api/responses`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie },
        body: JSON.stringify(sent),
      })
      const said = (await response.json()) as SubmitResult
      return { said, ms: performance.now() - start }
    },
  }
}

/** One item after another is answered. @returns answers the next one and says how long that took, in ms
 *  @throws Error when an answer is refused */
export function answering(
  { send }: Learner,
  items: readonly Extract<Item, { kind: 'choice' }>[],
): () => Promise<number> {
  let n = 0
  return async () => {
    const item = items[n++ % items.length]
    const option = item?.options[n % item.options.length]
    if (!item || !option) throw new Error('there is nothing to answer')
    const { said, ms } = await send(item, { kind: 'choice', option: option.id })
    if (!said.ok) throw new Error(`an answer was refused: ${said.code}`)
    return ms
  }
}
