/** The text of a file that a spreadsheet wrote: UTF-8 with a byte order mark or without, UTF-16 with one, and otherwise CP949, as
 *  Korean ones do. Pure; browsers know the whole of CP949, Node its older part, KS X 1001. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // By the standard of encodings this name means CP949.
    return new TextDecoder('euc-kr').decode(bytes)
  }
}
