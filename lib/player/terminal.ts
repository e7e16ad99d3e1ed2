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

/** What the engine calls a terminal in its events. */
const TERMINAL = '/dev/tty'

/** The talk of a run; of one without a terminal nothing. */
export function terminalTalkOf(session: Session): TerminalTalk {
  const { stops, recording, input } = session
  const bytes = new TextEncoder().encode(input.config.stdin ?? '')
  const typed: TerminalTalk['typed'][number][] = []
  let read = 0
  for (let position = 1; position < stops.length; position++)
    for (const step of stepsBetween(session, stops[position - 1] ?? 0, stops[position] ?? 0))
      for (const event of step.events) {
        if (event.kind !== 'read' || event.object !== TERMINAL) continue
        const isPast = event.bytes === 0 && read >= bytes.length
        if (isPast) return { typed, asks: { position: position - 1, step: stops[position - 1] ?? 0 } }
        const output = recording.view(step.index).output
        typed.push({
          position,
          after: output.reduce((sum, { text }) => sum + text.length, 0),
          text: new TextDecoder().decode(bytes.subarray(read, read + event.bytes)),
        })
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
