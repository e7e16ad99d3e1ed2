import 'server-only'
import { dictionary } from '@zxcvbn-ts/language-common'

/** Passwords that leaked lists hold most often, some 49,000, the commonest first: whoever guesses begins with these (NIST SP
 *  800-63B, section 3.1.1.2: such a list is compared with). */
let common: ReadonlySet<string> | null = null

/** Whether a password is one of the commonest; capitals make it no rarer. */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(dictionary['passwords-common'])
  return common.has(password.toLowerCase())
}
