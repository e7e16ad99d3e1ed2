import 'server-only'
import { z } from 'zod'
import { isName, MAX_NAME_UNITS } from './name'

/** A name for others to see, as `isName` has it. */
export const displayName = z
  .string()
  .max(MAX_NAME_UNITS)
  .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
  .pipe(z.string().refine(isName))

/** Whether a text is the id of a row. What comes from an address or from another program need not be one, and the database
 *  refuses to look for what is none. */
export function isId(text: string): boolean {
  return z.uuid().safeParse(text).success
}

/** Who is asking, already authenticated. Every function of a store takes one first. */
export type Viewer = {
  readonly id: string
  readonly isGuest: boolean
  readonly email: string | null
  /** Chosen by the person, or by another site; null for most guests. */
  readonly displayName: string | null
  readonly locale: 'ko' | 'en'
}

/** What is read of a person. */
export type UserRow = {
  id: string
  guest: boolean
  email: string | null
  displayName: string | null
  name: string | null
  locale: string
}

export function viewerOf(user: UserRow): Viewer {
  return {
    id: user.id,
    isGuest: user.guest,
    email: user.email,
    displayName: user.displayName ?? user.name,
    locale: user.locale === 'en' ? 'en' : 'ko',
  }
}
