/** Size of what a page loads to run programs: compiler, processor, kernel, library. */
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './bundle.mjs'

/** Bytes, compressed. */
export const BUNDLE_GOAL = 150_000

export async function bundleSizes(): Promise<{ raw: number; gzip: number; brotli: number }> {
  const result = await build({
    stdin: {
      contents: "import * as engine from '@/lib/engine'; onmessage = (e) => postMessage(engine[e.data])",
      resolveDir: root,
      loader: 'ts',
    },
    absWorkingDir: path.resolve(root),
    alias: { '@': root },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  })
  const bytes = result.outputFiles[0]?.contents ?? new Uint8Array(0)
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  }
}
