import pg from 'pg'
import { expect, test } from 'vitest'
import { startTlsOnly } from '@/lib/cli/check/test-tls'
import { openDatabase } from '@/lib/cli/database/database'
import { migrate } from '@/lib/cli/database/migrate'
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
