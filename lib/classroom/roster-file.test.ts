/** Lists as spreadsheets write them. */
import { expect, test } from 'vitest'
import { readCsv } from './csv'
import { MAX_ROWS, readRoster } from './roster-file'
import { textOf } from './text-file'

const HEAD = '이름,학번,이메일'

function rowsOf(text: string) {
  const file = readRoster(text)
  if (!file.ok) throw new Error(file.code)
  return file.rows
}
const problemOf = (row: string) => rowsOf(`${HEAD}\n${row}`)[0]?.problem

test.each([
  ['commas', '이름,학번\n김서연,1\n'],
  ['semicolons', '이름;학번\r\n김서연;1'],
  ['tabs', '이름\t학번\r김서연\t1\r'],
  ['a byte order mark, blank lines, and blanks around', '\uFEFF\n이름 , 학번\n\n 김서연 , 1 \n , \n'],
  ['quotation marks', '"이름","학번"\n"김서연","1"'],
  ['zeros kept as spreadsheets keep them', '이름,학번\n="김서연",="1"'],
  ['full-width digits', '이름,학번\n김서연,１'],
  ['other columns, in another order', 'No.,학번,분반,성명\n7,1,가,김서연'],
  ['English heads', 'Student ID,Full name\n1,김서연'],
])('%s', (_, text) => {
  expect(rowsOf(text).map(({ listed }) => listed)).toEqual([{ name: '김서연', number: '1', email: null }])
})

test('a cell may hold separators, quotation marks and lines, and the line told is that on which its row begins', () => {
  const rows = readCsv('이름,학번\n"Lee, ""Ann""\nB",1\nx,2')
  expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
    [1, ['이름', '학번']],
    [2, ['Lee, "Ann"\nB', '1']],
    [4, ['x', '2']],
  ])
})

test.each([
  ['김서연,1', 'utf-8', new TextEncoder().encode('김서연,1')],
  ['김서연,1', 'utf-8 with a mark', new TextEncoder().encode('\uFEFF김서연,1')],
  ['김,1', 'cp949', Uint8Array.of(0xb1, 0xe8, 0x2c, 0x31)],
  ['김,1', 'utf-16, little end first', Uint8Array.of(0xff, 0xfe, 0x40, 0xae, 0x2c, 0, 0x31, 0)],
  ['김,1', 'utf-16, big end first', Uint8Array.of(0xfe, 0xff, 0xae, 0x40, 0, 0x2c, 0, 0x31)],
])('%s in %s', (text, _, bytes) => {
  expect(textOf(bytes)).toBe(text)
})

test.each([
  ['', 'roster-empty'],
  [' \n\n', 'roster-empty'],
  [HEAD, 'roster-empty'],
  ['김서연,1,a@b.kr', 'roster-no-head'],
  ['이름,분반\n김서연,가', 'roster-no-head'],
  ['학번,이메일\n1,a@b.kr', 'roster-no-head'],
  [`${HEAD}\n${'a,1,\n'.repeat(MAX_ROWS + 1)}`, 'roster-too-many'],
  [`${HEAD}\n${'x'.repeat(200_001)}`, 'roster-too-many'],
])('a file that is none: %s', (text, code) => {
  expect(readRoster(text)).toEqual({ ok: false, code })
})

test('as many rows as a file may have are read', () => {
  const many = Array.from({ length: MAX_ROWS }, (_, i) => `학생 ${i},${i + 1},`)
  expect(rowsOf([HEAD, ...many].join('\n')).filter(({ listed }) => listed).length).toBe(MAX_ROWS)
})

test.each([
  [',1,', 'no-name', 'name'],
  [`${'가'.repeat(41)},1,`, 'name-ill-formed', 'name'],
  ['=HYPERLINK("http://x")|,1,', 'formula', 'name'],
  ['@SUM(1),1,', 'formula', 'name'],
  ['김서연,-1,', 'formula', 'number'],
  ['김서연,,+a@b.kr', 'formula', 'email'],
  ['김서연,2.02312E+13,', 'number-ill-formed', 'number'],
  [`김서연,${'1'.repeat(33)},`, 'number-ill-formed', 'number'],
  ['김서연,,서연@', 'email-ill-formed', 'email'],
  ['김서연,,', 'no-key', null],
  ['김서연,1,a@b.kr,더', 'too-many-cells', null],
  ['"김서연,1,a@b.kr', 'open-quote', null],
])('%s: what is wrong is said, and where', (row, code, column) => {
  expect(problemOf(row)).toEqual({ code, column, other: null })
})

test('of one person who is there twice the first row counts, and the second names it', () => {
  const rows = rowsOf(`${HEAD}\n김서연,1,A@b.kr\n이지호,2,a@B.kr\n박민수,1,\n최유나,3,`)
  expect(
    rows.map(({ line, problem }) => [line, problem && [problem.code, problem.column, problem.other]]),
  ).toEqual([
    [2, null],
    [3, ['twice', 'email', 2]],
    [4, ['twice', 'number', 2]],
    [5, null],
  ])
})
