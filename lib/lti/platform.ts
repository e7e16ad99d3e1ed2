import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db'
import type { LtiPlatform } from '@/prisma/client/client'
import { isServiceUrl, type Launch } from './claim'

export type Platform = LtiPlatform

/** Somebody who is on the way from a platform to a class, in the browser in which it began. */
export type Arrival = { readonly id: string; readonly platform: Platform; readonly launch: Launch }

const address = z.url().refine(isServiceUrl, 'an https address')

const registration = z.object({
  name: z.string().trim().min(1).max(100),
  issuer: z.string().min(1).max(255),
  clientId: z.string().min(1).max(255),
  authUrl: address,
  tokenUrl: address,
  keysUrl: address,
  tokenAudience: z.string().min(1).max(2000).nullable().default(null),
  deployments: z.array(z.string().min(1).max(255)).min(1).max(1000),
})

/** Registers a platform, or changes what is registered of the one with this issuer and client id.
 *  @throws Error, a sentence for the operator, of what is missing or ill-formed */
export async function registerPlatform(input: unknown): Promise<Platform> {
  const read = registration.safeParse(input)
  if (!read.success) throw new Error(`The platform was not registered.\n${z.prettifyError(read.error)}`)
  const { issuer, clientId, ...rest } = read.data
  return db.ltiPlatform.upsert({
    where: { issuer_clientId: { issuer, clientId } },
    create: { issuer, clientId, ...rest },
    update: rest,
  })
}

/** Every platform, by name. */
export function everyPlatform(): Promise<Platform[]> {
  return db.ltiPlatform.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })
}

/** Whether any platform is registered: whoever teaches is told of none otherwise. */
export async function hasPlatforms(): Promise<boolean> {
  return (await db.ltiPlatform.findFirst({ select: { id: true } })) !== null
}

/** Takes a platform away, with what ties its courses to classes. Nobody's account goes, nor what anybody did.
 *  @returns whether there was one */
export async function removePlatform(id: string): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) return false
  return (await db.ltiPlatform.deleteMany({ where: { id } })).count > 0
}

/** The platform that begins a sign-in; null where there is none, or the issuer has several and it is not said which.
 *  @param clientId null where the platform did not say it */
export async function platformOf(issuer: string, clientId: string | null): Promise<Platform | null> {
  const where = { issuer, ...(clientId !== null && { clientId }) }
  const found = await db.ltiPlatform.findMany({ where, take: 2 })
  return found.length === 1 ? (found[0] ?? null) : null
}
