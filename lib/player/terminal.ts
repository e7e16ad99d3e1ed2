import type { Session } from './session'
import { stepsBetween } from './session'

/** What goes on between a run and the terminal that is its standard input. */
export type TerminalTalk = {
  /** What was typed, in the order in which it was read: at the position at which it has been, after so many characters of
   *  output. */
  readonly typed: readonly { readonly position: number; readonly after: number; readonly text: string }[]
  /** The position before the first read that finds nothing more, and how many steps of the trace have been made there;
   *  null where every read finds something. */
  readonly asks: { readonly position: number; readonly step: number } | null
}

/** What the engine calls a terminal in its events, and all that is printed when it is written to. */
const TERMINAL = '/dev/tty'
const PRINTED: readonly string[] = [TERMINAL, 'stdout', 'stderr']

/** The talk of a run; of one without a terminal nothing. */
export function terminalTalkOf(session: Session): TerminalTalk {
  const { stops, recording, input } = session
  const bytes = new TextEncoder().encode(input.config.stdin ?? '')
  // A letter may be read in several pieces; it stands where the last one was.
  const decoder = new TextDecoder()
  // Each write is one piece of the whole output, in the same order.
  const { output } = recording.view(recording.length)
  const typed: TerminalTalk['typed'][number][] = []
  let read = 0
  let writes = 0
  let after = 0
  for (let position = 1; position < stops.length; position++)
    for (const step of stepsBetween(session, stops[position - 1] ?? 0, stops[position] ?? 0))
      for (const event of step.events) {
        if (event.kind === 'write' && PRINTED.includes(event.object))
          after += output[writes++]?.text.length ?? 0
        if (event.kind !== 'read' || event.object !== TERMINAL) continue
        const isPast = event.bytes === 0 && read >= bytes.length
        if (isPast) return { typed, asks: { position: position - 1, step: stops[position - 1] ?? 0 } }
        const text = decoder.decode(bytes.subarray(read, read + event.bytes), { stream: true })
        if (text !== '') typed.push({ position, after, text })
        read += event.bytes
      }
  return { typed, asks: null }
}

/** What stands on the terminal at a position: what was printed, and where it was read what was typed. */
export function screenAt(
  talk: TerminalTalk,
  position: number,
  printed: string,
): readonly { readonly text: string; readonly isTyped: boolean }[] {
  const parts: { text: string; isTyped: boolean }[] = []
  let shown = 0
  for (const one of talk.typed) {
    if (one.position > position) break
    if (one.after > shown) parts.push({ text: printed.slice(shown, one.after), isTyped: false })
    parts.push({ text: one.text, isTyped: true })
    shown = Math.max(shown, one.after)
  }
  if (shown < printed.length) parts.push({ text: printed.slice(shown), isTyped: false })
  return parts
}
