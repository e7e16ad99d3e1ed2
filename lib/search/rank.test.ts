import { expect, test } from 'vitest'
import { markedParts, matchesIn } from './mark'
import { search } from './rank'
import { hitHref, queryLanguage, searchFor } from './reader'
import { buildSearchIndex, type SearchDocument } from './search-index'
import { decodeIndex, encodeIndex } from './wire'

const term = (id: string, title: string, ...spellings: string[]): SearchDocument => ({
  kind: 'term',
  path: `/glossary/${id}`,
  title,
  note: '',
  spellings: [title, ...spellings],
  fields: [{ text: title, weight: 5 }],
})
const section = (path: string, title: string, text: string): SearchDocument => ({
  kind: 'section',
  path,
  title,
  note: '',
  fields: [
    { text: title, weight: 5 },
    { text, weight: 1 },
  ],
})
const documents = [
  term('deadlock', '교착 상태', '데드락', 'deadlock'),
  term('process', '프로세스', 'process'),
  section('/learn/a#one', '서로 기다리기', '교착 상태는 서로가 서로를 기다려 나아가지 못하는 것입니다.'),
  section('/learn/a#two', '자물쇠의 순서', '순서를 정하면 기다림이 고리가 되지 않습니다.'),
  section('/learn/b#three', '프로세스의 상태', '프로세스는 실행, 준비, 대기 상태를 오갑니다.'),
]
const index = buildSearchIndex(documents)
const paths = (query: string) => search(index, query).hits.map(({ path }) => path)

test('a term and nothing else, with a particle or in another spelling, finds the term first', () => {
  for (const query of ['교착 상태', '교착상태란', '데드락은', 'Deadlock'])
    expect(paths(query)[0]).toBe('/glossary/deadlock')
})
test('texts are found by what they call the term, whatever the query calls it', () => {
  expect(paths('데드락')).toContain('/learn/a#one')
})
test('a text that has all that is asked for comes before one that has a part of it often', () => {
  const own = buildSearchIndex([
    section('/learn/a#one', '스레드의 생애', '스레드 스레드 스레드 스레드.'),
    section('/learn/b#two', '여럿이 복제될 때', '스레드에서 fork를 부르면 부른 스레드만 남습니다.'),
    section('/learn/c#three', '파일과 버퍼', '버퍼에 모아 씁니다.'),
  ])
  const [first] = search(own, '스레드에서 포크를 부르면').hits
  expect(first?.path).toBe('/learn/b#two')
})
test('initial consonants find titles, whole words first', () => {
  expect(paths('ㄱㅊ')).toEqual(['/glossary/deadlock'])
  expect(paths('ㅍㄹㅅㅅ').sort()).toEqual(['/glossary/process', '/learn/b#three'])
  expect(search(index, 'ㅍㄹㅅㅅ').isByInitials).toBe(true)
})
test('sections of one lesson are one hit, led by the best', () => {
  const [first] = search(index, '서로 기다리는 순서').hits
  expect([first?.path, ...(first?.also.map(({ path }) => path) ?? [])].sort()).toEqual([
    '/learn/a#one',
    '/learn/a#two',
  ])
})
test('what stands nowhere is not found', () => expect(paths('세그먼트 트리').length).toBe(0))

test('an index that went over the wire is the same index', () => {
  const again = decodeIndex(JSON.parse(JSON.stringify(encodeIndex(index))))
  expect(again.entries).toEqual(index.entries)
  expect([...again.postings]).toEqual([...index.postings])
  expect(again.spellings).toEqual(index.spellings)
})
test('distances of every size survive the wire', () => {
  const many = Array.from({ length: 40_000 }, (_, i) =>
    section(`/learn/l${i}#s`, i % 19_997 === 0 ? 'rare' : 'common', ''),
  )
  const big = buildSearchIndex(many, 40_000)
  expect([...decodeIndex(encodeIndex(big)).postings]).toEqual([...big.postings])
})
test('an index keeps no more than it may, and of each document what tells most', () => {
  const small = buildSearchIndex(documents, 10)
  const kept = [...small.postings.values()].reduce((sum, list) => sum + list.length, 0)
  expect(kept).toBeLessThanOrEqual(10)
  expect(search(small, '교착 상태').hits[0]?.path).toBe('/glossary/deadlock')
})

test('words are marked with what is glued to them, and the pieces are the text', () => {
  const text = '프로세스는 스레드를 만들고, 스레드는 스택을 가집니다'
  const marked = markedParts(text, '스레드가')
  expect(marked.map((part) => part.text).join('')).toBe(text)
  expect(marked.filter(({ isMatch }) => isMatch).map((part) => part.text)).toEqual(['스레드를', '스레드는'])
})
test('a term is marked under the name it has there', () => {
  const text = '이것이 교착 상태입니다'
  expect(matchesIn(text, '데드락', index.spellings).map(({ start, end }) => text.slice(start, end))).toEqual([
    '교착 상태',
  ])
})
test('initial consonants mark what they stand for', () => {
  expect(markedParts('프로세스 제어', 'ㅈㅇ').find(({ isMatch }) => isMatch)?.text).toBe('제어')
})

test("a query is looked up in its own language and shown in the reader's", () => {
  expect(queryLanguage('문맥 교환', 'en')).toBe('ko')
  expect(queryLanguage('cow', 'ko')).toBe('ko')
  expect(queryLanguage('why does each thread have a stack', 'ko')).toBe('en')
  const english = buildSearchIndex(documents.map((one) => ({ ...one, title: `en ${one.title}` })))
  const [first] = searchFor(index, english, '프로세스의 상태').hits
  expect(first).toMatchObject({ path: '/learn/b#three', title: 'en 프로세스의 상태' })
})
test('a hit leads to its passage, with the words to mark', () => {
  const entry = { kind: 'section', path: '/learn/b#three', title: '', note: '' } as const
  expect(hitHref('ko', entry, '상태가 뭐예요?')).toBe(
    `/ko/learn/b?find=${encodeURIComponent('상태가')}#three`,
  )
  expect(hitHref('en', entry, '?')).toBe('/en/learn/b#three')
})
