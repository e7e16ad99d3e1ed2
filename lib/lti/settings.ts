import 'server-only'
import { publicUrl } from '@/lib/auth/origin'

/** Where platforms find this installation, as they are told it. */
export type Addresses = {
  readonly home: string
  /** Where a platform begins a sign-in. */
  readonly login: string
  /** Where it sends who it is, and what a link without an address of its own leads to. */
  readonly launch: string
  /** The public keys by which it knows what we sign. */
  readonly keys: string
}

/** From NEXTAUTH_URL; null where it is not set: a platform has to be told one address, which does not change. */
export function addresses(): Addresses | null {
  const home = publicUrl()?.origin
  if (!home) return null
  const api = `${home}/api/lti`
  return { home, login: `${api}/login`, launch: `${api}/launch`, keys: `${api}/keys` }
}
