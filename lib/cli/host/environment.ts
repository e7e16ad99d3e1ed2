import { existsSync } from 'node:fs'

/** Reads `.env.local` and `.env` as Next does; what is set already wins. */
export function loadEnvironment(): void {
  for (const file of ['.env.local', '.env']) if (existsSync(file)) process.loadEnvFile(file)
}

/** Tells the person what goes on. */
export type Say = (line: string) => void

/** @returns prints a line with the seconds since the command began */
export function progress(): Say {
  process.stdout.on('error', () => {}) // whoever read it has gone; that is no reason to end
  return (line) => console.log(`[${(performance.now() / 1000).toFixed(1).padStart(5)} s] ${line}`)
}

/** @throws Error when this Node is too old */
export function checkNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Node ${process.versions.node} is too old: Forklore needs 20.19 or later.`)
}
