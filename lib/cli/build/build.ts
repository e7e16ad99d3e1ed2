import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { hintCompilation } from '@/lib/cli/build/compile-hint'
import { writeErrorPage } from '@/lib/cli/build/error-page'
import { buildFonts } from '@/lib/cli/build/fonts'
import { writeScriptHashes } from '@/lib/cli/build/script-hash'
import { bundleServiceWorker } from '@/lib/cli/build/service-worker'
import { sourceHash } from '@/lib/cli/build/source-hash'
import { isAlive } from '@/lib/cli/host/process'
import { bundleWorker } from '@/lib/exploration/worker-file'

/** A finished build. Its folder is never written to again. */
export interface Build {
  /** Relative to the repository, as Next wants it. */
  readonly folder: string
  /** The name of its sources. */
  readonly hash: string
}

const BUILDS = '.next'

/**
 * Returns the build of the sources as they are now; makes it when there is none.
 * The Prisma client has to be there.
 *
 * @param actionsKey encrypts what server actions close over; the same from build to build, so that a page which was open
 *   during an update can still send
 * @param say told what goes on
 * @throws Error when the build fails; what Next says of it is on stderr
 */
export async function ensureBuild(actionsKey: string, say: (line: string) => void): Promise<Build> {
  // Pages name themselves by the address that people reach them at, where it is set.
  const hash = sourceHash(process.cwd(), [actionsKey, process.env.NEXTAUTH_URL ?? ''])
  const folder = `${BUILDS}/${hash}`
  if (existsSync(folder)) return { folder, hash }

  say('building the pages (less than a minute, once for each version of the sources)')
  const making = `${BUILDS}/making-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(BUILDS, { recursive: true })
  try {
    await buildFonts(process.cwd())
    await nextBuild(making, say, [], { FORKLORE_BUILD: hash, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey })
    // One rename: whoever sees the folder sees all of it. Of two that build at once the second is dropped.
    if (!existsSync(folder)) renameSync(making, folder)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
  return { folder, hash }
}

/**
 * A second build of the same sources in another environment, as a check of what pages say wants it: with other content,
 * say. The caller removes its folder. (Writing only the pages of a copy anew, as Next's build mode `generate` does, was
 * tried: a lesson of such a copy does not come alive in the browser.)
 *
 * @param actionsKey what the build was made with
 * @param variables decide what the pages say, as FORKLORE_CONTENT does
 * @throws Error when the build fails; what Next says of it is on stderr
 */
export async function buildWith(
  { hash }: Build,
  actionsKey: string,
  variables: Readonly<Record<string, string>>,
): Promise<Build> {
  const folder = `${BUILDS}/other-${process.pid}`
  rmSync(folder, { recursive: true, force: true })
  await nextBuild(folder, () => {}, [], {
    ...variables,
    FORKLORE_BUILD: hash,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey,
  })
  return { folder, hash }
}

/** What Next prints at the start of each part of its work, and what a person is told. */
const STAGES = [
  { sign: 'Compiled', words: '  the code is compiled' },
  { sign: 'Generating static pages', words: '  writing the lessons and the other pages' },
  { sign: 'Finalizing', words: '  finishing' },
]

async function nextBuild(
  folder: string,
  say: (line: string) => void,
  args: readonly string[],
  variables: Record<string, string>,
): Promise<void> {
  const next = path.resolve('node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, ['--import', './lib/cli/host/tether.mjs', next, 'build', ...args], {
    // The pipe on stdin is the tether: a build that nobody waits for any more ends.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      FORKLORE_TETHER: String(process.pid),
      FORKLORE_DIST: folder,
      ...variables,
    },
  })
  const lines: string[] = []
  const told = new Set<string>()
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      const stage = STAGES.find(({ sign }) => line.includes(sign) && !told.has(sign))
      if (stage) say(stage.words)
      told.add(stage?.sign ?? '')
    })
  const [status, signal] = await once(child, 'close')
  if (status === 0 && existsSync(path.join(folder, 'BUILD_ID'))) {
    hintCompilation(folder)
    await bundleWorker(folder)
    await bundleServiceWorker(folder)
    writeErrorPage(folder)
    writeScriptHashes(folder)
    return
  }
  if (signal !== null || status >= 128) throw new Error('The build was ended from outside.')
  // What comes before the first error are warnings, and they can be long.
  const first = lines.findIndex((line) => /\bError\b/.test(line))
  process.stderr.write(`${lines.slice(Math.max(0, first)).join('\n')}\n`)
  throw new Error(`The build of ${folder} failed; the reason is above.`)
}

/** Says that this process serves a build, so that no other removes it. @returns takes the word back */
export function markInUse({ folder }: Build): () => void {
  const mark = `.cache/in-use/${path.basename(folder)}.${process.pid}`
  mkdirSync(path.dirname(mark), { recursive: true })
  writeFileSync(mark, '')
  return () => rmSync(mark, { force: true })
}

/** Removes the builds that nobody serves, but for the newest `keep`, and what killed builds left. */
export function removeOldBuilds(keep = 2): void {
  const used = new Set<string>()
  const marks = existsSync('.cache/in-use') ? readdirSync('.cache/in-use') : []
  for (const mark of marks) {
    const [hash = '', pid] = mark.split('.')
    if (isAlive(Number(pid))) used.add(hash)
    else rmSync(`.cache/in-use/${mark}`, { force: true })
  }
  const names = existsSync(BUILDS) ? readdirSync(BUILDS) : []
  const old = names
    .filter((name) => /^[0-9a-f]{16}$/.test(name) && !used.has(name))
    .sort((a, b) => madeAt(b) - madeAt(a))
    .slice(keep)
  const broken = names.filter((name) => {
    const maker = /^(?:making|pages)-(\d+)$/.exec(name)?.[1]
    return maker !== undefined && !isAlive(Number(maker))
  })
  for (const name of [...old, ...broken]) rmSync(path.join(BUILDS, name), { recursive: true, force: true })
}

function madeAt(name: string): number {
  return statSync(path.join(BUILDS, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
