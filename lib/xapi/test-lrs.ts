/** A small learning record store for tests: what the Experience API 1.0.3 asks of requests and statements, as far as ours go. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i)
const language = z.record(z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/), z.string().min(1))
const interaction = z
  .string()
  .regex(/^(?:true-false|choice|(?:long-)?fill-in|matching|performance|sequencing|likert|numeric|other)$/)
const activity = z.strictObject({
  objectType: z.literal('Activity').optional(),
  id: iri,
  definition: z
    .strictObject({ name: language, type: iri, interactionType: interaction.optional() })
    .refine(
      ({ type, interactionType }) => /cmi\.interaction$/.test(type) === (interactionType !== undefined),
    ),
})
/** One way of naming somebody, and no other beside it (part two, 2.4.2.3). */
const actor = z.union([
  z.strictObject({
    objectType: z.literal('Agent'),
    name: z.string().optional(),
    account: z.strictObject({ homePage: iri, name: z.string().min(1) }),
  }),
  z.strictObject({
    objectType: z.literal('Agent'),
    name: z.string().optional(),
    mbox: z.string().regex(/^mailto:[^@\s]+@[^@\s]+$/),
  }),
])
const score = z
  .strictObject({
    scaled: z.number().min(-1).max(1),
    raw: z.number(),
    min: z.number(),
    max: z.number(),
  })
  .refine(({ raw, min, max }) => min < max && raw >= min && raw <= max)
const statement = z.strictObject({
  id: z.uuid(),
  timestamp: z.iso.datetime(),
  actor,
  verb: z.strictObject({ id: iri, display: language }),
  object: activity,
  result: z
    .strictObject({
      score: score.optional(),
      success: z.boolean().optional(),
      completion: z.boolean().optional(),
      response: z.string().optional(),
      duration: z
        .string()
        .regex(/^P(?=.)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/)
        .optional(),
      extensions: z.record(iri, z.unknown()).optional(),
    })
    .optional(),
  context: z.strictObject({
    platform: z.string(),
    language: z.string().optional(),
    contextActivities: z.strictObject({ grouping: z.array(activity).optional() }),
  }),
})
export type Stated = z.output<typeof statement>

/** What is wrong with a statement; null: nothing. */
export function statementFault(sent: unknown): string | null {
  const parsed = statement.safeParse(sent)
  return parsed.success ? null : z.prettifyError(parsed.error)
}

export type TestLrs = {
  readonly endpoint: string
  /** By their ids, as they were first stored. */
  readonly stored: ReadonlyMap<string, Stated>
  /** How often each was sent in a request that was taken or not. */
  readonly sent: ReadonlyMap<string, number>
  /** Statuses that the next requests are answered with instead, in order; 0: the connection is cut. */
  readonly moods: number[]
  /** What was wrong with requests. */
  readonly faults: readonly string[]
  readonly close: () => Promise<void>
}

export async function startLrs(key: string, secret: string): Promise<TestLrs> {
  const stored = new Map<string, Stated>()
  const sent = new Map<string, number>()
  const [moods, faults]: [number[], string[]] = [[], []]
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`
  const take = (body: string): number => {
    const all: unknown = JSON.parse(body)
    if (!Array.isArray(all)) return 400
    for (const { id } of all) sent.set(id, (sent.get(id) ?? 0) + 1)
    const mood = moods.shift()
    if (mood !== undefined) return mood
    const wrong = all.map(statementFault).filter((one) => one !== null)
    faults.push(...wrong)
    if (wrong.length > 0) return 400
    const statements = all as Stated[]
    const isOther = (one: Stated) => {
      const known = stored.get(one.id)
      return known !== undefined && JSON.stringify(known) !== JSON.stringify(one)
    }
    if (statements.some(isOther)) return 409
    for (const one of statements) if (!stored.has(one.id)) stored.set(one.id, one)
    return 200
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { headers, method, url } = request
    const fault =
      (headers['x-experience-api-version'] !== '1.0.3' && 'version') ||
      (headers['content-type'] !== 'application/json' && 'type') ||
      (`${method} ${url}` !== 'POST /xapi/statements' && `${method} ${url}`)
    if (fault) faults.push(fault)
    const status = fault
      ? 400
      : headers.authorization !== authorization
        ? 401
        : take(Buffer.concat(chunks).toString())
    if (status === 0) return void request.socket.destroy()
    response.writeHead(status, { 'x-experience-api-version': '1.0.3' }).end('[]')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { endpoint: `http://127.0.0.1:${port}/xapi`, stored, sent, moods, faults, close }
}
