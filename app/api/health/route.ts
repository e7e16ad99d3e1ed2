import { answer } from '../answer'

export const dynamic = 'force-dynamic'

/** `{ ok: true }` while the process lives. Asks nothing of anything else: whoever restarts what is dead asks here. */
export async function GET(): Promise<Response> {
  return answer({ ok: true })
}
