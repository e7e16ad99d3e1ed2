import { createHmac, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a clone keeps secret, and keeps: who signed in stays so after a restart. */
export interface Secrets {
  /** Signs sessions. */
  readonly session: string
  /** Encrypts what server actions close over: 32 bytes in base64, as Next wants it. */
  readonly actions: string
}

/**
 * Reads the secrets from the environment, else from `folder`, where they are made the first time.
 * @param folder made when absent, mode 0700
 */
export function readSecrets(folder: string): Secrets {
  const session = process.env.NEXTAUTH_SECRET || keptSecret(folder)
  return {
    session,
    actions:
      process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||
      createHmac('sha256', session).update('server actions').digest('base64'),
  }
}

function keptSecret(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'secret')
  const mine = `${file}.${process.pid}`
  try {
    // A link is made whole or not at all, and never over another: of two that start at once both read the same.
    writeFileSync(mine, randomBytes(32).toString('base64url'), { mode: 0o600 })
    linkSync(mine, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(mine, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}
