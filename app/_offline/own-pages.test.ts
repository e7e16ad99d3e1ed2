import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetOwnPages, OWN_PAGES, ownPagesAre } from './own-pages'

let kept: Set<string>
let storage: Map<string, string>

beforeEach(() => {
  kept = new Set()
  storage = new Map()
  vi.stubGlobal('caches', { delete: async (name: string) => kept.delete(name) })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
  })
})

afterEach(() => vi.unstubAllGlobals())

/** Whether pages that are kept now are there when that person is here. */
async function areThereFor(person: string | null): Promise<boolean> {
  kept.add(OWN_PAGES).add('forklore-pages')
  await ownPagesAre(person)
  expect(kept).toContain('forklore-pages')
  return kept.has(OWN_PAGES)
}

test('kept pages are there for the person who opened them, and for nobody who comes after', async () => {
  expect(await areThereFor(null)).toBe(true)
  expect(await areThereFor('first')).toBe(false)
  expect(await areThereFor('first')).toBe(true)
  expect(await areThereFor('second')).toBe(false)
  expect(await areThereFor('second')).toBe(true)
  // A session that has ended by itself.
  expect(await areThereFor(null)).toBe(false)
  expect(await areThereFor(null)).toBe(true)
})

test('where storage is switched off nobody gets the pages of another', async () => {
  vi.stubGlobal('localStorage', undefined)
  expect(await areThereFor('first')).toBe(false)
  vi.stubGlobal('caches', undefined)
  await expect(forgetOwnPages()).resolves.toBeUndefined()
})
