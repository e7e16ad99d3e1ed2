import { publicKeys } from '@/lib/lti/key'
import { answer } from '../../answer'

export const dynamic = 'force-dynamic'

/** The public keys by which platforms know what this installation signs: a JSON Web Key Set. */
export function GET(): Promise<Response> {
  return answer(publicKeys)
}
