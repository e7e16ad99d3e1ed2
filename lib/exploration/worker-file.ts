import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The name of the thread's program in a build. */
const NAME = 'explorer.mjs'

let bundling: Promise<string> | null = null

/** The program of a thread of the pool, as one script: a thread reads no TypeScript. A build has it; while one is developed or
 *  tested it is made of the sources, once for each process. */
export function workerFile(): Promise<string> {
  const built = path.join(/* turbopackIgnore: true */ process.cwd(), process.env.FORKLORE_DIST ?? '', NAME)
  if (process.env.FORKLORE_DIST && existsSync(built)) return Promise.resolve(built)
  bundling ??= bundleWorker()
  return bundling
}

/** Bundles the thread's program into a folder; into `.cache/explorer`, by a name that its text decides, without one.
 *  @returns its path */
export async function bundleWorker(folder?: string): Promise<string> {
  const { build } = await import('esbuild')
  const root = process.cwd()
  const { outputFiles } = await build({
    entryPoints: [path.join(/* turbopackIgnore: true */ root, 'lib/exploration/worker.ts')],
    absWorkingDir: root,
    alias: { '@': root },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
  const text = outputFiles[0]?.text ?? ''
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const into = folder ?? path.join(/* turbopackIgnore: true */ root, '.cache/explorer')
  const file = path.join(into, folder === undefined ? `${hash}.mjs` : NAME)
  mkdirSync(into, { recursive: true })
  // Two processes may do so at once: the rename makes either's whole.
  writeFileSync(`${file}.${process.pid}`, text)
  renameSync(`${file}.${process.pid}`, file)
  return file
}
