import type { Part } from '@/lib/search/mark'

/** A text with what was looked for marked: by weight and a line, never by the highlighter, which says that something changed. */
export function Marked({ parts }: { parts: readonly Part[] }) {
  return parts.map(({ text, isMatch }, i) => {
    // Pieces of one text never move among themselves.
    const key = `${i}`
    return isMatch ? <mark key={key}>{text}</mark> : text
  })
}
