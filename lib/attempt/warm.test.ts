import { expect, test, vi } from 'vitest'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { scorer, warmScorer } from './scorer'

/** How often a program is compiled: the first time brings the C library along. */
const compiled = vi.hoisted(() => ({ programs: 0 }))
vi.mock('@/lib/engine', async (original) => {
  const engine = await original<typeof import('@/lib/engine')>()
  const compile: typeof engine.compile = (source) => {
    compiled.programs++
    return engine.compile(source)
  }
  return { ...engine, compile }
})

test('once the server is warm, an answer to a schedule compiles nothing any more', async () => {
  await warmScorer()
  expect(compiled.programs).toBeGreaterThan(0)
  const items = catalog().lessons.flatMap(({ slug }) => itemsOf(slug))
  compiled.programs = 0
  let answers = 0
  for (const item of items) {
    if (item.kind !== 'schedule') continue
    const { source, config } = item.program
    const { witness: schedule, maxSteps } = item.key
    expect(await scorer.replay({ source, config, schedule, maxSteps })).toMatchObject({ state: 'finished' })
    answers++
  }
  expect(answers).toBeGreaterThan(0)
  // Items are built anew outside of production, from kept runs; only replays count here.
  expect(compiled.programs).toBe(0)
  await warmScorer()
  expect(compiled.programs).toBe(0)
})
