/** A question as the list shows it: nothing of its answer. */
export type CardRow = {
  readonly id: string
  readonly href: string
  readonly question: string
  readonly topic: { readonly id: string; readonly name: string } | null
  /** How many collections ask it; 0 where nobody counted. */
  readonly asked: number
  /** How many points a full answer has. */
  readonly points: number
  /** What else it is found by: the names of its concept and topic in both languages. */
  readonly words: string
}

/** The rows that a search finds in a topic, the most asked first. Every word of the search has to be somewhere; Korean is
 *  found by its initials too (ㄱㅇㅍㄹ for 고아 프로세스).
 *  @param topic null for all */
export function shownRows(rows: readonly CardRow[], search: string, topic: string | null): CardRow[] {
  const words = plain(search).split(' ').filter(Boolean)
  return rows
    .filter((row) => (topic === null || row.topic?.id === topic) && words.every((word) => has(row, word)))
    .sort((a, b) => b.asked - a.asked)
}

function has({ question, words }: CardRow, word: string): boolean {
  const text = plain(`${question} ${words}`)
  return text.includes(word) || (/^[ㄱ-ㅎ]+$/.test(word) && initialsOf(text).includes(word))
}

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const FIRST = 0xac00
const LAST = 0xd7a3
/** Syllables that begin with one consonant. */
const EACH = 588

/** Each syllable as its first consonant, without blanks: whoever searches by initials types none. */
function initialsOf(text: string): string {
  return [...text.replaceAll(' ', '')]
    .map((letter) => {
      const code = letter.charCodeAt(0)
      return code < FIRST || code > LAST ? letter : INITIALS[Math.floor((code - FIRST) / EACH)]
    })
    .join('')
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}
