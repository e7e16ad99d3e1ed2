/** The setting under which the browser tests do in each language, at each width, what the gate does in one language at each. */
export const EVERY_WAY = 'FORKLORE_EVERY_WAY'

export function isEveryWay(): boolean {
  return Boolean(process.env[EVERY_WAY])
}
