import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** What `next build` reads, besides the packages, which the lock file names. */
const SOURCES = [
  'app',
  'content',
  'lib',
  'prisma/schema.prisma',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/** Of the folders above, what no page is made from. */
const NOT_SOURCES = /\.test\.tsx?$|(^|\/)(testdata|generated)\/|^lib\/cli\/(?!build\/)/

/**
 * Names the sources of a build: equal sources, equal name, whatever their dates.
 * @param root the repository
 * @param extra anything else that the build depends on
 * @returns 16 hexadecimal digits
 */
export function sourceHash(root: string, extra: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const text of [process.versions.node.split('.')[0] ?? '', ...extra]) hash.update(`${text}\0`)
  for (const file of SOURCES.flatMap((source) => listFiles(root, source))) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(path.join(root, file)))
    hash.update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function listFiles(root: string, source: string): string[] {
  const found = statSync(path.join(root, source), { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [source]
  return readdirSync(path.join(root, source), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !NOT_SOURCES.test(file))
    .sort()
}
