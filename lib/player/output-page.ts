/** Lines that one page of an output has. */
export const PAGE_LINES = 200
/** Characters of one line that are drawn; the file that is downloaded has all of them. */
export const MOST_OF_LINE = 2000

/** What was printed, by lines: where each begins. */
export type PrintedLines = { readonly text: string; readonly starts: readonly number[] }

/** Finds the lines of an output. A last line that is empty is none. */
export function printedLines(text: string): PrintedLines {
  const starts: number[] = []
  for (let at = 0; at < text.length; ) {
    starts.push(at)
    const end = text.indexOf('\n', at)
    at = end < 0 ? text.length : end + 1
  }
  return { text, starts }
}

/** How many pages an output has, at least one. */
export function pageCount({ starts }: PrintedLines): number {
  return Math.max(1, Math.ceil(starts.length / PAGE_LINES))
}

/** The lines of a page, from 0, each with its number, from 1. */
export function pageLines(
  { text, starts }: PrintedLines,
  page: number,
): readonly { readonly number: number; readonly text: string }[] {
  return starts.slice(page * PAGE_LINES, (page + 1) * PAGE_LINES).map((start, i) => {
    const number = page * PAGE_LINES + i + 1
    const line = text.slice(start, starts[number] ?? text.length).replace(/\n$/, '')
    return { number, text: line.length > MOST_OF_LINE ? `${line.slice(0, MOST_OF_LINE)}…` : line }
  })
}

/** The page on which a line stands; a number out of range goes to the nearest. */
export function pageOfLine(lines: PrintedLines, number: number): number {
  const line = Math.max(1, Math.min(lines.starts.length, Math.floor(number) || 1))
  return Math.floor((line - 1) / PAGE_LINES)
}
