/** Bytes and text. User memory holds bytes; traces and results show text. */

/** UTF-8 to text; a byte that is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  let units: number[] = []
  for (let i = 0; i < bytes.length; ) {
    const [point, length] = decodeOne(bytes, i)
    i += length
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
    else units.push(point)
    if (units.length > 4000) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return text + String.fromCharCode(...units)
}

function decodeOne(bytes: Uint8Array, at: number): [point: number, length: number] {
  const first = bytes[at] as number
  if (first < 0x80) return [first, 1]
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xf4) return [0xfffd, 1]
  let point = first & (0x7f >> length)
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i]
    if (next === undefined || (next & 0xc0) !== 0x80) return [0xfffd, i]
    point = (point << 6) | (next & 0x3f)
  }
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000
  const valid = point >= least && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
  return valid ? [point, length] : [0xfffd, 1]
}

/** Text to UTF-8; half of a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    let point = character.codePointAt(0) as number
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63))
    else if (point < 0x10000)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    else
      bytes.push(
        0xf0 | (point >> 18),
        0x80 | ((point >> 12) & 63),
        0x80 | ((point >> 6) & 63),
        0x80 | (point & 63),
      )
  }
  return Uint8Array.from(bytes)
}

/** Text whose characters are bytes (what `readUserString` gives) as the text that they encode. */
export function showByteString(byteString: string): string {
  return decodeUtf8(Uint8Array.from(byteString, (c) => c.charCodeAt(0)))
}

/** The characters of a text as a byte string. */
export function byteStringOf(text: string): string {
  return Array.from(encodeUtf8(text), (b) => String.fromCharCode(b)).join('')
}
