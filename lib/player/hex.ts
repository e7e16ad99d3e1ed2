/** Bytes in a line of a dump. */
const IN_LINE = 16

/** Bytes as `hexdump -C` writes them: the offset, the bytes, and of each the letter where it has one. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += IN_LINE) {
    const part = [...bytes.subarray(at, at + IN_LINE)]
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(3 * IN_LINE - 1)}  |${letters}|`)
  }
  return lines.join('\n')
}
