import { fill } from '@/app/_ui/fill'
import { MAX_NAME } from '@/lib/auth/name'
import { MAX_LISTED } from '@/lib/classroom/invitee'
import { MAX_NUMBER, MAX_ROWS } from '@/lib/classroom/roster-file'
import { messages } from '@/lib/i18n/messages'

/** What is said of a class's list, with how much it holds. */
export function rosterWords(locale: 'ko' | 'en') {
  const words = messages(locale).roster
  const { problems, errors } = words
  const upTo = (message: string, n: number) => fill(message, { n: n.toLocaleString('en') })
  return {
    ...words,
    pasteHelp: upTo(words.pasteHelp, MAX_ROWS),
    problems: {
      ...problems,
      'name-ill-formed': upTo(problems['name-ill-formed'], MAX_NAME),
      'number-ill-formed': upTo(problems['number-ill-formed'], MAX_NUMBER),
    },
    errors: {
      ...errors,
      'roster-too-many': upTo(errors['roster-too-many'], MAX_ROWS),
      'roster-full': upTo(errors['roster-full'], MAX_LISTED),
    },
  }
}
