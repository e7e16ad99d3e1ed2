import { warmWorld } from '@/lib/attempt/world'
import { answer } from '../answer'

/** `{ ok: true }` once the first answer to a schedule will take no longer than any other. Asked by the launcher, after
 *  the first page; asking again costs nothing. */
export async function GET(): Promise<Response> {
  return answer(async () => {
    await warmWorld()
    return { ok: true }
  })
}
