/** What other learners' answers take while 50 programs that mean harm are to be explored: beside what they take without. */
import pg from 'pg'
import type { Web } from '@/lib/cli/serve/web'
import { readDatabaseUrl } from '@/lib/database-url'
import { BULKY, HOSTILE } from '@/lib/exploration/hostile-program'
import { queueSchema } from '@/lib/queue/schema'
import { allItems, answering, choiceItems, newLearner, withServer } from './bench-server'

const HOSTILE_AT_ONCE = 50
/** Other learners, who answer in turn: one alone would be told to wait. How many answers of theirs are measured without the
 *  flood and in it, one after the other, and how many before that are not. */
const OTHERS = 8
const ANSWERS = 240
const WARM = 64
const GOAL = 2

/** Lines to print. */
export function floodFigures(): Promise<string[]> {
  return withServer(measure)
}

async function measure({ url }: Web, databaseUrl: string): Promise<string[]> {
  const items = await choiceItems()
  const mend = (await allItems()).find(({ kind }) => kind === 'mend')
  if (!mend) throw new Error('there is no program to mend')
  const others = Array.from({ length: OTHERS }, () => answering(newLearner(url), items))
  let n = 0
  const answer = () => (others[n++ % OTHERS] as (typeof others)[number])()
  await times(WARM, answer)
  const quiet = await times(ANSWERS, answer)

  const sources = [...Object.values(HOSTILE), ...BULKY]
  const attackers = Array.from({ length: HOSTILE_AT_ONCE }, () => newLearner(url))
  // Who has answered nothing yet is held to be one with all others at that address.
  for (const attacker of attackers) await answering(attacker, items)()
  const flood = attackers.map(({ send }, i) =>
    send(mend, { kind: 'mend', source: sources[i % sources.length] as string }),
  )
  const during = await times(ANSWERS, answer)
  const said = (await Promise.all(flood)).map(({ said: one }) => (one.ok ? 'taken' : one.code))
  const left = await unfinished(databaseUrl)
  const before = [...quiet].sort((a, b) => a - b)
  const flooded = [...during].sort((a, b) => a - b)
  const ratio = at(flooded, 0.5) / at(before, 0.5)
  return [
    `flood       ${HOSTILE_AT_ONCE} programs that mean harm at once: ${counted(said)}; ${left} of them left when the answers were through`,
    `            ${ANSWERS} answers of others: ${figures(before)} without, ${figures(flooded)} meanwhile; ` +
      `ratio of the medians ${ratio.toFixed(2)} (goal ${GOAL}${ratio > GOAL ? ', missed' : ''})`,
  ]
}

async function times(count: number, work: () => Promise<number>): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < count; i++) taken.push(await work())
  return taken
}

/** Programs that are in line or under way. Zero would say that the flood was over before it was measured. */
async function unfinished(databaseUrl: string): Promise<number> {
  const { schema, ...connection } = readDatabaseUrl(databaseUrl)
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT count(*)::int AS n FROM ${queueSchema(schema)}.job WHERE state < 'completed'`,
    )
    return rows[0].n
  } finally {
    await client.end()
  }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

function figures(sorted: readonly number[]): string {
  return `median ${at(sorted, 0.5).toFixed(1)} ms, p95 ${at(sorted, 0.95).toFixed(1)} ms`
}

function counted(said: readonly string[]): string {
  return [...new Set(said)].map((one) => `${said.filter((other) => other === one).length} ${one}`).join(', ')
}
