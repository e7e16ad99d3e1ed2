import { expect, test } from 'vitest'
import { inputOf } from '@/app/_widgets/lab-run'
import { MOST_TEXT, type RunSettings } from '@/lib/lab/program'
import { typeLine } from './type-line'

const settings: RunSettings = {
  config: { cores: 1, policy: 'rr', quantum: 20, seed: 1, tty: true },
  ...{ grain: 'line', stdin: 'Ada', args: '', schedule: '', after: 3 },
}
const run = inputOf({ ...settings, files: [{ name: 'talk.c', text: 'old' }] }, 'en')
const typed = { text: 'Grace\n', schedule: 'the way here', isChanged: false }

test('a line that is typed makes the run again, and the settings with it', () => {
  const { after: _, ...rest } = settings
  const next = typeLine(run, settings, typed)
  expect(next?.input).toEqual({
    ...run,
    config: { ...run.config, stdin: 'Ada\nGrace\n' },
    schedule: 'the way here',
  })
  expect(next?.settings).toEqual({ ...rest, stdin: 'Ada\nGrace\n', schedule: 'the way here' })
  // Once more, into the run that this has made.
  const again = next && typeLine(next.input, next.settings, { ...typed, text: 'Alan\n' })
  expect(again?.settings).toMatchObject({ stdin: 'Ada\nGrace\nAlan\n', schedule: 'the way here' })
  expect(typeLine(run, settings, { ...typed, text: 'x'.repeat(MOST_TEXT) })).toBeNull()
})

test('the schedule of a run is no other program’s, and no other machine’s', () => {
  const edited = typeLine(run, settings, { ...typed, isChanged: true })
  expect(edited?.input.schedule).toBe('the way here')
  expect(edited?.settings).toMatchObject({ stdin: 'Ada\nGrace\n', schedule: '' })
  const twoCores = { ...settings, config: { ...settings.config, cores: 2 } }
  expect(typeLine(run, twoCores, typed)?.settings).toMatchObject({ stdin: 'Ada\nGrace\n', schedule: '' })
  // What was written into the settings since is not lost.
  const other = { ...settings, stdin: 'all new' }
  expect(typeLine(run, other, typed)?.settings).toEqual(other)
})
