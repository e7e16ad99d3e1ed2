import { shell as enShell } from './en/shell'
import { shell as koShell } from './ko/shell'
import type { Locale } from './locale'

/** Every message, by language and area. For server components: a client component is handed the few strings
 *  that it shows, or imports its one area, so that a page sends the browser only what it uses. A Korean area
 *  is typed by its English one, so a missing or superfluous message is a type error. */
const MESSAGES = {
  ko: { shell: koShell },
  en: { shell: enShell },
}

export type Messages = (typeof MESSAGES)['en']

/** The messages of one language. */
export function messages(locale: Locale): Messages {
  return MESSAGES[locale]
}
