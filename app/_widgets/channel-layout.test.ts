import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { simulator as english } from '@/lib/i18n/en/simulator'
import { simulator as korean } from '@/lib/i18n/ko/simulator'
import type { Frame } from '@/lib/player/frame'
import { frameAt } from '@/lib/player/frame'
import { openSession, type Session } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import { endedIn } from './channel-figure'
import { type ChannelLayout, layChannels, type Row } from './channel-layout'
import { roleWord } from './channel-word'

type ChannelRow = Extract<Row, { kind: 'channel' }>
type FileRow = Extract<Row, { kind: 'file' }>

describe('the write end that was not closed', () => {
  const frames = framesOf('content/files-and-pipes/no-eof.c')
  const last = frames.at(-1) as Frame
  const layout = layChannels(last.shown, last.closings, 800)

  it('is held by the reader itself, which waits for it at the read end', () => {
    const [pipe] = layout.rows.filter((row): row is ChannelRow => row.kind === 'channel')
    expect(pipe?.channel.writers).toEqual([{ task: 0, fd: 4 }])
    expect(layout.edges.flatMap(({ kind, ...edge }) => (kind === 'waits' ? [edge] : []))).toMatchObject([
      { task: 0, channel: pipe?.channel.id, end: 'write' },
    ])
    const wait = layout.edges.find(({ kind }) => kind === 'waits')
    const end =
      /H(\S+)V(\S+)$/
        .exec(wait?.path ?? '')
        ?.slice(1)
        .map(Number) ?? []
    const { x = 0, w = 0, y = -1 } = pipe?.readEnd ?? {}
    expect(end[0]).toBeGreaterThan(x)
    expect(end[0]).toBeLessThan(x + w)
    expect(end[1]).toBe(y)
    const held = layout.descriptors.filter(({ role, closedAt }) => role === 'write' && closedAt === null)
    expect(held.map(({ fds, task }) => ({ fds, task }))).toEqual([{ fds: [4], task: 0 }])
  })

  it('is said to be what is left once the writer has ended', () => {
    expect(endedIn(frames[0]?.shown as Frame['shown'], english)).toBeNull()
    expect(endedIn(last.shown, english)).toBe('Ended, every descriptor closed: B')
    expect(endedIn(last.shown, korean)).toBe('끝나서 디스크립터가 모두 닫힘: B')
    const [first] = last.shown.tasks
    if (!first) throw new Error('there is no task')
    const tasks = Array.from({ length: 9 }, (_, index) => ({ ...first, index, pid: index, tid: index }))
    const crowd = { ...last.shown, processes: [], tasks }
    expect(endedIn(crowd, english)).toBe('Ended, every descriptor closed: A, B, C, D, E, F, + 3')
  })
})

describe('a pipe whose last write end is closed', () => {
  it('shows each closed descriptor with its line, and no write end', () => {
    const frames = framesOf('content/files-and-pipes/by-pipe.c')
    const layouts = frames.map((frame) => layChannels(frame.shown, frame.closings, 800))
    const closed = new Set(
      layouts.flatMap(({ descriptors }) =>
        descriptors.flatMap(({ closedAt, fds, task }) =>
          closedAt === null ? [] : [`${task} ${fds} ${closedAt}`],
        ),
      ),
    )
    expect([...closed].sort()).toEqual(['0 4 14', '1 3 10'])
    const counts = layouts.flatMap(({ rows }) =>
      rows.flatMap((row) => (row.kind === 'channel' ? [row.channel.writers.length] : [])),
    )
    expect(counts).toEqual(expect.arrayContaining([2, 1, 0]))
  })
})

describe('a connection that is not accepted yet', () => {
  it('has an end without a descriptor, which is open: no EOF before the last descriptor is closed', () => {
    const frames = framesOf('content/sockets-and-choosing/meet-by-path.c')
    const channels = frames.flatMap(({ view }) => view.channels.filter(({ kind }) => kind === 'socket'))
    expect(channels.some(({ writers, isOver }) => writers.length === 0 && !isOver)).toBe(true)
    expect(channels.filter(({ writers, isOver }) => writers.length > 0 && isOver)).toEqual([])
  })
})

