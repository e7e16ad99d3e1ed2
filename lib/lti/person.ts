import 'server-only'
import { missingProof } from '@/lib/auth/account'
import { displayName, viewerOf } from '@/lib/auth/person'
import { providerOf } from '@/lib/auth/platform-tie'
import type { Viewer } from '@/lib/auth/viewer'
import { db, isUniqueViolation, transaction } from '@/lib/db'
import { take } from '@/lib/rate-limit/store'
import type { Launch } from './claim'
import type { Platform } from './platform'

/** By what an account is found that a platform's word signs in: who somebody is at an issuer, whatever their address there is. An
 *  address is no proof: whoever runs a platform can write any into it. */
function keyOf({ issuer }: Pick<Platform, 'issuer'>, { sub }: Pick<Launch, 'sub'>) {
  return { provider: providerOf(issuer), providerAccountId: sub }
}

/** Somebody whom a session can be started for. */
export type Known = Viewer & { readonly epoch: number }

/** Whose account a launch signs in; null where it is somebody new. */
export async function knownPerson(platform: Platform, launch: Launch): Promise<Known | null> {
  const tied = await db.account.findUnique({
    where: { provider_providerAccountId: keyOf(platform, launch) },
    include: { user: true },
  })
  return tied && { ...viewerOf(tied.user), epoch: tied.user.sessionEpoch }
}

/** Whether an account is somebody's at this issuer already: who else comes from there on the same device is another. */
export async function isTied({ id }: Viewer, { issuer }: Platform): Promise<boolean> {
  return (await db.account.count({ where: { userId: id, provider: providerOf(issuer) } })) > 0
}

/** Whether who presses is whose account is signed in: a browser that somebody left signed in ties their account to nobody, since
 *  the platform opens it from anywhere from then on.
 *  @param current the account's password, where `passwordProof` asks for it */
export async function isProven({ id }: Viewer, current: string, isByNewLink: boolean): Promise<boolean> {
  const user = await db.user.findUnique({ where: { id } })
  if (!user || user.email === null) return user !== null
  if ((await take('password-by-person', id)) !== null) return false
  return (await missingProof(user, current, isByNewLink)) === null
}

/** Ties an account to who came, by the own sign-in of whose it is. */
export async function tieAccount(viewer: Viewer, platform: Platform, launch: Launch): Promise<void> {
  await db.account.createMany({
    data: [{ userId: viewer.id, type: 'lti', ...keyOf(platform, launch) }],
    skipDuplicates: true,
  })
}

/** Makes an account for who came; theirs where another window was faster. */
export async function newPerson(platform: Platform, launch: Launch, locale: 'ko' | 'en'): Promise<Known> {
  const name = displayName.safeParse(launch.name ?? '')
  const data = { locale, displayName: name.success ? name.data : null }
  try {
    const user = await transaction((tx) =>
      tx.user.create({
        data: { ...data, accounts: { create: { type: 'lti', ...keyOf(platform, launch) } } },
      }),
    )
    return { ...viewerOf(user), epoch: user.sessionEpoch }
  } catch (error) {
    const known = isUniqueViolation(error) ? await knownPerson(platform, launch) : null
    if (known) return known
    throw error
  }
}
