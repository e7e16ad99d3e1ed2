import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile, type TraceStep } from '@/lib/engine'
import { record } from '@/lib/engine/core'
import { engineVersion } from '@/lib/engine/version'
import { event } from '@/lib/i18n/en/event'
import { openSession, type RunInput } from './session'
import { traceLines } from './trace-lines'

/** What every step of a trace has. */
const STEP: Readonly<Record<keyof TraceStep, true>> = {
  ...{ index: true, task: true, tid: true, pid: true, core: true, file: true, line: true, time: true },
  ...{ visible: true, endsLine: true, events: true },
}

it.each([
  ['content/race-and-mutex/lost-update.c', '1.rr.20.0.A3B2'],
  ['content/files-and-pipes/by-pipe.c', ''],
  ['content/copy-on-write/cow.c', ''],
])('what is saved of %s is the trace of the machine, line by line', (file, schedule) => {
  const files = [{ name: 'main.c', text: readFileSync(file, 'utf8') }]
  const input: RunInput = { files, config: { seed: 0 }, schedule, grain: 'line', locale: 'en', parts: [] }
  const session = openSession(input, compile(files), event)
  const saved = traceLines(session)
  expect(saved.endsWith('\n')).toBe(true)
  const [run, ...lines] = saved
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const end = lines.pop()

  expect(run).toEqual({ kind: 'run', engineVersion, files, config: { seed: 0 }, schedule: run.schedule })
  expect(end).toEqual({ kind: 'end', ended: { reason: 'exited', status: 0 }, cut: false })
  for (const line of lines) expect(Object.keys(line).sort()).toEqual([...Object.keys(STEP), 'kind'].sort())

  // Who has nothing but the file gets the same run from it.
  const { program } = compile(run.files)
  if (!program) throw new Error('the files of a trace are a program')
  const again = record(program, run.config, run.schedule, 20_000)
  expect(lines).toHaveLength(again.length)
  lines.forEach(({ kind, ...step }, i) => {
    expect(kind).toBe('step')
    expect(withoutReasons(step)).toEqual(withoutReasons(again.step(i)))
  })
})

/** A run that follows a schedule changes hands because the schedule says so. */
function withoutReasons(step: TraceStep): unknown {
  return JSON.parse(JSON.stringify(step, (key, value) => (key === 'why' ? undefined : value)))
}
