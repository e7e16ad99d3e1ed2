import { expect, test } from 'vitest'
import { reachOf } from '@/lib/cli/check/change'
import { GATE } from '@/lib/cli/check/gate'

const STAGES = Object.keys(GATE)

/** The stages that a change asks for, each with its parts. */
function asked(...changed: string[]) {
  const { plan, lessons } = reachOf(changed, STAGES)
  return { stages: [...plan.keys()], unit: plan.get('unit') ?? [], e2e: plan.get('e2e') ?? [], lessons }
}

test('a change of the quiz asks for its own tests, whoever imports it, and the whole browser', () => {
  const { unit, e2e, stages, lessons } = asked('lib/quiz/kind/choice.ts')
  expect(unit).toContain('lib/quiz/kind/choice.test.ts')
  expect(unit).toContain('lib/attempt/submit.db.test.ts')
  expect(unit).not.toContain('lib/engine/libc/format.test.ts')
  expect(e2e).toContain('e2e/secret.spec.ts')
  expect(e2e).toContain('e2e/heat.spec.ts')
  expect(stages).toContain('build')
  expect(lessons).toBeNull()
})

test('a change of a lesson asks for the content check, its own pages, and no start', () => {
  const { unit, e2e, stages, lessons } = asked('content/threads/ko.mdx')
  expect(unit).toContain('lib/content/content.test.ts')
  expect(e2e).toContain('e2e/walk.spec.ts')
  expect(e2e).toContain('e2e/keyboard.spec.ts')
  expect(e2e).not.toContain('e2e/heat.spec.ts')
  expect(lessons).toEqual(['threads'])
  expect(stages).toEqual(['types', 'lint', 'build', 'unit', 'e2e'])
})

test('a file of content that is of no lesson is of all', () => {
  expect(asked('content/glossary.yaml').lessons).toBeNull()
  expect(asked('content/glossary.yaml').e2e).toContain('e2e/heat.spec.ts')
})

test('a program of testdata asks for the tests that read them, and for no product', () => {
  const { unit, stages } = asked('lib/engine/testdata/thread/cancel_points.c')
  expect(unit).toContain('lib/engine/programs.test.ts')
  expect(unit).toContain('lib/engine/coverage.test.ts')
  expect(unit).not.toContain('lib/quiz/item.test.ts')
  expect(stages).toEqual(['types', 'lint', 'unit'])
})

test('a spec asks for itself, the launcher for its own stage, the lock file for everything', () => {
  expect(asked('e2e/heat.spec.ts').e2e).toEqual(['e2e/heat.spec.ts'])
  expect(asked('e2e/page.ts').e2e).toContain('e2e/walk.spec.ts')
  expect(asked('lib/cli/check/launcher.test.ts').stages).toEqual(['types', 'lint', 'unit', 'launcher'])
  expect(asked('lib/cli/host/stop.ts').stages).toEqual(expect.arrayContaining(['launcher', 'kill']))
  expect(asked('package-lock.json').stages).toEqual(STAGES)
})

test('a schema asks for what stores, and nothing asks for less than types and lint', () => {
  expect(asked('prisma/schema.prisma').stages).toEqual(
    expect.arrayContaining(['unit', 'e2e', 'launcher', 'kill']),
  )
  expect(asked('LICENSE').stages).toEqual(['types', 'lint', 'unit'])
})
