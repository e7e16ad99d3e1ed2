import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { frameAt } from '@/lib/player/frame'
import { openSession } from '@/lib/player/session'
import { layPages, type PageTable } from './page-layout'

it('a page of the heap is one frame of both until the child writes to it, and two after', () => {
  const states = tablesOf('content/copy-on-write/cow.c').flatMap(({ processes, rows }) => {
    if (processes.length < 2) return []
    return [rows.filter(({ kind, cells }) => kind === 'heap' && cells.length === 2).length]
  })
  // None, one and two of its pages have parted.
  expect([...new Set(states)]).toEqual([0, 1, 2])
})

it('the sum counts each frame once, and what fork would have copied by process', () => {
  for (const { frames, framesIfCopied, rows, processes } of tablesOf('content/copy-on-write/cow.c')) {
    const cells = rows.flatMap(({ cells, count }) => cells.map((cell) => ({ ...cell, count })))
    const present = cells.filter(({ frame }) => frame !== null)
    const counted = present.reduce((sum, { count }) => sum + count, 0)
    expect(frames).toBe(counted)
    if (processes.length === 1) expect(framesIfCopied).toBe(frames)
    else expect(framesIfCopied).toBeGreaterThanOrEqual(frames)
  }
})

const SHARED = `#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int *box = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  *box = 1;
  if (fork() == 0) {
    *box = 2;
    return 0;
  }
  wait(NULL);
  return 0;
}
`

it('a shared mapping stays one frame, whoever writes', () => {
  const shared = tablesFrom('shared.c', SHARED).flatMap(({ processes, rows }) =>
    processes.length < 2 ? [] : rows.filter(({ kind }) => kind === 'shared').map(({ cells }) => cells),
  )
  expect(shared.length).toBeGreaterThan(1)
  for (const cells of shared) expect(cells.map(({ pids }) => pids.length)).toEqual([2])
  expect(new Set(shared.flat().flatMap(({ values }) => values))).toEqual(new Set(['1', '2']))
})

function tablesOf(file: string): PageTable[] {
  return tablesFrom(file, readFileSync(file, 'utf8'))
}

function tablesFrom(name: string, text: string): PageTable[] {
  const files = [{ name, text }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  return session.stops.map((_, p) => {
    const frame = frameAt(session, p)
    return layPages(frame.shown, frame.copies, frame.since)
  })
}
