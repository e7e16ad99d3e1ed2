import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { welcome } from '@/lib/account/welcome'
import { authOptions, type Hooks } from '@/lib/auth/auth'
import { isSameOrigin, publicUrl } from '@/lib/auth/origin'
import { LOCALE_COOKIE, toLocale } from '@/lib/i18n/locale'
import { takeAll } from '@/lib/rate-limit/store'

const hooks: Hooks = {
  mayLink: async (email, address) =>
    (await takeAll([
      ['link-by-address', address],
      ['link-by-email', email],
    ])) === null,
  onSignedIn: async (userId) => void (await welcome(userId)),
}

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  // Without a configured address next-auth would take itself to be on localhost:3000.
  if (!publicUrl()) process.env.AUTH_TRUST_HOST = 'true'
  if (request.method === 'POST' && !isSameOrigin(request.headers))
    return Response.json({ ok: false, code: 'cross-origin' }, { status: 403 })
  const locale = toLocale(request.cookies.get(LOCALE_COOKIE)?.value ?? '')
  return NextAuth(request as never, context as never, authOptions(locale, hooks))
}

export { handle as GET, handle as POST }
