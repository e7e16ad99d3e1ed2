import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { openSession } from '@/lib/player/session'
import { type RunShape, shapeOf } from '@/lib/player/shape'
import { edgesOf, type KernelPicture, layKernel, pageOfCells, placeRegisters } from './kernel-layout'

const TICKS = `#include <pthread.h>
#include <unistd.h>
int ticks[2];
static void *other(void *arg) {
  for (int i = 0; i < 3; i++)
    ticks[1]++;
  return NULL;
}
int main(void) {
  char hi[] = "hi\\n";
  pthread_t t;
  pthread_create(&t, NULL, other, NULL);
  write(1, hi, 3);
  for (int i = 0; i < 3; i++)
    ticks[0]++;
  pthread_join(t, NULL);
  return 0;
}
`

describe('the way of a core as cells', () => {
  const shape = opened()
  const positions = Array.from({ length: shape.length + 1 }, (_, p) => p)

  it('saves, picks and restores at each switch, and saves nothing of a task that has ended', () => {
    const { cells } = at(shape, shape.length)
    const switches = cells.flatMap((cell, i) =>
      cell.kind === 'pick' ? [[cells[i - 1]?.kind === 'save', cells[i + 1]?.kind === 'restore']] : [],
    )
    expect(switches).toEqual([
      [false, true],
      [true, true],
      [true, true],
      [true, true],
      [false, true],
    ])
  })

  it('shows the task that the machine has on the core', () => {
    for (const p of positions) {
      const { cells, now } = at(shape, p)
      const held = shape.tasks[p - 1]
      if (p > 0) expect(cells[now]?.tasks[1], `at ${p}`).toBe(held)
    }
  })

  it('goes on without a gap: what one cell ends with is what the next begins with', () => {
    const { cells } = at(shape, shape.length)
    for (const [i, cell] of cells.entries()) if (i > 0) expect(cell.tasks[0]).toBe(cells[i - 1]?.tasks[1])
  })

  it('has a task in memory from where it is saved to where it is restored, with equal registers', () => {
    const { cells, saved } = at(shape, shape.length)
    expect(saved.length).toBeGreaterThanOrEqual(5)
    for (const { task, registers, from, to } of saved)
      for (const end of [from, to]) {
        const cell = end === null ? undefined : cells[end]
        if (cell?.kind === 'save' || cell?.kind === 'restore') {
          expect(cell.tasks[0]).toBe(task)
          expect(cell.registers).toEqual(registers)
        }
      }
  })

  it('tells nothing of what is still to come while it is locked', () => {
    for (const p of positions) expect(at(shape, p, true).cells.some(({ isFuture }) => isFuture)).toBe(false)
  })

  it('is shown by whole visits that fit and hold the moment, with the one before where there is room', () => {
    for (const width of [420, 640, 800, 1200])
      for (const p of positions) {
        const { cells, now } = at(shape, p)
        const { from, to } = pageOfCells(cells, now, width)
        expect(from).toBeLessThanOrEqual(Math.max(0, now))
        expect(to).toBeGreaterThan(now)
        if (from > 0) expect(cells[from]?.visit).not.toBe(cells[from - 1]?.visit)
        const visit = cells[now]?.visit ?? 0
        const before = cells.findIndex((cell) => cell.visit === visit - 1)
        const pair = cells.slice(before).filter((cell) => cell.visit <= visit)
        if (before >= 0 && pageOfCells(pair, 0, width).to === pair.length)
          expect(from).toBeLessThanOrEqual(before)
        const edges = edgesOf(cells.slice(from, to), 0, width)
        expect(edges.at(-1)).toBeLessThanOrEqual(width + 0.001)
      }
  })
})

describe('the words in a bar of registers', () => {
  const words = ['RIP 0x400130', 'RSP 0x7fffee60', 'RBP 0x7fffee70', 'RAX 0x0']

  it('stand under no arrow that passes, stay in the bar and end with what says that there are more', () => {
    for (const right of [40, 120, 250, 440, 700])
      for (const crossings of [[], [110], [300, 140], [90, 180, 270, 360]]) {
        const placed = placeRegisters(words, 27, right, crossings, 7)
        expect(placed.at(-1)?.words).toBe('…')
        expect(placed.map((one) => one.words).slice(0, -1)).toEqual(words.slice(0, placed.length - 1))
        for (const [i, { x, words: one }] of placed.entries()) {
          const end = x + one.length * 7
          expect(end).toBeLessThanOrEqual(right)
          expect(x).toBeGreaterThanOrEqual(i === 0 ? 27 : (placed[i - 1]?.x ?? 0))
          expect(crossings.some((at) => x < at && at < end)).toBe(false)
        }
      }
    expect(placeRegisters(words, 27, 700, [], 7).length).toBe(5)
    expect(placeRegisters(words, 27, 30, [], 7)).toEqual([])
  })
})

function at(shape: RunShape, position: number, isLocked = false): KernelPicture {
  if (!shape.kernel) throw new Error('there is no way through the kernel')
  return layKernel(shape.kernel, 0, position, isLocked)
}

function opened(): RunShape {
  const files = [{ name: 'ticks.c', text: TICKS }]
  const input = {
    files,
    config: { cores: 1, seed: 0, quantum: 5 },
    schedule: '',
    grain: 'line',
    locale: 'en',
    parts: ['kernel'],
  } as const
  return shapeOf(openSession(input, compile(files), event))
}
