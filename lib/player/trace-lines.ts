import { engineVersion } from '@/lib/engine/version'
import type { Session } from './session'

/** Characters of a trace at most: what a browser still holds and saves. */
const MOST = 40_000_000

/** Every step of a run as lines of JSON (NDJSON). The first line says what it is a run of: with the same version of the
 *  engine the files, the configuration and the schedule give the same trace, but for why a core changed hands, which then
 *  is the schedule. Each step is a `TraceStep` of lib/engine. The last says how it ended: `ended` null where
 *  the run goes on, `cut` where there were more steps than are written. */
export function traceLines({ input, recording }: Session): string {
  const { files, config } = input
  const schedule = recording.schedule(recording.length)
  const lines = [JSON.stringify({ kind: 'run', engineVersion, files, config, schedule })]
  let characters = 0
  let at = 0
  for (; at < recording.length && characters < MOST; at++) {
    const line = JSON.stringify({ kind: 'step', ...recording.step(at) })
    characters += line.length
    lines.push(line)
  }
  const { ended } = recording.view(at)
  lines.push(JSON.stringify({ kind: 'end', ended, cut: at < recording.length || !recording.complete }))
  return `${lines.join('\n')}\n`
}
