/**
 * Stands in for Prisma's native schema engine, which would be downloaded at run time.
 * The Prisma CLI starts the program named by PRISMA_SCHEMA_ENGINE_BINARY and speaks JSON-RPC with it, a line a message;
 * this one answers from `@prisma/schema-engine-wasm`, through adapter-pg. Prisma calls that protocol private:
 * the versions are pinned together, migrate.test.ts runs `migrate dev` and `deploy` through it, and schema-engine.test.ts says what to do when an update breaks it.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { quoteIdentifier, readDatabaseUrl } from '@/lib/database-url'

// The packages' own types do not cover what is patched below.
// biome-ignore-start lint/suspicious/noExplicitAny: private parts of pinned packages
type Any = any

interface Request {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
}

/** Ends when the CLI closes the pipe. */
async function main(args: string[]): Promise<number> {
  const values = (name: string) => args.flatMap((arg, i) => (arg === name ? [args[i + 1] ?? ''] : []))
  const url = JSON.parse(values('--datasource')[0] ?? '{}').url ?? 'postgresql://nobody@127.0.0.1:1/none'
  const factory = migrationFactory(url)
  if (args.includes('cli')) return checkConnection(factory)

  if (args.includes('--version')) {
    console.log(`schema-engine ${(await loadEngine()).version()}`)
    return 0
  }
  const datamodels = values('--datamodels').map((file) => [file, readFileSync(file, 'utf8')])
  const { SchemaEngine } = await loadEngine()
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  for await (const line of createInterface({ input: process.stdin }))
    if (line.trim() !== '') await answer(engine, JSON.parse(line))
  return 0
}

async function loadEngine(): Promise<Any> {
  const require = createRequire(import.meta.url)
  const script = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const glue: Any = await import(pathToFileURL(script).href)
  const wasm = readFileSync(script.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports as Any).__wbindgen_start()
  return glue
}

async function answer(engine: Any, { id, method, params }: Request): Promise<void> {
  if (id === undefined || method === undefined) return
  try {
    let result = (await engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? {}
    if (method === 'diff' && result.stdout != null) {
      // The native engine asks the CLI to print; the other one hands the text back.
      send({ id: `print-${id}`, jsonrpc: '2.0', method: 'print', params: { content: result.stdout } })
      result = { ...result, stdout: null }
    }
    send({ id, jsonrpc: '2.0', result })
  } catch (error: unknown) {
    const { message, code } = error as { message: string; code?: string }
    const data = { is_panic: false, message, error_code: code }
    send({ id, jsonrpc: '2.0', error: { code: 4466, message, data } })
  }
}

function send(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

/** `schema-engine cli can-connect-to-database`: the CLI reads the error code from the log on stderr. */
async function checkConnection(factory: Any): Promise<number> {
  try {
    const adapter = await factory.connect()
    await adapter.executeScript('SELECT 1')
    await adapter.dispose()
    return 0
  } catch (error: unknown) {
    const { message, cause } = error as { message: string; cause?: { kind?: string } }
    const missing = cause?.kind === 'DatabaseDoesNotExist'
    const fields = { message, error_code: missing ? 'P1003' : 'P1001' }
    for (const line of [
      { level: 'INFO', fields: { message: '' }, target: 'schema_engine' },
      { level: 'ERROR', fields, target: 'schema_engine::logger' },
    ])
      process.stderr.write(`${JSON.stringify(line)}\n`)
    return 1
  }
}

function migrationFactory(url: string): Any {
  const { schema, ...connection } = readDatabaseUrl(url)
  // Host, port and so on one by one: given a connection string, adapter-pg's shadow database is the main one.
  const open = async (database: string): Promise<Any> =>
    patch(await new PrismaPg({ ...connection, database, max: 1 }, { schema }).connect())

  const factory: Any = new PrismaPg({ ...connection, max: 1 }, { schema })
  factory.connect = async () => {
    const adapter = await open(connection.database)
    await ensureSchema(adapter, schema)
    return adapter
  }
  factory.connectToShadowDb = async () => {
    const database = `prisma_migrate_shadow_db_${randomUUID()}`
    const main = await open(connection.database)
    await main.client.query(`CREATE DATABASE ${quoteIdentifier(database)}`)
    const shadow = await open(database)
    await ensureSchema(shadow, schema)
    const dispose = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await dispose()
      await main.client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} WITH (FORCE)`)
      await main.dispose()
    }
    return shadow
  }
  return factory
}

async function ensureSchema(adapter: Any, schema: string): Promise<void> {
  const known = await adapter.client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  if (known.rowCount === 0)
    await adapter.client.query(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)}`)
}

/** Catalogue types that adapter-pg refuses, by OID, and its own column type that fits ("char", name[], regproc, …). */
const CATALOGUE_TYPES: Readonly<Record<number, number>> = {
  18: 6,
  1003: 71,
  2206: 7,
  24: 7,
  22: 64,
  30: 65,
  1034: 71,
}
const TEXT_OID = 25

/** Teaches an adapter to read PostgreSQL's catalogue and to run a migration file as the one script that it is. */
function patch(adapter: Any): Any {
  const performIO = adapter.performIO.bind(adapter)
  adapter.queryRaw = async (query: unknown) => {
    const raw = await performIO(query)
    const types = raw.fields.map((field: Any) => CATALOGUE_TYPES[field.dataTypeID])
    const fields = raw.fields.map((field: Any, i: number) =>
      types[i] === undefined ? field : { ...field, dataTypeID: TEXT_OID },
    )
    const reader = Object.create(adapter, { performIO: { value: async () => ({ ...raw, fields }) } })
    const result = await Object.getPrototypeOf(adapter).queryRaw.call(reader, query)
    types.forEach((type: number | undefined, i: number) => {
      if (type !== undefined) result.columnTypes[i] = type
    })
    return result
  }
  // Its own splits at every semicolon, inside of functions and strings too.
  adapter.executeScript = async (script: string) => {
    try {
      await adapter.client.query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  const begin = adapter.startTransaction?.bind(adapter)
  if (begin) adapter.startTransaction = async (...options: unknown[]) => patch(await begin(...options))
  return adapter
}
// biome-ignore-end lint/suspicious/noExplicitAny: private parts of pinned packages

process.exit(await main(process.argv.slice(2)))
