import { expect, test } from 'vitest'
import { readDatabaseUrl } from '@/lib/database-url'

test('a URL gives its parts, decoded', () => {
  expect(readDatabaseUrl('postgres://a%40b:p%3Aw@db.example.org:6432/class%201')).toEqual({
    host: 'db.example.org',
    port: 6432,
    user: 'a@b',
    password: 'p:w',
    database: 'class 1',
    ssl: false,
    schema: 'public',
  })
})

test('a schema becomes the search path, whatever is in its name', () => {
  const { options, schema } = readDatabaseUrl('postgresql://u@h/d?schema=my%20%22odd%22%20one')
  expect(schema).toBe('my "odd" one')
  expect(options).toBe('-c search_path="my\\ ""odd""\\ one"')
})

test('sslmode means what libpq means by it', () => {
  const tls = (mode: string) => readDatabaseUrl(`postgresql://u@h/d?sslmode=${mode}`).ssl
  expect(tls('disable')).toBe(false)
  expect(tls('require')).toEqual({ rejectUnauthorized: false })
  expect(tls('verify-full')).toEqual({})
  expect(tls('verify-ca')).toHaveProperty('checkServerIdentity')
})

test('a URL that cannot be used is refused without showing its password', () => {
  for (const url of [
    'not a url hunter2',
    'mysql://u:hunter2@h/d',
    'postgresql://u:hunter2@h/',
    'postgresql://u:hunter2@h',
  ]) {
    expect(() => readDatabaseUrl(url)).toThrow(/^DATABASE_URL/)
    expect(() => readDatabaseUrl(url)).not.toThrow(/hunter2/)
  }
})
