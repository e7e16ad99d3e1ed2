/** Letters of other scripts, and digits, by the Latin letters that they are drawn as. */
const DRAWN_AS: ReadonlyMap<string, string> = new Map([
  ...drawn('авекмнорстухѕіјһԁԛԝ', 'abekmhopctyxsijhdqw'),
  ...drawn('αβεικνορτυχ', 'abeikvoptux'),
  ...drawn('01ıl', 'oiii'),
])

function drawn(from: string, to: string): [string, string][] {
  return [...from].map((letter, i) => [letter, to[i] ?? letter])
}

/** What two names have in common that a reader cannot tell apart: case, marks, width, blanks and dots between words, and
 *  letters that look alike in Latin, Cyrillic and Greek. For comparing only. */
export function looksLike(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\p{Z}\p{P}]/gu, '')
  return [...plain]
    .map((letter) => DRAWN_AS.get(letter) ?? letter)
    .join('')
    .normalize('NFC')
}
