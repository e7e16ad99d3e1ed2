/** Initial consonants in the order in which Unicode composes syllables (The Unicode Standard, section 3.12). */
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const FIRST = 0xac00
const LAST = 0xd7a3
/** Syllables that begin with one consonant: 21 vowels, each with one of 28 endings. */
const PER_INITIAL = 21 * 28

/** The text with every syllable reduced to its initial consonant, the rest being left: `프로세스 제어` gives `ㅍㄹㅅㅅ ㅈㅇ`. */
export function initialsOf(text: string): string {
  return text.replace(/[가-힣]/g, (syllable) => {
    const code = syllable.codePointAt(0) ?? FIRST
    return code > LAST ? syllable : (INITIALS[Math.floor((code - FIRST) / PER_INITIAL)] ?? syllable)
  })
}

/** Endings in the order in which Unicode composes syllables, the empty one first. */
const FINALS = ['', ...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ']

/** The consonant that a syllable ends in; empty where it ends in a vowel or is none. */
export function finalOf(syllable: string): string {
  return /^[가-힣]$/.test(syllable)
    ? (FINALS[((syllable.codePointAt(0) ?? FIRST) - FIRST) % FINALS.length] ?? '')
    : ''
}

/** A syllable without the consonant that it ends in: `갑` gives `가`. */
export function withoutFinal(syllable: string): string {
  return String.fromCodePoint((syllable.codePointAt(0) ?? FIRST) - FINALS.indexOf(finalOf(syllable)))
}

/** Whether somebody typed initial consonants alone: two or more, with or without spaces. */
export function isInitials(query: string): boolean {
  return /^[ㄱ-ㅎ]{2,}$/.test(query.replace(/\s+/g, ''))
}

/** The consonant under which a word stands in a Korean list: doubled ones stand with the plain ones. Null for other scripts. */
export function letterOf(word: string): string | null {
  const initial = initialsOf(word.charAt(0))
  const plain: Readonly<Record<string, string>> = { ㄲ: 'ㄱ', ㄸ: 'ㄷ', ㅃ: 'ㅂ', ㅆ: 'ㅅ', ㅉ: 'ㅈ' }
  return INITIALS.includes(initial) && initial !== '' ? (plain[initial] ?? initial) : null
}
