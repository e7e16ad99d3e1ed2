import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openDatabase } from '@/lib/cli/database'
import { migrate } from '@/lib/cli/migrate'
import { startDisposablePostgres } from '@/lib/cli/postgres'
import { selfSignedCertificate } from '@/lib/cli/test-certificate'
import { readDatabaseUrl } from '@/lib/database-url'

test('a database that wants TLS is reached as sslmode says, and its schema is the one that is named', async () => {
  const server = await startTlsOnly()
  try {
    const url = (rest: string) => server.url.replace(/\?.*/, `?${rest}`)
    const open = async (rest: string) => {
      process.env.DATABASE_URL = url(rest)
      const database = await openDatabase()
      return database.url
    }
    await expect(open('sslmode=disable')).rejects.toThrow(/wants TLS: add sslmode=require/)
    await expect(open('sslmode=verify-full')).rejects.toThrow(/self-signed certificate/)
    await expect(open('sslmode=sometimes')).rejects.toThrow(/sslmode=sometimes is unknown/)
    await open('sslmode=require')
    await open(`sslmode=verify-full&sslrootcert=${server.certificateFile}`)

    const other = url('sslmode=require&schema=a%20school')
    expect(await migrate(other)).toBeGreaterThan(0)
    expect(await migrate(other)).toBe(0)
    const client = new pg.Client(readDatabaseUrl(other))
    await client.connect()
    const { rows } = await client.query(
      `SELECT table_schema, (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS tls
         FROM information_schema.tables WHERE table_name = 'User'`,
    )
    await client.end()
    expect(rows).toEqual([{ table_schema: 'a school', tls: true }])
  } finally {
    await server.stop()
  }
}, 120_000)

async function startTlsOnly() {
  const server = await startDisposablePostgres()
  const data = path.join(server.folder, 'pg')
  const { certificate, key } = selfSignedCertificate()
  const { uid, gid } = statSync(data)
  for (const [name, text] of [
    ['server.crt', certificate],
    ['server.key', key],
  ] as const) {
    writeFileSync(path.join(data, name), text, { mode: 0o600 })
    chownSync(path.join(data, name), uid, gid)
  }
  const rules = path.join(data, 'pg_hba.conf')
  writeFileSync(rules, readFileSync(rules, 'utf8').replace(/^host\b/gm, 'hostssl'))
  const admin = new pg.Client({ connectionString: server.adminUrl })
  await admin.connect()
  await admin.query('ALTER SYSTEM SET ssl = on')
  await admin.query('SELECT pg_reload_conf()')
  await admin.end()
  await untilTls(server.url)
  const certificateFile = path.join(server.folder, 'root.crt')
  writeFileSync(certificateFile, certificate)
  return { ...server, certificateFile }
}

/** The settings are read again a moment after they were asked for. */
async function untilTls(url: string): Promise<void> {
  const client = new pg.Client(readDatabaseUrl(url.replace('disable', 'require')))
  try {
    await client.connect()
    await client.end()
  } catch {
    await new Promise((settle) => setTimeout(settle, 50))
    await untilTls(url)
  }
}
