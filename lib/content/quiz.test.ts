import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kept-'))
  cpSync('content', folder, { recursive: true })
  vi.stubEnv('FORKLORE_CONTENT', folder)
  vi.resetModules()
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** A card and an item of a quiz, looked up in a process of its own. */
const lookUp = async () => {
  const { loadItem } = await import('./quiz')
  const { catalog } = await import('./catalog')
  const { cards } = await import('./card')
  const quizItem = catalog().lessons.find((lesson) => lesson.itemIds.length > 0)?.itemIds[0] ?? ''
  const card = cards('ko')[0]?.id ?? ''
  return { ids: [card, quizItem], look: () => [card, quizItem].map((id) => loadItem(id)?.id ?? null) }
}

test('in production an answer reads no file again', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const { ids, look } = await lookUp()
  expect(look()).toEqual(ids)
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true })
  expect(look()).toEqual(ids)
})

test('an author sees what was saved', async () => {
  vi.stubEnv('NODE_ENV', 'development')
  const { ids, look } = await lookUp()
  expect(look()).toEqual(ids)
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true })
  expect(look).toThrow('there is no such file')
})
