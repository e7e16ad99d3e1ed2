import type { Lrs } from './settings'
import type { Statement } from './statement'

/** How long a store may take to answer, in ms. */
const PATIENCE = 15_000

/** The store did not take statements: they are to be sent again. */
export class NotTaken extends Error {}

/** Sends statements in one request (Experience API 1.0.3, part three, 2.1.2). Sent again they are stored once: a store knows them by
 *  their ids. What it has under an id already, whatever it says, stays (409).
 *  @param late when it is given up
 *  @returns the ids of those that it finds something wrong with, all others being stored
 *  @throws NotTaken where the store is away, lets nobody in, or answers anything else: any of them may be stored */
export async function sendStatements(
  lrs: Lrs,
  statements: readonly Statement[],
  late: AbortSignal,
): Promise<string[]> {
  const status = await post(lrs, statements, late)
  const [only, ...others] = statements
  if (status === 200 || status === 204 || !only) return []
  if (status !== 400 && status !== 409) throw new NotTaken(`the learning record store answered ${status}`)
  if (others.length === 0) return status === 400 ? [only.id] : []
  // A store takes all of a request or nothing: one of them keeps the others away.
  const refused: string[] = []
  for (const one of statements) refused.push(...(await sendStatements(lrs, [one], late)))
  return refused
}

async function post(
  { endpoint, authorization }: Lrs,
  statements: readonly Statement[],
  late: AbortSignal,
): Promise<number> {
  try {
    const response = await fetch(`${endpoint}/statements`, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        'x-experience-api-version': '1.0.3',
      },
      body: JSON.stringify(statements),
      redirect: 'error',
      signal: AbortSignal.any([late, AbortSignal.timeout(PATIENCE)]),
    })
    await response.body?.cancel()
    return response.status
  } catch (error) {
    throw new NotTaken('the learning record store is away', { cause: error })
  }
}
