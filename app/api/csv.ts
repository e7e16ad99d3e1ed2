/** What a cell holds: text, which no spreadsheet is to run; a number, as it is; or nothing. */
export type Cell = string | number | null

/** Spreadsheets take a file for UTF-8 by it, and show Korean. */
const BYTE_ORDER_MARK = '\uFEFF'

/** By these a spreadsheet knows a formula: https://owasp.org/www-community/attacks/CSV_Injection. A file that is read with
 *  another separator than the comma has cells that begin inside of a text, after that separator or after a line. */
const FORMULA = /(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])|^(?=[\t\r])/g

/** One line of a file after RFC 4180, its end included. Texts stand in quotes, and one that would be run as a formula gets an
 *  apostrophe before it, by which a spreadsheet takes it for text. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`
}

function written(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'number' ? String(cell) : `"${harmless(cell).replaceAll('"', '""')}"`
}

function harmless(text: string): string {
  return text.replace(FORMULA, "'")
}

/** A file of lines that are made while it is sent: no more of them than are being taken. When they cannot be made to the
 *  end, neither does the file come to its own, and whoever saves it is told.
 *  @param name of the file without its ending; may be in any language */
export function csvFile(name: string, lines: AsyncIterable<readonly Cell[]>): Response {
  const source = lines[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  let isBegun = false
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text = isBegun ? '' : BYTE_ORDER_MARK
      isBegun = true
      while (text.length < CHUNK) {
        const { done, value } = await source.next()
        if (!done) {
          text += csvLine(value)
          continue
        }
        if (text !== '') controller.enqueue(encoder.encode(text))
        return controller.close()
      }
      controller.enqueue(encoder.encode(text))
    },
    async cancel() {
      await source.return?.()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${plain(name)}.csv"; filename*=UTF-8''${percent(name)}.csv`,
      'cache-control': 'private, no-store',
    },
  })
}

/** So many UTF-16 code units are sent at once. */
const CHUNK = 32 * 1024

/** For who does not know the longer form of RFC 6266, and what no file is called on some systems. */
function plain(name: string): string {
  return name.replace(/[^ \w.-]+/g, '_').replace(/["\\]/g, '_')
}

/** As RFC 8187 writes it. */
function percent(name: string): string {
  const safe = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
  return encodeURIComponent(safe).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
