/** Letters of other scripts, and digits, by the Latin letters that they are drawn as: capitals first, as small ones may be
 *  drawn otherwise. */
const DRAWN_AS: ReadonlyMap<string, string> = new Map([
  ...drawn('АВЕКМНОРСТУХЅІЈԌԚԜ', 'abekmhopctyxsijgqw'),
  ...drawn('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...drawn('авекмнорстухѕіјһԁԛԝ', 'abekmhopctyxsijhdqw'),
  ...drawn('αβεικνορτυχ', 'abeikvoptux'),
  ...drawn('01ıl', 'oiii'),
])

function drawn(from: string, to: string): [string, string][] {
  return [...from].map((letter, i) => [letter, to[i] ?? letter])
}

/** Accents. Vowels of scripts such as Devanagari are marks too, but tell names apart. */
const ACCENTS = /[\u0300-\u036f]/g
const BETWEEN_WORDS = /[\p{Z}\p{P}]/gu

/** What two names have in common that a reader cannot tell apart: case, accents, width, blanks and dots between words, and
 *  letters that look alike in Latin, Cyrillic and Greek. For comparing only. */
export function looksLike(name: string): string {
  const plain = name.normalize('NFKD').replace(ACCENTS, '')
  const words = plain.replace(BETWEEN_WORDS, '')
  const inLatin = (letter: string) => DRAWN_AS.get(letter) ?? letter
  return [...(words === '' ? plain : words)]
    .map((letter) => inLatin(inLatin(letter).toLowerCase()))
    .join('')
    .normalize('NFC')
}

/** A name that looks like none that others have: the wanted one, with a number where it is taken.
 *  @param wanted a name as `isName` has it */
export function freeName(wanted: string, others: readonly string[]): string {
  const taken = new Set(others.map(looksLike))
  if (!taken.has(looksLike(wanted))) return wanted
  // A number has to fit behind it.
  const short = [...new Intl.Segmenter().segment(wanted)]
    .slice(0, 32)
    .map(({ segment }) => segment)
    .join('')
    .trim()
  for (let number = 2; ; number++) {
    const name = `${short} ${number}`
    if (!taken.has(looksLike(name))) return name
  }
}
