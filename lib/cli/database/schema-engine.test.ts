/**
 * Prisma's protocol with its schema engine is private: an update may change it without a word. Each claim here is one
 * that schema-engine.ts builds on, and fails with what to do then.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import * as driver from '@prisma/driver-adapter-utils'
import { expect, inject, test } from 'vitest'
import { readDatabaseUrl } from '@/lib/database-url'

const WHAT_TO_DO = `
An update of Prisma has broken our schema engine. Only lib/cli/database/schema-engine.ts knows Prisma's private parts.
1. All of prisma, @prisma/client, @prisma/adapter-pg and @prisma/driver-adapter-utils have one version, and
   @prisma/schema-engine-wasm the one that @prisma/engines names as engines-version. Set them so in package.json.
2. If they are, see what the CLI now asks: in node_modules/prisma/build/cli.js, "can-connect-to-database" and "devDiagnostic"
   (JSON-RPC, a line a message; the same names are methods of the WebAssembly engine). Follow it in schema-engine.ts.
3. If that is too much, go back: the versions in package-lock.json of the last commit that passed. Learners do not
   depend on it: a start applies migrations by itself (migrate.ts), and only \`npm run db\` needs this engine.
`

const require = createRequire(import.meta.url)
const packages = JSON.parse(readFileSync('package.json', 'utf8')).dependencies as Record<string, string>

test("Prisma's packages have one version, and the schema engine is that version's", () => {
  const names = ['prisma', '@prisma/client', '@prisma/adapter-pg', '@prisma/driver-adapter-utils'] as const
  const versions = new Set(names.map((name) => packages[name]))
  expect([...versions], WHAT_TO_DO).toHaveLength(1)
  const engines = require('@prisma/engines/package.json')
  expect(packages['@prisma/schema-engine-wasm'], WHAT_TO_DO).toBe(
    engines.dependencies['@prisma/engines-version'],
  )
})

test('the WebAssembly engine is made and called as before', () => {
  const script = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const text = readFileSync(script, 'utf8')
  expect(text, WHAT_TO_DO).toContain('export class SchemaEngine')
  for (const name of ['__wbg_set_wasm', 'version']) expect(text, WHAT_TO_DO).toContain(`function ${name}(`)
  const types = readFileSync(script.replace(/_bg\.js$/, '.d.ts'), 'utf8')
  const [, methods = ''] = /export class SchemaEngine \{([\s\S]*?)\n\}/.exec(types) ?? []
  expect(methods, WHAT_TO_DO).toMatch(/static new\(.*adapter/)
  // What the CLI asks for in `migrate dev`, `deploy`, `status`, `diff`, `resolve` and `reset`.
  for (const method of [
    'applyMigrations',
    'createMigration',
    'devDiagnostic',
    'diagnoseMigrationHistory',
    'diff',
  ])
    expect(methods, WHAT_TO_DO).toContain(`${method}(`)
  for (const method of [
    'evaluateDataLoss',
    'markMigrationApplied',
    'markMigrationRolledBack',
    'reset',
    'schemaPush',
  ])
    expect(methods, WHAT_TO_DO).toContain(`${method}(`)
})

test('an adapter has the private parts that are patched, and the CLI still starts a program', async () => {
  const { schema, ...connection } = readDatabaseUrl(inject('templateUrl').replace('/template?', '/forklore?'))
  const adapter = await new PrismaPg({ ...connection, max: 1 }, { schema }).connect()
  const parts = adapter as unknown as Record<string, unknown>
  for (const name of ['performIO', 'queryRaw', 'executeScript', 'startTransaction', 'onError'])
    expect(typeof parts[name], `${name}: ${WHAT_TO_DO}`).toBe('function')
  expect(typeof (parts.client as { query?: unknown }).query, WHAT_TO_DO).toBe('function')
  await adapter.dispose()
  expect(typeof driver.bindMigrationAwareSqlAdapterFactory, WHAT_TO_DO).toBe('function')
  const cli = readFileSync('node_modules/prisma/build/cli.js', 'utf8')
  expect(cli.includes('PRISMA_SCHEMA_ENGINE_BINARY'), WHAT_TO_DO).toBe(true)
  expect(cli.includes('can-connect-to-database'), WHAT_TO_DO).toBe(true)
})

test('nothing else is without types, and nothing imports the engine: the CLI starts it', () => {
  const sources = ['lib', 'app', 'e2e'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('schema-engine.test.ts'))
      .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(`${folder}/${file}`, 'utf8') })),
  )
  const untyped = sources.filter(({ text }) => text.includes('noExplicitAny'))
  expect(untyped.map(({ file }) => file)).toEqual(['lib/cli/database/schema-engine.ts'])
  expect(sources.filter(({ text }) => /from '.*\/schema-engine'/.test(text))).toEqual([])
})
