import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

export default defineConfig({
  root,
  cacheDir: '.cache/vitest',
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // Throws outside of a React server; the guard is for browser bundles, and tests are none.
      { find: 'server-only', replacement: path.join(root, 'node_modules/server-only/empty.js') },
    ],
  },
  test: {
    // One a core: by itself vitest would leave one of two cores to nobody.
    maxWorkers: Math.max(1, availableParallelism()),
    // Far above what a test takes: two cores may have other work.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      { extends: true, test: { name: 'engine', include: ['lib/engine/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'product',
          include: ['lib/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'prisma/**/*.test.ts'],
          exclude: ['lib/engine/**', 'lib/cli/check/launcher.test.ts'],
          // One server for the run, one database a worker.
          globalSetup: 'lib/cli/check/test-database.ts',
          setupFiles: 'lib/cli/check/test-worker.ts',
        },
      },
      // Kills and starts whole servers, one after the other: `npm test -- launcher`.
      {
        extends: true,
        test: { name: 'launcher', include: ['lib/cli/check/launcher.test.ts'], testTimeout: 1_800_000 },
      },
    ],
  },
})
