import { createHash } from 'node:crypto'

/** A name that always is the same for the same text, and does not show it: a UUID of version 8 (RFC 9562), of its SHA-256. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
