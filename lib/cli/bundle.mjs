// Node 20 reads no TypeScript: each command of lib/cli is bundled on first use, and kept in .cache/cli until one of
// its sources changes. This file is bundled too; from .cache/cli the way up to the repository is the same.
import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The repository, absolute. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const cache = path.join(root, '.cache/cli')

/**
 * Finds a command among the rooms of lib/cli; no two of them hold files of one name (`lib/architecture.test.ts`).
 * @param {string} name the file's name without `.ts`
 * @returns {string | undefined} the file, relative to the repository
 */
export function commandFile(name) {
  return readdirSync(path.join(root, 'lib/cli'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((room) => `lib/cli/${room.name}/${name}.ts`)
    .find((file) => name !== '' && existsSync(path.join(root, file)))
}

/**
 * Bundles the command `name` when its sources differ from the kept bundle's.
 * @param {string} name the file's name without `.ts`
 * @returns {Promise<string>} the absolute path of an executable ES module
 */
export async function bundle(name) {
  const manifest = path.join(cache, `${name}.json`)
  const kept = readManifest(manifest)
  if (kept?.inputs.every(isUnchanged) && existsSync(kept.output)) return kept.output

  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [path.join(root, commandFile(name) ?? name)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    outdir: cache,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['react-server'],
    alias: { '@': root },
    banner: { js: '#!/usr/bin/env node' },
    plugins: [ownCodeOnly],
    loader: { '.wasm': 'binary' },
    logLevel: 'error',
  })
  const text = result.outputFiles[0].text
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const output = path.join(cache, `${name}-${hash}.mjs`)
  mkdirSync(cache, { recursive: true })
  // The inputs are looked at again after the build: an edit in between only costs another build.
  const own = Object.keys(result.metafile.inputs)
  const schema = own.some((file) => file.startsWith('prisma/client/')) ? ['prisma/schema.prisma'] : []
  const inputs = [...own, ...schema, 'lib/cli/bundle.mjs', 'package-lock.json']
    .map((file) => path.join(root, file.replace(/^[a-z-]+:/, '')))
    .filter(existsSync)
    .map(stamp)
  writeWhole(output, text)
  chmodSync(output, 0o755)
  writeWhole(manifest, JSON.stringify({ output, inputs }))
  return output
}

/** Packages stay imports (Node finds them from .cache/), but for `server-only`, whose guard is for browsers. */
const ownCodeOnly = {
  name: 'own-code-only',
  setup(build) {
    // The client is generated, and a fresh clone has none yet.
    build.onResolve({ filter: /^@\/prisma\/client\// }, async () => {
      const { main } = await import(pathToFileURL(await bundle('db')).href)
      await main(['generate'])
      return null
    })
    build.onResolve({ filter: /^[^./]/ }, (args) => {
      if (args.kind === 'entry-point' || args.path.startsWith('@/') || args.path === 'server-only')
        return null
      return { path: args.path, external: true }
    })
  },
}

function readManifest(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function stamp(file) {
  const { mtimeMs, size } = statSync(file)
  return { file, mtimeMs, size }
}

function isUnchanged({ file, mtimeMs, size }) {
  const now = statSync(file, { throwIfNoEntry: false })
  return now !== undefined && now.mtimeMs === mtimeMs && now.size === size
}

/** Two commands may start at once: each writes a file of its own, and the rename is atomic. */
function writeWhole(file, text) {
  const temporary = `${file}.${randomUUID()}`
  writeFileSync(temporary, text)
  renameSync(temporary, file)
}
