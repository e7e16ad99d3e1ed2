import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, csvFile, csvLine } from './csv'

/** Reads a file letter by letter, as the grammar of RFC 4180 has it. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  let [row, cell, at]: [string[], string, number] = [[], '', 0]
  while (at < text.length) {
    if (text[at] === '"') {
      at++
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw new Error('a quote is not closed')
        cell += text[at]
        at += text[at] === '"' ? 2 : 1
      }
      at++
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++]
    row.push(cell)
    cell = ''
    if (text[at] === ',') at++
    else if (text.slice(at, at + 2) === '\r\n') {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`what stands at ${at} ends no cell`)
  }
  return rows
}

const STARTS = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']
/** Texts in which what means something stands close together. */
const text = fc
  .array(fc.oneof(fc.constantFrom(...STARTS, '"', "'", ',', ';', '\n', ' ', '한', '😀'), fc.string()), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''))

async function* each(rows: readonly (readonly Cell[])[]) {
  yield* rows
}

test('what is written is read again: every text as it was, but for apostrophes that make it harmless', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
      async (rows) => {
        const response = csvFile('x', each(rows))
        // The mark is taken away by who decodes.
        const read = parse(await response.text())
        expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length))
        for (const [i, row] of read.entries())
          for (const [j, cell] of row.entries()) {
            const was = rows[i]?.[j] ?? ''
            // Letter by letter the same, but for apostrophes more, each before what a formula begins with.
            let at = 0
            for (const letter of cell) {
              const here = String.fromCodePoint(was.codePointAt(at) ?? 0)
              if (letter === here) at += letter.length
              else expect([letter, STARTS.includes(here)]).toEqual(["'", true])
            }
            expect(at).toBe(was.length)
            // Neither does a cell begin so that whoever reads it with another separator has in it.
            for (const piece of [cell, ...cell.split(/[;\t\r\n]/)].filter((one) => one !== ''))
              expect(piece === cell ? STARTS : STARTS.filter((one) => !/\s/.test(one))).not.toContain(
                piece[0],
              )
          }
      },
    ),
  )
})

test('a formula is text, a number is a number whatever its sign, and what is not there is nothing', () => {
  expect(csvLine(['=1+1', '-0.5', -0.5, 1 / 3, null, 'x'])).toBe(
    `"'=1+1","'-0.5",-0.5,0.3333333333333333,,"x"\r\n`,
  )
  expect(csvLine(['a "b", c', '@SUM(A1)', '\tx', 'a;=1', 'a\n-b', 'a-b'])).toBe(
    `"a ""b"", c","'@SUM(A1)","'\tx","a;'=1","a\n'-b","a-b"\r\n`,
  )
})

test('a file begins with the mark of UTF-8, and is called by its name in any language', async () => {
  const response = csvFile('운영체제/2분반 "성적" 2026-11-29', each([['한글']]))
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const said = response.headers.get('content-disposition') ?? ''
  const [, known = ''] = /filename\*=UTF-8''(\S+)$/.exec(said) ?? []
  expect(decodeURIComponent(known)).toBe('운영체제_2분반 _성적_ 2026-11-29.csv')
  expect(said).toMatch(/^attachment; filename="[ \w.-]+\.csv"; /)
})

test('no line is made before it is taken, and none once nobody wants the file', async () => {
  let [made, isOver] = [0, false]
  async function* endless() {
    try {
      for (;;) yield [`line ${made++}`.padEnd(1000)]
    } finally {
      isOver = true
    }
  }
  const reader = csvFile('x', endless()).body?.getReader()
  await reader?.read()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(made).toBeLessThan(200)
  await reader?.cancel()
  expect(isOver).toBe(true)
})

test('a file whose lines cannot be made to the end fails', async () => {
  async function* broken() {
    yield ['one']
    throw new Error('the database is gone')
  }
  await expect(csvFile('x', broken()).text()).rejects.toThrow()
})
