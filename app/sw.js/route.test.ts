import { runInNewContext } from 'node:vm'
import { afterEach, expect, test, vi } from 'vitest'
import { GET } from './route'

afterEach(() => vi.unstubAllEnvs())

test('while the product is developed the worker of a build ends itself, with what it kept', async () => {
  vi.stubEnv('FORKLORE_DIST', undefined)
  const response = await GET()
  expect(response.headers.get('content-type')).toContain('text/javascript')
  const told: string[] = []
  const listeners = new Map<string, (event: object) => void>()
  runInNewContext(await response.text(), {
    addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
    skipWaiting: () => told.push('skip waiting'),
    caches: {
      keys: async () => ['forklore-own', 'other', 'forklore-files'],
      delete: async (name: string) => told.push(`delete ${name}`),
    },
    clients: {
      matchAll: async () => [{ url: '/ko', navigate: (url: string) => told.push(`navigate ${url}`) }],
    },
    registration: { unregister: async () => told.push('unregister') },
  })
  listeners.get('install')?.({})
  let done: Promise<unknown> | undefined
  listeners.get('activate')?.({ waitUntil: (work: Promise<unknown>) => (done = work) })
  await done
  expect(told).toEqual([
    'skip waiting',
    'delete forklore-own',
    'delete forklore-files',
    'unregister',
    'navigate /ko',
  ])
})

test('a build without a worker has none', async () => {
  vi.stubEnv('FORKLORE_DIST', 'no-such-folder')
  expect((await GET()).status).toBe(404)
})
