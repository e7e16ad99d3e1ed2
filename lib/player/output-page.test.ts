import { describe, expect, it } from 'vitest'
import { MOST_OF_LINE, PAGE_LINES, pageCount, pageLines, pageOfLine, printedLines } from './output-page'

describe('the pages of an output', () => {
  it('hold every line once, in order, and no more than a page of them at a time', () => {
    const text = Array.from({ length: 1000 }, (_, i) => `${i}\n`).join('')
    const lines = printedLines(text)
    expect(pageCount(lines)).toBe(1000 / PAGE_LINES)
    const all = Array.from({ length: pageCount(lines) }, (_, page) => pageLines(lines, page))
    expect(Math.max(...all.map(({ length }) => length))).toBe(PAGE_LINES)
    expect(
      all
        .flat()
        .map((line) => `${line.text}\n`)
        .join(''),
    ).toBe(text)
    expect(all.flat().map(({ number }) => number)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1))
  })

  it('have the last line though it does not end, empty ones, and one page of nothing', () => {
    expect(pageLines(printedLines('a\n\nb'), 0).map(({ text }) => text)).toEqual(['a', '', 'b'])
    expect(pageCount(printedLines(''))).toBe(1)
    expect(pageLines(printedLines(''), 0)).toEqual([])
  })

  it('cut a line of megabytes, and find the page of any number', () => {
    const lines = printedLines('x'.repeat(3_000_000))
    expect(pageLines(lines, 0)[0]?.text.length).toBe(MOST_OF_LINE + 1)
    const many = printedLines('y\n'.repeat(450))
    expect([0, 1, 200, 201, 450, 9999, Number.NaN].map((n) => pageOfLine(many, n))).toEqual([
      0, 0, 0, 1, 2, 2, 0,
    ])
  })
})
