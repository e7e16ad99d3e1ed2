/** Size of what a page loads to run programs: compiler, processor, kernel, library, and the sentences of one language. */
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './bundle.mjs'

/** Bytes, compressed. */
export const BUNDLE_GOAL = 150_000

const WORKER = 'app/_widgets/engine.worker.ts'
/** What the worker is made of, by the beginning of a file's path; the first that fits counts. */
const PARTS = {
  compiler: 'lib/engine/compiler/',
  processor: 'lib/engine/vm/',
  kernel: 'lib/engine/kernel/',
  'library in C': 'lib/engine/libc/source/',
  headers: 'lib/engine/libc/header',
  'library in TypeScript': 'lib/engine/libc/',
  rest: '',
} as const

export type BundleSizes = {
  readonly raw: number
  /** As the server sends it: gzip at level 6. */
  readonly gzip: number
  /** As a proxy that holds compressed files would send it. */
  readonly brotli: number
  /** Bytes before compression, by part. */
  readonly parts: Readonly<Record<keyof typeof PARTS, number>>
}

/** Bundles the worker that the pages use, and measures what a browser loads of it: the worker, and its larger language. */
export async function bundleSizes(): Promise<BundleSizes> {
  const result = await build({
    entryPoints: [WORKER],
    absWorkingDir: path.resolve(root),
    alias: { '@': root },
    outdir: '.cache/worker',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  })
  const chunks = result.outputFiles.map((file) => ({
    bytes: file.contents,
    isWorker: file.path.endsWith('engine.worker.js'),
    sizes: sizesOf(file.contents),
  }))
  const worker = chunks.find((chunk) => chunk.isWorker)
  if (worker === undefined) throw new Error(`${WORKER} gave no bundle`)
  const languages = chunks.filter((chunk) => !chunk.isWorker).map((chunk) => chunk.sizes)
  const language = languages.sort((a, b) => b.gzip - a.gzip)[0] ?? { raw: 0, gzip: 0, brotli: 0 }
  const output = Object.values(result.metafile.outputs).find((made) => made.entryPoint === WORKER)
  return {
    raw: worker.sizes.raw + language.raw,
    gzip: worker.sizes.gzip + language.gzip,
    brotli: worker.sizes.brotli + language.brotli,
    parts: partsOf(output?.inputs ?? {}),
  }
}

function sizesOf(bytes: Uint8Array): { raw: number; gzip: number; brotli: number } {
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 6 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  }
}

function partsOf(inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>): BundleSizes['parts'] {
  const parts = Object.fromEntries(Object.keys(PARTS).map((name) => [name, 0])) as Record<
    keyof typeof PARTS,
    number
  >
  const names = Object.keys(PARTS) as (keyof typeof PARTS)[]
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = names.find((candidate) => file.startsWith(PARTS[candidate]))
    if (name !== undefined) parts[name] += bytesInOutput
  }
  return parts
}
