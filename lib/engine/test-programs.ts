/** The programs of `testdata`, for the tests that hold a law over all of them, and how far each of them goes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { boot, type Machine, type PartialConfig, type Program } from '.'
import { compiledSource } from './explore/test-program'
import { createMemory, type Memory } from './vm/frame'

export const TESTDATA = path.join(path.dirname(fileURLToPath(import.meta.url)), 'testdata')

/** `npm run check:long` sets it: every law is tried over many more settings, steps and sources than in the gate. */
export const FULL = process.env.ENGINE_MATRIX === 'full'

/** A test of so many cases may take this long then, milliseconds. */
export const FULL_TIMEOUT = 1_800_000

/** Names of all programs, in order. A file that begins with `_` is a part of one. */
export const PROGRAMS: readonly string[] = readdirSync(TESTDATA, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.c') && !path.basename(name).startsWith('_'))
  .sort()

/** @throws Error with what gcc would say of a program that does not compile */
export function compiled(name: string): Program {
  const text = readFileSync(path.join(TESTDATA, name), 'utf8')
  return compiledSource([{ name: path.basename(name), text }])
}

/** What was recorded beside a program, or null. */
export function recordOf(name: string): unknown {
  const file = path.join(TESTDATA, name.replace(/\.c$/, '.json'))
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** Bytes of the memory of a machine of a law's test. */
export const MEMORY = 16 << 20
let memory: Memory | null = null

/** Boots a machine in the memory of the last one, which is over then: a memory for each takes longer than its run. */
export function bootNext(
  program: Program,
  config: PartialConfig,
  schedule?: string,
  bytes = MEMORY,
): Machine {
  if (memory?.capacity !== bytes / 4096) memory = createMemory({ bytes })
  const limits = { ...config.limits, memory: bytes }
  return boot(program, { ...config, limits }, schedule, {}, memory)
}
