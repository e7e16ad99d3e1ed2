import { GATE } from '@/lib/cli/check/gate'
import { type Plan, runStages, type Stages } from '@/lib/cli/check/stage'
import { dataFolder } from '@/lib/cli/database/database'
import { generateClient } from '@/lib/cli/database/migrate'
import { checkNode, progress } from '@/lib/cli/host/environment'
import { readSecrets } from '@/lib/cli/host/secret'

/** Of `.env.example`, what decides where a server keeps its data and how people reach it and sign in. */
const SETTINGS = [
  ...[
    'DATABASE_URL',
    'NEXTAUTH_URL',
    'NEXTAUTH_SECRET',
    'TRUSTED_PROXIES',
    'PORT',
    'HOST',
    'SMTP_URL',
    'MAIL_FROM',
  ],
  ...['GITHUB_ID', 'GITHUB_SECRET', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
]

/**
 * `npm test`: everything. `npm test -- unit lib/quiz`: one stage, with the tool's own arguments after it.
 * @returns the exit code: 0 when everything passed
 */
export async function main([only, ...filters]: string[]): Promise<number> {
  checkNode()
  const say = progress()
  const plan = planOf(GATE, only, filters)
  // Nothing of the one who runs the tests reaches them: they have a database and a secret of their own. What is set, if
  // only to nothing, is not read from .env either.
  for (const name of SETTINGS) process.env[name] = ''
  // A build is named by this key too: the stages with data of their own shall not each make one.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = readSecrets(dataFolder()).actions
  await generateClient()

  const { passed, failed, failing, isStuck } = await runStages(GATE, plan, say)
  if (failing.length > 0) console.log(`failing: ${failing.join(', ')}`)
  console.log(`${passed} passed, ${failed} failed`)
  if (isStuck) process.exit(1)
  return failed === 0 ? 0 : 1
}

function planOf(stages: Stages, only: string | undefined, filters: readonly string[]): Plan {
  if (only === undefined) return new Map(Object.keys(stages).map((name) => [name, []]))
  if (!(only in stages)) throw new Error(`There is no stage ${only}: ${Object.keys(stages).join(', ')}.`)
  return new Map([[only, filters]])
}
