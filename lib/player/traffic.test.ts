import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import type { SimulatorPart } from './part'
import { openSession, type Session } from './session'

it('is what was written, read and waited for, and who came and went, in its order', () => {
  const session = opened('content/files-and-pipes/by-pipe.c', ['channels'])
  const told = frameAt(session, session.stops.length).traffic.map((one) => one.told)
  expect(told.map((words) => words.split('.')[0])).toEqual([
    'A forked B, PID 4243',
    'A began to wait for bytes to read, in read',
    'B wrote "hello" to pipe (5 bytes, fd 4)',
    'A read "hello" from pipe (5 bytes, fd 3)',
    'B ended its process with status 0',
    'A reached end of file on pipe: its read returned 0 bytes',
    'A ended its process with status 0',
  ])
})

it('says that a child has copies of descriptors, and whose end closes the last write end', () => {
  const session = opened('content/files-and-pipes/by-pipe.c', ['channels'])
  const frames = session.stops.map((_, position) => frameAt(session, position))
  const traffic = frames.at(-1)?.traffic.map((one) => one.told) ?? []
  const narration = frames.flatMap((frame) => frame.narration.map(plainText))
  for (const told of [traffic, narration]) {
    expect(told).toContain('A forked B, PID 4243. B has copies of A’s descriptors.')
    expect(told.filter((words) => words.includes('the last write end among them'))).toEqual([
      'B ended its process with status 0. Its descriptors were closed, the last write end among them.',
    ])
  }
})

it('holds nothing that is still to come, and nothing where no channel is shown', () => {
  const session = opened('content/files-and-pipes/by-pipe.c', ['channels'])
  for (let position = 0; position < session.stops.length; position++)
    for (const { at } of frameAt(session, position).traffic)
      expect(at).toBeLessThanOrEqual(session.stops[position] ?? 0)
  expect(frameAt(session, 0).traffic).toEqual([])
  const other = opened('content/files-and-pipes/by-pipe.c', ['tasks'])
  expect(frameAt(other, other.stops.length).traffic).toEqual([])
})

it('is what happened last, where it is much', () => {
  const text = `#include <unistd.h>
int main(void) {
  int end[2];
  pipe(end);
  for (int i = 0; i < 100; i++)
    write(end[1], &"0123456789"[i % 10], 1);
  return 0;
}
`
  const { traffic } = frameAt(openedText(text, ['channels']), 10_000)
  expect(traffic.length).toBe(40)
  expect(traffic.at(-2)?.told).toContain('"9"')
})

function opened(file: string, parts: readonly SimulatorPart[]): Session {
  return openedText(readFileSync(file, 'utf8'), parts)
}

function openedText(text: string, parts: readonly SimulatorPart[]): Session {
  const files = [{ name: 'x.c', text }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts } as const
  return openSession(input, compile(files), event)
}
