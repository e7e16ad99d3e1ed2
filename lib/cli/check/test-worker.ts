import pg from 'pg'
import { inject } from 'vitest'

// Before each test file: DATABASE_URL is this worker's own copy, so that files that run at once cannot meet.
const name = `worker_${process.env.VITEST_POOL_ID}`
const url = inject('templateUrl')
const client = new pg.Client({ connectionString: url.replace('/template?', '/forklore?') })
await client.connect()
if ((await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 0)
  await client.query(`CREATE DATABASE ${name} TEMPLATE template`)
await client.end()
process.env.DATABASE_URL = url.replace('/template?', `/${name}?`)
process.env.NEXTAUTH_SECRET ||= 'a secret that only tests use'
