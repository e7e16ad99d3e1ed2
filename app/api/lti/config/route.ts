import { configuration } from '@/lib/lti/configuration'
import { answer } from '../../answer'

export const dynamic = 'force-dynamic'

/** What a platform's administrator pastes to set the tool up. */
export function GET(): Promise<Response> {
  return answer(async () => configuration() ?? { ok: false, code: 'not-found' })
}
