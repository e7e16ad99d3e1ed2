import type { Recording } from '@/lib/engine'

/** What a run had printed when it was cut. */
export type Printed = {
  readonly bytes: number
  /** System calls that printed it. */
  readonly writes: number
  /** The program's line that printed most of it; null where no line of it did. */
  readonly by: { readonly file: number; readonly line: number } | null
  /** It was at it still: since the last of it no longer had passed than twice between any two. */
  readonly goesOn: boolean
}

/** Names of what a program prints to, as events have them. */
const PRINTED_TO: ReadonlySet<string> = new Set(['stdout', 'stderr', '/dev/tty'])

/** What a run has printed, by its events; null where that is nothing. */
export function printedOf(recording: Recording): Printed | null {
  const byLine = new Map<string, { file: number; line: number; bytes: number }>()
  const { stdoutBytes, stderrBytes } = recording.result
  const bytes = stdoutBytes.length + stderrBytes.length
  let [asked, writes, longest] = [0, 0, 0]
  let last: number | null = null
  for (let i = 0; i < recording.length; i++) {
    const { file, line, events } = recording.step(i)
    for (const event of events) {
      // Of the write that ends a run there may be no room for any of it.
      if (event.kind !== 'write' || !PRINTED_TO.has(event.object) || asked >= bytes) continue
      if (last !== null) longest = Math.max(longest, i - last)
      last = i
      asked += event.bytes
      writes++
      if (file < 0 || line === 0) continue
      const known = byLine.get(`${file} ${line}`)
      if (known) known.bytes += event.bytes
      else byLine.set(`${file} ${line}`, { file, line, bytes: event.bytes })
    }
  }
  if (last === null) return null
  const [most] = [...byLine.values()].sort((a, b) => b.bytes - a.bytes)
  return {
    bytes,
    writes,
    by: most ? { file: most.file, line: most.line } : null,
    goesOn: recording.length - last <= 2 * longest,
  }
}
