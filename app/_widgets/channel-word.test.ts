import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { simulator as labels } from '@/lib/i18n/en/simulator'
import { frameAt } from '@/lib/player/frame'
import { openSession } from '@/lib/player/session'
import { channelRows } from './channel-word'

it('tells why a read got EOF: who closed which end, and what came before and after it', () => {
  const files = [{ name: 'x.c', text: readFileSync('content/files-and-pipes/by-pipe.c', 'utf8') }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: ['channels'] } as const
  const session = openSession(input, compile(files), event)
  const rows = channelRows(frameAt(session, session.stops.length), labels)
  const place = (words: string) => rows.findIndex((row) => row.includes(words))
  expect(rows).toContain('A closed its descriptor 4 (write end).')
  expect(rows).toContain('B closed its descriptor 3 (read end).')
  expect(place('B closed its descriptor 3')).toBeLessThan(place('B wrote'))
  expect(place('B ended its process')).toBeLessThan(place('end of file'))
  expect(channelRows(frameAt(session, 0), labels)).toEqual([])
})
