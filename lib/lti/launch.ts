import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db'
import { readLaunch } from './claim'
import { type LtiFailure, refused } from './failure'
import { hashOf, newSecret } from './login'
import { addresses } from './settings'
import { targetOf } from './target'
import { readToken } from './token'

const answer = z.object({ state: z.string().min(1).max(200), id_token: z.string().min(1).max(64_000) })

/** Takes what a platform sends of who is signed in there, by the browser of whoever that is. It comes from the platform's page, so that
 *  the browser sends none of our cookies along: what is believed here is the token, and that the browser is the one in which it began
 *  is asked in the next step (`arrival.ts`).
 *  @param input the fields of the form
 *  @param cooldown of `readToken`
 *  @returns `ticket`, with which the browser goes on, once */
export async function takeLaunch(
  input: Readonly<Record<string, unknown>>,
  cooldown?: number,
): Promise<{ readonly ok: true; readonly ticket: string } | LtiFailure> {
  const our = addresses()
  if (!our) return refused('not-set-up')
  if (typeof input.error === 'string') return refused('platform-refused')
  const read = answer.safeParse(input)
  if (!read.success) return refused('token-ill-formed')
  const id = hashOf(read.data.state)
  const waiting = { id, ticket: null, expiresAt: { gt: new Date() } }
  const login = await db.ltiLogin.findFirst({ where: waiting, include: { platform: true } })
  if (!login) return refused('state-unknown')
  const { platform, nonce } = login
  const token = await readToken(platform, read.data.id_token, nonce, cooldown)
  // Whoever tries a state with what is refused has used it up, unless nothing could be told of the token.
  const used = async (failure: LtiFailure) => {
    if (failure.code !== 'keys-unreachable') await db.ltiLogin.deleteMany({ where: { id } })
    return failure
  }
  if (!token.ok) return used(token)
  const claims = readLaunch(token.payload, platform.deployments)
  if (!claims.ok) return used(claims)
  if (!targetOf(claims.launch.target, our.home)) return used(refused('target-foreign'))
  const ticket = newSecret()
  // Of two that come with the same state one finds it used.
  const { count } = await db.ltiLogin.updateMany({
    where: waiting,
    data: { ticket: hashOf(ticket), launch: claims.launch },
  })
  return count === 1 ? { ok: true, ticket } : refused('state-unknown')
}
