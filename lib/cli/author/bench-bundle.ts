/** Size of what a page loads to run programs: compiler, processor, kernel, library, and the sentences of one language. */
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, type Metafile, type Plugin } from 'esbuild'
import { root } from '../bundle.mjs'

/** Bytes, compressed. */
export const BUNDLE_GOAL = 150_000

/** Bytes, gzipped, by which the explorer may make larger what every run loads. */
export const EXPLORER_GOAL = 25_000

const WORKER = 'app/_widgets/engine.worker.ts'
const REST = 'lib/engine/rest.ts'
/** What is fetched when all orders of a program are asked for. */
const EXPLORER = ['lib/engine/explore/program.ts', 'lib/engine/explore/state-map.ts'] as const
/** The sentences that every run needs; those about what does not compile are fetched when there is something to say. */
const LANGUAGES = /^lib\/i18n\/[a-z]+\/event\.ts$/
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

export type Sizes = {
  readonly raw: number
  /** As the server sends it: gzip at level 6. */
  readonly gzip: number
  /** As a proxy that holds compressed files would send it. */
  readonly brotli: number
}

export type BundleSizes = {
  /** What every run loads: the worker, and its larger language. */
  readonly first: Sizes
  /** With what is fetched for a program that needs it. */
  readonly all: Sizes
  /** What is fetched besides when every order is to be looked at, and the bytes of the explorer's own that every run loads. */
  readonly explorer: Sizes
  readonly explorerInFirst: number
  /** Bytes of `all` before compression, by part. */
  readonly parts: Readonly<Record<keyof typeof PARTS, number>>
}

type Outputs = Metafile['outputs']

type Bundle = { readonly outputs: Outputs; readonly bytesOf: (name: string) => Uint8Array }

/** Bundles the worker that the pages use. @param without files that are left where they are */
async function bundleWorker(without: readonly string[] = []): Promise<Bundle> {
  const leaveOut: Plugin = {
    name: 'leave out',
    setup({ onResolve }) {
      onResolve({ filter: /^@\// }, ({ path: name }) =>
        without.includes(`${name.slice(2)}.ts`) ? { path: name, external: true } : undefined,
      )
    },
  }
  const { outputFiles, metafile } = await build({
    entryPoints: [WORKER],
    absWorkingDir: path.resolve(root),
    alias: { '@': root },
    plugins: [leaveOut],
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
  const bytesOf = (name: string) => {
    const file = outputFiles.find(({ path: at }) => at.endsWith(name))
    if (file === undefined) throw new Error(`${name} was not written`)
    return file.contents
  }
  return { outputs: metafile.outputs, bytesOf }
}

/** By how many bytes, gzipped, what every run loads is larger since there is an explorer, which is fetched when it is asked for. */
export async function explorerGrowth(): Promise<number> {
  const [there, without] = await Promise.all([bundleWorker(), bundleWorker(EXPLORER)])
  return firstBytes(there) - firstBytes(without)
}

/** Of the worker alone, without a language. */
function firstBytes({ outputs, bytesOf }: Bundle): number {
  return closure(outputs, entryIn(outputs, WORKER) ?? '').reduce(
    (so, name) => so + gzipSync(bytesOf(name), { level: 6 }).length,
    0,
  )
}

function entryIn(outputs: Outputs, source: string): string | undefined {
  return Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source)
}

/** Measures what a browser loads of the worker. */
export async function bundleSizes(): Promise<BundleSizes> {
  const { outputs, bytesOf } = await bundleWorker()
  const sizes = (name: string): Sizes => sizesOf(bytesOf(name))
  const entryOf = (source: string) => entryIn(outputs, source)
  const worker = entryOf(WORKER)
  const rest = entryOf(REST)
  if (worker === undefined || rest === undefined) throw new Error(`${WORKER} gave no bundle of two parts`)
  const firstFiles = closure(outputs, worker)
  const restFiles = beyond(closure(outputs, rest), firstFiles)
  const language = Object.keys(outputs)
    .filter((name) => LANGUAGES.test(outputs[name]?.entryPoint ?? ''))
    .map((name) => sum(beyond(closure(outputs, name), firstFiles).map(sizes)))
    .sort((a, b) => b.gzip - a.gzip)[0]
  const explorer = EXPLORER.flatMap((source) => beyond(closure(outputs, entryOf(source) ?? ''), firstFiles))
  const first = sum([...firstFiles.map(sizes), ...(language ? [language] : [])])
  return {
    first,
    explorer: sum([...new Set(explorer)].map(sizes)),
    explorerInFirst: firstFiles
      .flatMap((name) => Object.entries(outputs[name]?.inputs ?? {}))
      .reduce(
        (n, [file, { bytesInOutput }]) => (file.startsWith('lib/engine/explore/') ? n + bytesInOutput : n),
        0,
      ),
    all: sum([first, ...restFiles.map(sizes)]),
    parts: partsOf(
      [...firstFiles, ...restFiles].flatMap((name) => Object.entries(outputs[name]?.inputs ?? {})),
    ),
  }
}

/** A file and those that it cannot do without. */
function closure(outputs: Outputs, from: string): string[] {
  const found = [from]
  for (const name of found)
    for (const { path: to, kind } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement' && !found.includes(to)) found.push(to)
  return found
}

function beyond(files: readonly string[], known: readonly string[]): string[] {
  return files.filter((name) => !known.includes(name))
}

function sum(all: readonly Sizes[]): Sizes {
  const total = (of: keyof Sizes) => all.reduce((so, sizes) => so + sizes[of], 0)
  return { raw: total('raw'), gzip: total('gzip'), brotli: total('brotli') }
}

function sizesOf(bytes: Uint8Array): Sizes {
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 6 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  }
}

function partsOf(inputs: readonly [string, { readonly bytesInOutput: number }][]): BundleSizes['parts'] {
  const parts = Object.fromEntries(Object.keys(PARTS).map((name) => [name, 0])) as Record<
    keyof typeof PARTS,
    number
  >
  const names = Object.keys(PARTS) as (keyof typeof PARTS)[]
  for (const [file, { bytesInOutput }] of inputs) {
    const name = names.find((candidate) => file.startsWith(PARTS[candidate]))
    if (name !== undefined) parts[name] += bytesInOutput
  }
  return parts
}
