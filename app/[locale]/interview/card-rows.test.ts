import { expect, test } from 'vitest'
import { type CardRow, shownRows } from './card-rows'

const row = (id: string, question: string, asked: number, topic: string | null, words = ''): CardRow => ({
  id,
  href: '',
  question,
  asked,
  topic: topic === null ? null : { id: topic, name: topic },
  points: 3,
  words,
})
const ROWS = [
  row('orphan', '고아 프로세스란 무엇이며 어떻게 처리되나요?', 8, 'process', '고아 프로세스 orphan process'),
  row('pcb', 'PCB(프로세스 제어 블록)란 무엇인가요?', 26, 'process', 'PCB'),
  row('mutex', '뮤텍스와 세마포어의 차이는?', 28, 'sync', 'mutex semaphore'),
  row('new', '아직 세지 않은 질문', 0, null),
]
const found = (search: string, topic: string | null = null) =>
  shownRows(ROWS, search, topic).map(({ id }) => id)

test('what is asked most comes first', () => {
  expect(found('')).toEqual(['mutex', 'pcb', 'orphan', 'new'])
  expect(found('', 'process')).toEqual(['pcb', 'orphan'])
})

test('a question is found by its words in either language, by every one of them, and by initials', () => {
  expect(found('프로세스')).toEqual(['pcb', 'orphan'])
  expect(found('SEMAPHORE mutex')).toEqual(['mutex'])
  expect(found('프로세스 처리')).toEqual(['orphan'])
  expect(found('ㄱㅇㅍㄹㅅㅅ')).toEqual(['orphan'])
  expect(found('ㅁㅌㅅ')).toEqual(['mutex'])
  expect(found('고아'.normalize('NFD'))).toEqual(['orphan'])
  expect(found('없는 말')).toEqual([])
  expect(found('mutex', 'process')).toEqual([])
})
