import { engineVersion } from '@/lib/engine/version'
import { FIRST_FILE, filesProblem, type LabProgram, MOST, MOST_TEXT, POLICIES } from '@/lib/lab/program'

/** What a link holds, or why it cannot be read. */
export type Unpacked =
  | { readonly program: LabProgram; readonly isOtherEngine: boolean }
  | { readonly problem: 'damaged' }

/** The program as the fragment of an address: `v2.` and deflated JSON in base64url. A fragment is never sent to a server.
 *  A link of before, `v1.`, has the text of its only file in place of the files. */
export async function packProgram(program: LabProgram): Promise<string> {
  const { files, config, grain, stdin, args, schedule, after } = program
  const named = files.map(({ name, text }) => [name, text])
  const parts = [engineVersion, named, config, grain, stdin, args, schedule]
  const json = JSON.stringify(after === undefined ? parts : [...parts, after])
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `v2.${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`
}

/** Reads a fragment; null where it is none of the lab's. */
export async function unpackProgram(fragment: string): Promise<Unpacked | null> {
  const match = /^#?v([12])\.([\w-]*)$/.exec(fragment)
  if (!match) return /^#?v\d/.test(fragment) ? { problem: 'damaged' } : null
  try {
    const json = await inflate((match[2] ?? '').replace(/-/g, '+').replace(/_/g, '/'))
    return checked(JSON.parse(json), match[1] === '1') ?? { problem: 'damaged' }
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

/** @param isText the first version: a text in place of the files */
function checked(value: unknown, isText: boolean): Unpacked | null {
  if (!Array.isArray(value) || value.length < 7 || value.length > 8) return null
  const [version, held, config, grain, stdin, args, schedule, after] = value as unknown[]
  if (![stdin, args, schedule].every((part) => typeof part === 'string' && part.length <= MOST_TEXT))
    return null
  const files = filesOf(isText ? [[FIRST_FILE, held]] : held)
  if (grain !== 'line' && grain !== 'operation') return null
  const run = checkedConfig(config)
  if (!run || !files || typeof version !== 'number') return null
  if (value.length === 8 && !isWhole(after, 0, MOST.after)) return null
  const program = {
    files,
    config: run,
    grain: grain as LabProgram['grain'],
    stdin: stdin as string,
    args: args as string,
    schedule: schedule as string,
    ...(value.length === 8 && { after: after as number }),
  }
  return { program, isOtherEngine: version !== engineVersion }
}

function filesOf(held: unknown): LabProgram['files'] | null {
  if (!Array.isArray(held)) return null
  const files = (held as unknown[]).flatMap((file) => {
    const [name, text] = Array.isArray(file) ? (file as unknown[]) : []
    return typeof name === 'string' && typeof text === 'string' ? [{ name, text }] : []
  })
  return files.length === held.length && filesProblem(files) === null ? files : null
}

function checkedConfig(value: unknown): LabProgram['config'] | null {
  if (typeof value !== 'object' || value === null) return null
  const { cores, policy, quantum, seed, tty } = value as Record<string, unknown>
  if (!isWhole(cores, 1, MOST.cores) || !isWhole(quantum, 1, MOST.quantum) || !isWhole(seed, 0, MOST.seed))
    return null
  const known = POLICIES.find((name) => name === policy)
  return known ? { cores, policy: known, quantum, seed, ...(tty === true && { tty }) } : null
}

function isWhole(n: unknown, least: number, most: number): n is number {
  return Number.isInteger(n) && (n as number) >= least && (n as number) <= most
}