describe('a file', () => {
  it('has one open file description after fork, whose offset moves for both', () => {
    const seen = new Set<string>()
    for (const frame of framesOf('content/fork/fork-file.c')) {
      const { rows, descriptors } = layChannels(frame.shown, frame.closings, 800)
      for (const row of rows.filter((one): one is FileRow => one.kind === 'file')) {
        const users = descriptors.filter(({ role }) => role === 'file').length
        expect(row.descriptions.length).toBeLessThanOrEqual(1)
        for (const { file } of row.descriptions) seen.add(`${users} users at ${file.offset}`)
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining(['2 users at 0', '2 users at 3', '1 users at 6']))
  })

  it('stays when nobody has it open any more', () => {
    const states = framesOf('content/files-and-pipes/by-file.c').flatMap(({ shown }) =>
      shown.inodes.map(({ opens, size }) => `${opens} open, ${size} bytes`),
    )
    expect(states).toContain('0 open, 5 bytes')
  })
})

it('nothing overlaps and nothing leaves the drawing, at any width', () => {
  for (const name of ['by-pipe', 'by-socket', 'by-file', 'no-eof', 'two-writes'])
    for (const frame of framesOf(`content/files-and-pipes/${name}.c`))
      for (const width of [540, 700, 900])
        expect(faults(layChannels(frame.shown, frame.closings, width))).toEqual([])
})

it('the word of a closed descriptor has room beside its number, at any width', () => {
  // Widths of a digit of the number and of a letter of the word, as they are drawn, and their margins.
  const [digit, letter, before, after] = [7.1, 5, 12, 7]
  const closed = framesOf('content/files-and-pipes/by-pipe.c')
    .flatMap(({ shown, closings }) =>
      [540, 594, 700, 900].map((width) => layChannels(shown, closings, width)),
    )
    .flatMap(({ descriptors }) => descriptors.filter(({ closedAt }) => closedAt !== null))
  expect(closed.length).toBeGreaterThan(0)
  for (const one of closed) {
    const word = roleWord({ ...one, closedAt: 99 }, english)
    expect(one.box.w - after - letter * word.length).toBeGreaterThan(
      before + digit * one.fds.join(' ').length,
    )
  }
})

describe('a process that stays alone', () => {
  const ALONE = `#include <fcntl.h>
#include <unistd.h>
int main(void) {
  int ends[2];
  char b[4];
  pipe(ends);
  int copy = dup(ends[1]);
  int file = open("/tmp/x", O_CREAT | O_RDWR, 0600);
  write(file, "abc", 3);
  write(copy, "abc", 3);
  read(ends[0], b, 2);
  close(copy);
  return 0;
}
`

  it('has what the kernel holds for it up to the end of the figure, at every step, and nothing overlaps', () => {
    for (const { shown, closings } of framesOfText('alone.c', ALONE))
      for (const width of [540, 700, 900]) {
        const layout = layChannels(shown, closings, width, true)
        expect(faults(layout)).toEqual([])
        for (const { box } of layout.rows) expect(width - box.x - box.w).toBeLessThan(4)
        const room = layChannels(shown, closings, width)
        for (const { box } of room.rows) expect(width - box.x - box.w).toBeGreaterThan(100)
      }
  })

  it('is one that no other ever comes to in the run: where one does, it has its place from the first step on', () => {
    const processesOf = (name: string, text: string) => shapeOf(sessionOf(name, text)).processes
    expect(processesOf('alone.c', ALONE)).toBe(1)
    const pipe = 'content/files-and-pipes/by-pipe.c'
    expect(processesOf(pipe, readFileSync(pipe, 'utf8'))).toBe(2)
  })
})

function faults({ width, height, rows, descriptors }: ChannelLayout): string[] {
  const boxes = [...rows.map(({ box }) => box), ...descriptors.map(({ box }) => box)]
  const outside = boxes.filter(({ x, y, w, h }) => x < 0 || y < 0 || x + w > width || y + h > height)
  const crossing = boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h),
  )
  return [
    ...outside.map((box) => `outside ${JSON.stringify(box)}`),
    ...crossing.map((box) => `over ${JSON.stringify(box)}`),
  ]
}

function framesOf(file: string): Frame[] {
  return framesOfText(file, readFileSync(file, 'utf8'))
}

function framesOfText(name: string, text: string): Frame[] {
  const session = sessionOf(name, text)
  return session.stops.map((_, p) => frameAt(session, p))
}

function sessionOf(name: string, text: string): Session {
  const files = [{ name, text }]
  const parts = ['channels'] as const
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale: 'en', parts } as const
  return openSession(input, compile(files), event)
}
