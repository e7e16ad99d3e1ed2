import { z } from 'zod'

/** What somebody typed, without what a database cannot hold and without the space around it: 1 to `max` characters. */
export function plainText(max: number) {
  return z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().min(1).max(max))
}
