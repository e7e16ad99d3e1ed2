import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { selfSignedCertificate } from '@/lib/cli/check/test-certificate'
import { startDisposablePostgres } from '@/lib/cli/database/postgres'
import { readDatabaseUrl } from '@/lib/database-url'

/** A server that refuses whoever comes without TLS, as managed ones do; `certificateFile` is its own root. */
export async function startTlsOnly() {
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
