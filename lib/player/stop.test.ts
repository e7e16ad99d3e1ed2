import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import { openSession, type Session } from './session'
import { shapeOf } from './shape'

describe('where a player stops', () => {
  it('shows two rounds of a copying loop and passes over the others, but not over a copied page', () => {
    const session = opened('content/copy-on-write/cow.c')
    const { lines, length, moments } = shapeOf(session)
    expect(length).toBeLessThanOrEqual(30)
    const filling = lines.slice(0, lines.indexOf(12))
    expect(filling.filter((line) => line === 11)).toHaveLength(2)
    // The two writes of the child that copy a page are moments of their own.
    expect(lines.filter((line, i) => (line === 17 || line === 18) && moments[i])).toEqual([17, 18])
  })

  it('shows each call of a function by itself, and each return', () => {
    const session = opened('content/address-space/frames.c')
    const depths = session.stops.map((_, p) => frameAt(session, p).view.tasks[0]?.stack.length ?? 0)
    expect(Math.max(...depths)).toBe(6)
    // Below `main` is what calls it.
    for (const depth of [6, 5, 4, 3, 2]) expect(depths.slice(depths.indexOf(6))).toContain(depth)
  })

  it('shows each of four calls in a row, and passes over rounds of a loop of calls', () => {
    const times = (name: string, text: string, line: number) =>
      shapeOf(openedText(name, text)).lines.filter((at) => at === line).length
    const head = 'static int twice(int n) {\n    return n * 2;\n}\n'
    const row = `${head}int main(void) {\n    int s = 0;\n${'    s += twice(s);\n'.repeat(4)}    return s;\n}\n`
    const loop = `${head}int main(void) {\n    int s = 0;\n    for (int i = 0; i < 9; i++)\n        s += twice(s);\n    return s;\n}\n`
    expect(times('row.c', row, 2)).toBe(4)
    expect(times('loop.c', loop, 2)).toBe(2)
  })

  it('stands nowhere in the source once a task has replaced its program, and stops at what that one does', () => {
    const session = opened('content/exec-and-shell/exec-echo.c')
    const told = session.stops.map((_, p) => frameAt(session, p).narration.map(plainText).join(' '))
    const at = told.findIndex((words) => words.includes('/bin/echo'))
    expect(told.slice(at + 1).some((words) => words.includes('wrote "hi'))).toBe(true)
    for (const words of told.slice(at + 1))
      expect(words).not.toMatch(/ line \d|wrote .* to the variable|set its local/)
    for (let p = at; p < session.stops.length; p++) {
      const { tasks } = frameAt(session, p).view
      for (const { file, stack } of tasks) {
        expect(file).toBe(-1)
        expect(stack.every(({ isLibrary, line }) => isLibrary && line === 0)).toBe(true)
      }
    }
  })

  it('ends with the picture of the end', () => {
    for (const name of [
      'copy-on-write/cow',
      'fork/fork-global',
      'multiprocess-vs-multithread/crash-thread',
    ]) {
      const session = opened(`content/${name}.c`)
      expect(session.stops.at(-1)).toBe(session.recording.length)
    }
  })
})

describe('a page that is copied', () => {
  const session = opened('content/copy-on-write/cow.c')
  const frames = session.stops.map((_, p) => frameAt(session, p))

  it('is news at the write of the program, and none at fork, where the library writes', () => {
    const told = frames.map(({ narration }) => narration.map(plainText).join(' '))
    const copies = told.flatMap((words, p) =>
      /The kernel copied it for/.test(words) ? [shapeOf(session).lines[p - 1]] : [],
    )
    expect(copies).toEqual([17, 18])
  })

  it('is counted apart from what the library copied', () => {
    const last = frames.at(-1)?.copies ?? []
    expect(last.filter(({ inLibrary }) => !inLibrary)).toHaveLength(2)
    expect(last.some(({ inLibrary }) => inLibrary)).toBe(true)
  })

  it('names the byte by the nearest pointer, whatever its distance', () => {
    const stores = frames.flatMap(({ steps }) =>
      steps.flatMap(({ events }) => events.flatMap((e) => (e.kind === 'store' ? [e] : []))),
    )
    expect(stores.map(({ place, value }) => `${place.name} = ${value}`)).toContain("block[8192] = 'c'")
  })
})

function opened(file: string): Session {
  return openedText(file, readFileSync(file, 'utf8'))
}

function openedText(name: string, text: string): Session {
  const files = [{ name, text }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  return openSession(input, compile(files), event)
}
