import { engineVersion } from '@/lib/engine/version'
import { type LabProgram, MOST, MOST_TEXT, POLICIES } from '@/lib/lab/program'

/** What a link holds, or why it cannot be read. */
export type Unpacked =
  | { readonly program: LabProgram; readonly isOtherEngine: boolean }
  | { readonly problem: 'damaged' }

/** The program as the fragment of an address: `v1.` and deflated JSON in base64url. A fragment is never sent to a server. */
export async function packProgram(program: LabProgram): Promise<string> {
  const { text, config, grain, stdin, args, schedule, after } = program
  const parts = [engineVersion, text, config, grain, stdin, args, schedule]
  const json = JSON.stringify(after === undefined ? parts : [...parts, after])
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `v1.${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`
}

/** Reads a fragment; null where it is none of the lab's. */
export async function unpackProgram(fragment: string): Promise<Unpacked | null> {
  const match = /^#?v1\.([\w-]*)$/.exec(fragment)
  if (!match) return /^#?v\d/.test(fragment) ? { problem: 'damaged' } : null
  try {
    const json = await inflate((match[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))
    const program = checked(JSON.parse(json))
    return program ?? { problem: 'damaged' }
  } catch {
    return { problem: 'damaged' }
  }
}

/** Stops as soon as more comes out than a program may have: a small link can unpack to gigabytes. */
async function inflate(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
    if (text.length > 3 * MOST_TEXT) {
      await reader.cancel()
      throw new RangeError('too long')
    }
  }
}

function checked(value: unknown): Unpacked | null {
  if (!Array.isArray(value) || value.length < 7 || value.length > 8) return null
  const [version, text, config, grain, stdin, args, schedule, after] = value as unknown[]
  if (![text, stdin, args, schedule].every((part) => typeof part === 'string' && part.length <= MOST_TEXT))
    return null
  if (grain !== 'line' && grain !== 'operation') return null
  const run = checkedConfig(config)
  if (!run || typeof version !== 'number') return null
  if (value.length === 8 && !isWhole(after, 0, MOST.after)) return null
  const program = {
    text: text as string,
    config: run,
    grain: grain as LabProgram['grain'],
    stdin: stdin as string,
    args: args as string,
    schedule: schedule as string,
    ...(value.length === 8 && { after: after as number }),
  }
  return { program, isOtherEngine: version !== engineVersion }
}

function checkedConfig(value: unknown): LabProgram['config'] | null {
  if (typeof value !== 'object' || value === null) return null
  const { cores, policy, quantum, seed } = value as Record<string, unknown>
  if (!isWhole(cores, 1, MOST.cores) || !isWhole(quantum, 1, MOST.quantum) || !isWhole(seed, 0, MOST.seed))
    return null
  const known = POLICIES.find((name) => name === policy)
  return known ? { cores, policy: known, quantum, seed } : null
}

function isWhole(n: unknown, least: number, most: number): n is number {
  return Number.isInteger(n) && (n as number) >= least && (n as number) <= most
}
