import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import { authOptions, configuredProviders } from './auth'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

/** Somebody with a password, and with an account of another site tied to it. */
async function person(emailVerified: Date | null) {
  const accounts = { create: { type: 'oauth', provider: 'github', providerAccountId: randomUUID() } }
  const email = `${randomUUID()}@example.org`
  return db.user.create({ data: { email, emailVerified, passwordHash: 'of a password', accounts } })
}

/** What next-auth calls when a link of an e-mail is opened. */
async function openLink(user: { id: string; email: string | null }) {
  const { signIn } = authOptions('ko', { mayLink: async () => true, onSignedIn: async () => {} }).callbacks!
  const account = { type: 'email' as const, provider: 'email', providerAccountId: user.email ?? '' }
  return signIn!({ user, account, email: {} })
}

async function waysIn(id: string) {
  const row = await db.user.findUniqueOrThrow({ where: { id }, include: { accounts: true } })
  return [row.passwordHash !== null, row.accounts.length, row.sessionEpoch]
}

test('a link ends every way into an account that was made with the address by who never proved to have it', async () => {
  const squatted = await person(null)
  expect(await openLink(squatted)).toBe(true)
  expect(await waysIn(squatted.id)).toEqual([false, 0, 1])
  const own = await person(new Date())
  expect(await openLink(own)).toBe(true)
  expect(await waysIn(own.id)).toEqual([true, 1, 0])
})

test('links and other sites are offered only where it is written down where they lead', () => {
  vi.stubEnv('SMTP_URL', 'smtp://mail.example.org')
  vi.stubEnv('MAIL_FROM', 'no-reply@example.org')
  vi.stubEnv('GITHUB_ID', 'id')
  vi.stubEnv('GITHUB_SECRET', 'secret')
  vi.stubEnv('NEXTAUTH_URL', '')
  expect(configuredProviders()).toEqual([])
  vi.stubEnv('NEXTAUTH_URL', 'https://forklore.example')
  expect(configuredProviders()).toEqual(['email', 'github'])
  vi.unstubAllEnvs()
})
