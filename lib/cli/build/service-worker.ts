import { readdirSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles the worker that keeps pages for when there is no network, into a finished `next build`, with the names of its
 * scripts, styles and faces. Of those for rare syllables each is kept when a page shows one.
 * @param folder of the build
 * @returns how many files it names
 */
export async function bundleServiceWorker(folder: string): Promise<number> {
  const files = staticFiles(path.join(folder, 'static'))
  await build({
    entryPoints: ['app/_offline/worker.ts'],
    outfile: path.join(folder, 'sw.js'),
    absWorkingDir: process.cwd(),
    alias: { '@': process.cwd() },
    define: { FORKLORE_FILES: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  })
  return files.length
}

function staticFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(?!rare-).*\.(js|css|woff2|svg)$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .map((file) => `/_next/static/${file}`)
    .sort()
}
