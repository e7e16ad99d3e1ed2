/** Tables as spreadsheets write them: RFC 4180, with the separators that they use. Pure. */

/** A row: `line` is that on which it begins, from 1 on; `isOpen` where a quotation mark was never closed. */
export type CsvRow = {
  readonly line: number
  readonly text: string
  readonly cells: readonly string[]
  readonly isOpen: boolean
}

const SEPARATORS = ['\t', ';', ',']

/** Rows that hold something. The separator is that of which the first of them has most. */
export function readCsv(text: string): CsvRow[] {
  const plain = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(plain)
  const rows: CsvRow[] = []
  for (let [at, line] = [0, 1]; at < plain.length; ) {
    const { end, ...row } = readRow(plain, at, separator)
    const own = plain.slice(at, end)
    if (row.cells.some((cell) => cell.trim() !== ''))
      rows.push({ ...row, line, text: own.replace(/[\r\n]+$/, '') })
    line += own.match(/\r\n|\r|\n/g)?.length ?? 0
    at = end
  }
  return rows
}

function separatorOf(text: string): string {
  const first =
    text
      .replace(/^\s+/, '')
      .split(/[\r\n]/, 1)[0]
      ?.replace(/"[^"]*"/g, '') ?? ''
  const count = (separator: string) => first.split(separator).length
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best))
}

/** A quotation mark is one where a cell begins, and a letter elsewhere. */
function readRow(text: string, from: number, separator: string) {
  const cells: string[] = []
  let at = from
  for (;;) {
    const { cell, end } = text[at] === '"' ? readQuoted(text, at) : { cell: '', end: at }
    if (end === null) return { cells: [...cells, cell], isOpen: true, end: text.length }
    let stop = end
    while (stop < text.length && text[stop] !== separator && text[stop] !== '\r' && text[stop] !== '\n')
      stop++
    cells.push(cell + text.slice(end, stop))
    if (text[stop] !== separator) {
      const isPair = text[stop] === '\r' && text[stop + 1] === '\n'
      return { cells, isOpen: false, end: Math.min(text.length, stop + (isPair ? 2 : 1)) }
    }
    at = stop + 1
  }
}

/** @returns `end` null where the text ends inside */
function readQuoted(text: string, from: number): { cell: string; end: number | null } {
  let cell = ''
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return { cell: cell + text.slice(at), end: null }
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 }
    cell += '"'
    at = quote + 2
  }
}
