import { parseArgs } from 'node:util'
import { dataFolder, openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { loadEnvironment } from '@/lib/cli/host/environment'
import { readSecrets } from '@/lib/cli/host/secret'

const USAGE = `lti: platforms that may send people here by LTI 1.3
  npm run -s lti -- list
  npm run -s lti -- add --name NAME --issuer ISSUER --client-id ID --auth URL --token URL --keys URL
                        --deployment ID [--deployment ID]... [--token-audience AUDIENCE]
      registers a platform, or changes what is registered of this issuer and client id
  npm run -s lti -- remove PLATFORM-ID
  npm run -s lti -- rotate
      signs with a new key from now on; the one before it stays published for 30 days
`

/** `npm run lti`: registers platforms.
 *  @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const [deed = '', ...rest] = argv
  if (!['list', 'add', 'remove', 'rotate'].includes(deed)) {
    process.stderr.write(USAGE)
    return 2
  }
  loadEnvironment()
  const database = await openDatabase()
  try {
    await generateClient()
    await migrate(database.url)
    process.env.DATABASE_URL = database.url
    process.env.NEXTAUTH_SECRET = readSecrets(dataFolder()).session
    const { db } = await import('@/lib/db')
    try {
      return await run(deed, rest)
    } finally {
      await db.$disconnect()
    }
  } finally {
    await database.close()
  }
}

async function run(deed: string, rest: readonly string[]): Promise<number> {
  const { everyPlatform, registerPlatform, removePlatform } = await import('@/lib/lti/platform')
  if (deed === 'add') print(await registerPlatform(registrationOf(rest)))
  if (deed === 'list') for (const one of await everyPlatform()) print(one)
  if (deed === 'rotate') {
    const { rotateKey } = await import('@/lib/lti/key')
    console.log(`New key ${await rotateKey()}.`)
  }
  if (deed !== 'remove') return 0
  const isGone = await removePlatform(rest[0] ?? '')
  console.log(isGone ? 'Removed.' : 'There is no such platform.')
  return isGone ? 0 : 1
}

const text = { type: 'string' } as const

function registrationOf(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ name: text, issuer: text, auth: text, token: text, keys: text },
      ...{ 'client-id': text, 'token-audience': text },
      deployment: { type: 'string', multiple: true },
    },
  })
  return {
    ...{ name: values.name, issuer: values.issuer, clientId: values['client-id'] },
    ...{ authUrl: values.auth, tokenUrl: values.token, keysUrl: values.keys },
    ...{ tokenAudience: values['token-audience'], deployments: values.deployment },
  }
}

function print(one: Awaited<ReturnType<typeof import('@/lib/lti/platform').everyPlatform>>[number]): void {
  console.log(`${one.id} ${one.name}`)
  for (const [name, value] of Object.entries({
    issuer: one.issuer,
    'client id': one.clientId,
    deployments: one.deployments.join(', '),
    login: one.authUrl,
    token: one.tokenUrl,
    keys: one.keysUrl,
  }))
    console.log(`    ${name}: ${value}`)
}
