import 'server-only'
import { headers } from 'next/headers'
import { publicUrl } from '@/lib/auth/origin'

/** Where people reach these pages, without a slash at the end: the address that is set, or the one that they asked. */
export async function siteOrigin(): Promise<string> {
  const known = publicUrl()
  if (known) return known.origin
  const asked = await headers()
  return `${asked.get('x-forwarded-proto') ?? 'http'}://${asked.get('host') ?? 'localhost'}`
}
