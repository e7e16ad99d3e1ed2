import { changedFiles, reachOf } from '@/lib/cli/check/change'
import { GATE } from '@/lib/cli/check/gate'
import { LONG } from '@/lib/cli/check/long'
import { type Plan, runStages, type Stages } from '@/lib/cli/check/stage'
import { WALK_LESSONS } from '@/lib/cli/check/walk-lessons'
import { dataFolder } from '@/lib/cli/database/database'
import { generateClient } from '@/lib/cli/database/migrate'
import { checkNode, progress, type Say } from '@/lib/cli/host/environment'
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
 * `npm test -- changed [COMMIT]`: what the changes since a commit can have broken. `npm test -- long [STAGE]`: the long check.
 * @returns the exit code: 0 when everything passed
 */
export async function main([word, ...filters]: string[]): Promise<number> {
  checkNode()
  const say = progress()
  const isLong = word === 'long'
  const stages = isLong ? LONG : GATE
  const plan =
    word === 'changed' ? changePlan(filters[0], say) : planOf(stages, isLong ? filters : [word, ...filters])
  // Nothing of the one who runs the tests reaches them: they have a database and a secret of their own. What is set, if
  // only to nothing, is not read from .env either.
  for (const name of SETTINGS) process.env[name] = ''
  // A build is named by this key too: the stages with data of their own shall not each make one.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = readSecrets(dataFolder()).actions
  await generateClient()

  const { passed, failed, failing, isStuck } = await runStages(stages, plan, say)
  if (failing.length > 0) console.log(`failing: ${failing.join(', ')}`)
  console.log(`${passed} passed, ${failed} failed`)
  if (isStuck) process.exit(1)
  return failed === 0 ? 0 : 1
}

/** Confines the walk over all pages too. */
function changePlan(base: string | undefined, say: Say): Plan {
  const changed = changedFiles(base ?? null)
  const { plan, lessons } = reachOf(changed, Object.keys(GATE))
  if (lessons) process.env[WALK_LESSONS] = lessons.join(',')
  const words = [...plan].map(([name, parts]) => (parts.length > 0 ? `${name} (${parts.length})` : name))
  say(`${changed.length} files have changed: ${words.join(', ')}`)
  return plan
}

function planOf(stages: Stages, [only, ...filters]: readonly (string | undefined)[]): Plan {
  if (only === undefined) return new Map(Object.keys(stages).map((name) => [name, []]))
  if (!(only in stages)) throw new Error(`There is no stage ${only}: ${Object.keys(stages).join(', ')}.`)
  return new Map([[only, filters.filter((filter) => filter !== undefined)]])
}
