import 'server-only'

/** The key that seals sessions. `npm start` makes one and keeps it.
 *  @throws when there is none, because a default would let anybody sign in as anybody */
export function authSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set')
  return secret
}
