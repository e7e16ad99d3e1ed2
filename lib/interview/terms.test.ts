import { expect, test } from 'vitest'
import { cards } from '@/lib/content/card'
import { contentWords, markPoints } from './terms'

const point = (text: string, terms: string[] = []) => ({ text, terms })
const marked = (said: string, ...points: ReturnType<typeof point>[]) => {
  const { found, suggested } = markPoints(said, points)
  return { words: found.map(({ start, end }) => said.slice(start, end)), suggested }
}

test('a term of the author suggests that its point was said, in either language and however it is spaced', () => {
  const space = point('', ['주소 공간', 'address space'])
  expect(marked('프로세스마다 주소공간이 다릅니다', space)).toEqual({ words: ['주소공간'], suggested: [0] })
  expect(marked('each has its own Address  Space', space)).toEqual({
    words: ['Address  Space'],
    suggested: [0],
  })
  expect(marked('스택은 따로입니다', space)).toEqual({ words: [], suggested: [] })
})

test('a term in Latin letters is no part of another word, and signs in it mean themselves', () => {
  expect(marked('a superfork', point('', ['fork']))).toMatchObject({ suggested: [] })
  expect(marked('fork()로 만듭니다', point('', ['fork()']))).toMatchObject({ words: ['fork()'] })
  expect(marked('count++는 세 단계', point('', ['count++']))).toMatchObject({ words: ['count++'] })
})

test('without terms the words of the point itself are looked for: half of them, and two', () => {
  const korean = point('프로세스는 실행 중인 프로그램이고, 자원 할당과 보호의 단위입니다')
  expect(contentWords(korean.text)).toEqual([
    '프로세스',
    '실행',
    '중인',
    '프로그램',
    '자원',
    '할당',
    '보호',
    '단위',
  ])
  expect(marked('실행되는 프로그램이 프로세스이고 자원을 받습니다', korean).suggested).toEqual([0])
  expect(marked('프로세스는 무겁습니다', korean).suggested).toEqual([])
  const english = point('A process is a program in execution, the unit of allocation and protection')
  expect(marked('a program in execution; a process gets its allocation', english).suggested).toEqual([0])
  expect(marked('no idea', english).suggested).toEqual([])
})

test('words that any answer has are no sign of a point, in no card', () => {
  const common = [
    '있습니다',
    '없습니다',
    '않습니다',
    '합니다',
    '됩니다',
    '입니다',
    'inside',
    'before',
    'after',
  ]
  for (const locale of ['ko', 'en'] as const)
    for (const { points } of cards(locale))
      for (const { text } of points)
        expect(contentWords(text).filter((word) => common.includes(word))).toEqual([])
})

test('points are told apart, and what was found stands in the order of the answer', () => {
  const points = [point('', ['스택']), point('', ['힙'.repeat(1), '전역 변수'])]
  const { found, suggested } = markPoints('전역 변수는 공유하고 스택은 따로', points)
  expect(found.map((one) => one.point)).toEqual([1, 0])
  expect(suggested).toEqual([0, 1])
})
