import type { ReactNode } from 'react'

/** A sentence of content with its two marks: `code` in backticks and **emphasis**. Plain text otherwise. */
export function Inline({ text }: { text: string }): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, i) => {
    // Parts of one text never move among themselves.
    const key = `${i}`
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>
    return part
  })
}

/** The same sentence without its marks, for labels that are read aloud. */
export function plain(text: string): string {
  return text.replace(/`|\*\*/g, '')
}
