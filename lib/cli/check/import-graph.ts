import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'ts5'

/** A source of ours, and what it imports. */
export interface Source {
  readonly file: string
  readonly text: string
  /** As the table of lib/architecture.test.ts names things: `lib/quiz/item`, `next/headers`, `node:fs`. */
  readonly imports: readonly string[]
  /** Those among them that it needs when it runs, and not for their types alone. */
  readonly values: readonly string[]
}

/** Folders of data; a source that names one reads it. */
export const DATA_FOLDERS = ['content', 'lib/engine/testdata', 'prisma'] as const

/** All files that are ours. Not asked of git: a machine that runs the product need not have it. */
export function listFiles(): string[] {
  const inFolders = ['app', 'lib', 'e2e', 'content', 'prisma'].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/')),
  )
  return [...inFolders.sort(), ...readdirSync('.').filter((name) => /\.(ts|mjs|md|json)$/.test(name))]
}

/** The sources among files, but for what is generated and for declarations. */
export function readSources(files: readonly string[]): Source[] {
  return files
    .filter((file) => /^(?:app|lib|e2e)\/|^(?:instrumentation|proxy)\.ts$/.test(file))
    .filter((file) => /\.(ts|tsx|mts|mjs)$/.test(file) && !/\/(testdata|generated)\//.test(file))
    .filter((file) => !file.endsWith('.d.ts') && !file.endsWith('.d.mts'))
    .map((file) => {
      const text = readFileSync(file, 'utf8')
      const values = text.replace(/^(?:import|export) type [^']*? from '[^']*'/gm, '')
      return { file, text, imports: importsOf(file, text), values: importsOf(file, values) }
    })
}

/** Sees `import type`, `import()` and `export from` too; a worker is named by `new URL('…', import.meta.url)`. */
function importsOf(file: string, text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  const workers = [...text.matchAll(/new URL\('(\.[^']*)', import\.meta\.url\)/g)].map(
    ([, name = '']) => name,
  )
  const targets = [...importedFiles.map(({ fileName }) => fileName), ...workers].map((name) => {
    if (name.startsWith('@/')) return withoutEnding(name.slice(2))
    if (name.startsWith('.')) return withoutEnding(path.posix.join(path.posix.dirname(file), name))
    return name
  })
  const known = (target: string) => (existsSync(`${target}/index.ts`) ? `${target}/index` : target)
  return [...new Set(targets.filter((target) => !target.endsWith('.css')).map(known))]
}

export function withoutEnding(file: string): string {
  return file.replace(/\.(tsx?|mts|mjs)$/, '')
}

/**
 * All sources that a change of some files reaches: the files themselves, and whatever imports them or reads the folder of
 * data that they lie in, however indirectly.
 */
export function reachedBy(changed: readonly string[], sources: readonly Source[]): Set<string> {
  const importers = new Map<string, string[]>()
  const add = (target: string, file: string) =>
    importers.set(target, [...(importers.get(target) ?? []), file])
  for (const { file, text, imports } of sources) {
    for (const target of imports) add(target, file)
    for (const folder of DATA_FOLDERS) if (namesFolder(text, folder)) add(folder, file)
  }
  const reached = new Set<string>()
  const pending = changed.flatMap((file) => [
    file,
    ...DATA_FOLDERS.filter((folder) => file.startsWith(`${folder}/`)),
  ])
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    pending.push(...(importers.get(withoutEnding(file)) ?? []))
  }
  return reached
}

/** By its last part, as a word of a path: `'content'`, `'../../content'`, `${root}/testdata/`. */
function namesFolder(text: string, folder: string): boolean {
  return new RegExp(`['"\`/]${path.posix.basename(folder)}['"\`/]`).test(text)
}
