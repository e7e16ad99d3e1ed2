import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'

/** What `pg` needs to connect, and the schema that every query is meant for. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl: false | ConnectionOptions
  /** Sets the search path, so that migrations and raw queries land in `schema`. Absent for `public`. */
  readonly options?: string
  readonly schema: string
}

/**
 * Reads a PostgreSQL URL as libpq does. `pg` on its own reads `sslmode=require` as `verify-full`, and ignores `schema`.
 *
 * @param url `postgresql://user:password@host:port/database?sslmode=…&schema=…&sslrootcert=…&sslcert=…&sslkey=…`
 * @throws Error saying what is wrong with the URL, without repeating it (it holds a password)
 * Source of the modes: https://www.postgresql.org/docs/current/libpq-ssl.html, table "SSL Mode Descriptions".
 */
export function readDatabaseUrl(url: string): Connection {
  const parsed = parse(url)
  const parameter = (name: string) => parsed.searchParams.get(name) ?? undefined
  const schema = parameter('schema') ?? 'public'
  return {
    host: parameter('host') ?? decodeURIComponent(parsed.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: Number(parameter('port') ?? (parsed.port || 5432)),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    ssl: readTls(parameter),
    ...(schema === 'public' ? {} : { options: `-c search_path=${escapeOption(quoteIdentifier(schema))}` }),
    schema,
  }
}

/** An SQL identifier in quotes, whatever is in it. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function parse(url: string): URL {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw new Error('DATABASE_URL is not a URL. It looks like postgresql://user:password@host:5432/database')
  }
  if (parsed.protocol !== 'postgresql:' && parsed.protocol !== 'postgres:')
    throw new Error(`DATABASE_URL begins with ${parsed.protocol}// but only postgresql:// is supported`)
  if (parsed.pathname.length < 2) throw new Error('DATABASE_URL names no database: …host:5432/DATABASE')
  return parsed
}

function readTls(parameter: (name: string) => string | undefined): false | ConnectionOptions {
  const mode = parameter('sslmode') ?? 'prefer'
  const rootCertificate = parameter('sslrootcert')
  const certificate = parameter('sslcert')
  const key = parameter('sslkey')
  const files: ConnectionOptions = {
    ...(rootCertificate && rootCertificate !== 'system' ? { ca: readFileSync(rootCertificate, 'utf8') } : {}),
    ...(certificate ? { cert: readFileSync(certificate, 'utf8') } : {}),
    ...(key ? { key: readFileSync(key, 'utf8') } : {}),
  }
  const anyName = { checkServerIdentity: () => undefined }
  switch (mode) {
    case 'disable':
    case 'allow':
    // libpq tries TLS first here and goes on without; neither promises anything, so the plain way is taken.
    case 'prefer':
      return false
    case 'no-verify':
      return { ...files, rejectUnauthorized: false }
    case 'require':
      return rootCertificate ? { ...files, ...anyName } : { ...files, rejectUnauthorized: false }
    case 'verify-ca':
      return { ...files, ...anyName }
    case 'verify-full':
      return files
    default:
      throw new Error(
        `DATABASE_URL: sslmode=${mode} is unknown; use disable, require, verify-ca or verify-full`,
      )
  }
}

/** Blanks and backslashes end a word in libpq's `options`. */
function escapeOption(text: string): string {
  return text.replace(/[\\ ]/g, '\\$&')
}
