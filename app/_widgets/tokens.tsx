import { type CodeToken, codeClass } from '@/lib/content/highlight'

/** A line of a program in its colours. */
export function Tokens({ tokens }: { tokens: readonly CodeToken[] }) {
  if (tokens.length === 0) return '\u200b'
  return tokens.map(({ kind, text }, i) => {
    const className = codeClass(kind)
    // Tokens of a line never move among themselves.
    const key = `${i}`
    return className ? (
      <span key={key} className={className}>
        {text}
      </span>
    ) : (
      text
    )
  })
}
