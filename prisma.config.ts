import { defineConfig } from 'prisma/config'

// Set by lib/cli; read here so that `migrate` needs it and `generate` does not.
const url = process.env.DATABASE_URL

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node lib/cli/run.mjs demo' },
  ...(url ? { datasource: { url } } : {}),
})
