import 'server-only'
import { randomUUID } from 'node:crypto'
import { PrismaAdapter } from '@auth/prisma-adapter'
import { headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters'
import { decode } from 'next-auth/jwt'
import Email from 'next-auth/providers/email'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { db, transaction } from '@/lib/db'
import { canSendMail, sendSignInLink } from './mail'
import { noteSession } from './open-session'
import { clientAddress, cookieAttributes, cookieName, isHttps, publicUrl } from './origin'
import { isId } from './person'
import { keepOut } from './platform-tie'
import { authSecret } from './secret'
import { SESSION_SECONDS, sessionCookie } from './session'
import { userOfSession } from './session-user'

/** Ways to sign in besides a password. */
export type Provider = 'email' | 'github' | 'google'

/** The ways that are configured: e-mail links with SMTP_URL and MAIL_FROM, another site's account with GITHUB_ID and
 *  GITHUB_SECRET, GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET. All lead back to NEXTAUTH_URL; without it they would lead to
 *  whatever host the request named, so none is offered then. */
export function configuredProviders(): Provider[] {
  if (!publicUrl()) return []
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = process.env
  const configured: [Provider, boolean][] = [
    ['email', canSendMail()],
    ['github', Boolean(GITHUB_ID && GITHUB_SECRET)],
    ['google', Boolean(GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET)],
  ]
  return configured.flatMap(([provider, isConfigured]) => (isConfigured ? [provider] : []))
}

/** What happens around a sign-in, decided above this folder. */
export type Hooks = {
  /** The rate limit of links; true lets one be sent. */
  readonly mayLink: (email: string, address: string) => Promise<boolean>
  /** Somebody has signed in: brings a guest's work along. */
  readonly onSignedIn: (userId: string) => Promise<void>
}

/** next-auth for what it is good at: links by e-mail and other sites' accounts. Passwords are ours
 *  (`account.ts`); both start the same session. Pages are ours, in the reader's language. */
export function authOptions(locale: 'ko' | 'en', hooks: Hooks): NextAuthOptions {
  const signInPage = `/${locale}/sign-in`
  return {
    adapter: adapter(locale),
    secret: authSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    jwt: { decode: (parameters) => decodeCurrent(parameters) },
    useSecureCookies: isHttps(),
    cookies: authCookies(),
    providers: providers(locale, hooks),
    pages: {
      signIn: signInPage,
      error: signInPage,
      verifyRequest: `${signInPage}?sent=1`,
      signOut: `/${locale}/account`,
    },
    callbacks: {
      async signIn({ user, account, email }) {
        if (account?.type === 'email' && !email?.verificationRequest) await claimAddress(user.id)
        return true
      },
      async jwt({ token, user, account }) {
        if (!user) return token
        const row = await db.user.findUniqueOrThrow({ where: { id: user.id } })
        const linkedAt = account?.type === 'email' ? Math.floor(Date.now() / 1000) : 0
        const session = randomUUID()
        await noteSession({ userId: row.id, epoch: row.sessionEpoch, id: session })
        return { sub: row.id, epoch: row.sessionEpoch, session, linkedAt }
      },
      // Nothing of ours asks for it; who is asking is `getViewer`'s to say.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: { signIn: ({ user }) => hooks.onSignedIn(user.id) },
    logger: { error: (code) => console.error(`next-auth: ${code}`), warn: () => {}, debug: () => {} },
  }
}

function providers(locale: 'ko' | 'en', hooks: Hooks): NextAuthOptions['providers'] {
  const { GITHUB_ID = '', GITHUB_SECRET = '', GOOGLE_CLIENT_ID = '', GOOGLE_CLIENT_SECRET = '' } = process.env
  const make = {
    email: () =>
      Email({
        from: process.env.MAIL_FROM ?? '',
        async sendVerificationRequest({ identifier, url }) {
          const address = clientAddress(await headers())
          if (!(await hooks.mayLink(identifier, address))) throw new Error('too many links')
          await sendSignInLink(identifier, url, locale)
        },
      }),
    github: () => GitHub({ clientId: GITHUB_ID, clientSecret: GITHUB_SECRET }),
    google: () => Google({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET }),
  } as const
  return configuredProviders().map((provider) => make[provider]())
}

/** A session that is over is none: otherwise its holder could still tie another site's account to
 *  the person. */
async function decodeCurrent(parameters: Parameters<typeof decode>[0]) {
  const claims = await decode(parameters)
  if (!claims?.sub) return null
  const { sub: userId, epoch, session } = claims
  const user = await userOfSession({ userId, epoch: Number(epoch), id: String(session) })
  return user ? claims : null
}

/** A link proves who has the address. If somebody else made an account with it before, without proof, their
 *  password, their sessions and the other sites' accounts that they tied to it end here. */
async function claimAddress(userId: string): Promise<void> {
  // Of somebody new next-auth has no id yet, and the address stands in for it.
  if (!isId(userId)) return
  await transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, emailVerified: null, passwordHash: { not: null } },
      data: { passwordHash: null, recoveryHash: null, sessionEpoch: { increment: 1 } },
    })
    if (count === 0) return
    await keepOut(tx, userId)
    await tx.account.deleteMany({ where: { userId } })
  })
}

/** Addresses are stored in lower case, whatever another site writes. */
function adapter(locale: 'ko' | 'en'): Adapter {
  const base = PrismaAdapter(db) as Adapter
  // Their tokens are of no use to us, so they are not kept.
  const linkAccount = ({ userId, type, provider, providerAccountId }: AdapterAccount) =>
    base.linkAccount!({ userId, type, provider, providerAccountId })
  return {
    ...base,
    createUser: (user: Omit<AdapterUser, 'id'>) =>
      // Some sites keep the address to themselves, which next-auth's types do not say.
      base.createUser!({ ...user, email: user.email?.toLowerCase(), locale } as unknown as AdapterUser),
    getUserByEmail: (email) => base.getUserByEmail!(email.toLowerCase()),
    linkAccount: linkAccount as NonNullable<Adapter['linkAccount']>,
  }
}

function authCookies(): NonNullable<NextAuthOptions['cookies']> {
  const { maxAge: _, ...lasting } = cookieAttributes(0)
  const brief = cookieAttributes(15 * 60)
  return {
    sessionToken: { name: sessionCookie(), options: lasting },
    callbackUrl: { name: cookieName('callback'), options: lasting },
    csrfToken: { name: cookieName('csrf'), options: lasting },
    state: { name: cookieName('state'), options: brief },
    pkceCodeVerifier: { name: cookieName('pkce'), options: brief },
    nonce: { name: cookieName('nonce'), options: brief },
  }
}
