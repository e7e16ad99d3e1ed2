import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { frameAt } from './frame'
import { openSession } from './session'

it('says that RAX is a result where a call has just come back, and not where a line read or wrote since', () => {
  const files = [{ name: 'main.c', text: readFileSync('content/shared-memory/by-shared-memory.c', 'utf8') }]
  const input = {
    files,
    config: { cores: 1 },
    schedule: '',
    grain: 'line',
    locale: 'en',
    parts: ['tasks'],
  } as const
  const session = openSession(input, compile(files), event)
  const shown = session.stops.map((_, p) => {
    const { results, view } = frameAt(session, p)
    return view.tasks.map(({ index, registers }) => (results.includes(index) ? registers.rax : '-')).join(' ')
  })
  const at = (line: number) => {
    const step = session.stops.findIndex((stop) => stop > 0 && session.recording.step(stop - 1).line === line)
    return shown[step]
  }
  // mmap's address; what fork returned to A, while B writes; the PID that wait gave; after the reading line of printf: none.
  expect(at(7)).toBe('0x6ffff000')
  expect(at(9)).toBe('-')
  expect(at(11)).toBe('0x1093 -')
  expect(at(15)).toBe('0x1093 -')
  expect(at(16)).toBe('- -')
})
