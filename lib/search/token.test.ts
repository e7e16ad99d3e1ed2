import { expect, test } from 'vitest'
import { initialsOf, isInitials, letterOf } from './hangul'
import { englishStem, tokensOf } from './token'

test('a word is looked up without the particles that are glued to it', () => {
  for (const word of ['프로세스는', '프로세스를', '프로세스에서는', '프로세스의', '프로세스란'])
    expect(tokensOf(word)).toEqual(tokensOf('프로세스'))
  expect(tokensOf('프로세스')).toEqual(['프로', '로세', '세스'])
})

test('a short noun keeps itself, and a word that only ends like a particle keeps its end', () => {
  expect(tokensOf('락을 힙에')).toEqual(['락', '힙'])
  expect(tokensOf('차이 종료')).toEqual(['차이', '종료'])
})

test('a verb is looked up without what makes it polite or past', () => {
  for (const word of ['돌아옵니다', '돌아오고', '돌아오면', '돌아오는'])
    expect(tokensOf(word)).toEqual(['돌아', '아오'])
  for (const word of ['종료합니다', '종료했습니다', '종료됩니다', '종료하면'])
    expect(tokensOf(word)).toEqual(['종료'])
  expect(tokensOf('나타났습니다')).toEqual(tokensOf('나타납니다'))
  expect(tokensOf('메시지 페이지')).toEqual(['메시', '시지', '페이', '이지'])
})

test('a name of Latin letters is found as it is said, and a verb by the noun that lessons use', () => {
  expect(tokensOf('포크하면')).toEqual(tokensOf('fork'))
  expect(tokensOf('클론으로')).toEqual(tokensOf('clone'))
  expect(tokensOf('쓰레드에서')).toEqual(tokensOf('스레드'))
  for (const word of ['고를까요', '골라야', '고르는']) expect(tokensOf(word)).toEqual(['선택'])
})

test('a particle after another script says nothing', () => {
  expect(tokensOf('fork()를 CPU가')).toEqual(['fork', 'cpu'])
})

test('what a question is made of says nothing of its subject', () => {
  expect(tokensOf('무엇인지 설명해 주세요')).toEqual([])
  expect(tokensOf('What is the, and how does it do that?')).toEqual([])
})

test('forms of one English word have one stem, and different words have different ones', () => {
  const families = [
    ['share', 'shared', 'sharing', 'shares'],
    ['terminate', 'terminated', 'terminating', 'termination'],
    ['schedule', 'scheduler', 'scheduling', 'scheduled'],
    ['copy', 'copies', 'copied', 'copying'],
    ['synchronise', 'synchronization', 'synchronised'],
    ['process', 'processes'],
    ['stop', 'stopped', 'stopping', 'stops'],
  ]
  const stems = families.map((words) => [...new Set(words.map(englishStem))])
  for (const own of stems) expect(own).toHaveLength(1)
  expect(new Set(stems.flat()).size).toBe(families.length)
})

test('a name of C is found whole and by its parts', () => {
  expect(tokensOf('pthread_join')).toEqual(['pthread_join', 'pthread', 'join'])
})

test('initial consonants of syllables, by composition', () => {
  expect(initialsOf('프로세스 제어 A')).toBe('ㅍㄹㅅㅅ ㅈㅇ A')
  expect(initialsOf('까닭')).toBe('ㄲㄷ')
  expect(isInitials('ㅍㄹ ㅅㅅ')).toBe(true)
  expect(isInitials('ㅍ')).toBe(false)
  expect(isInitials('프ㄹ')).toBe(false)
  expect(letterOf('뮤텍스')).toBe('ㅁ')
  expect(letterOf('까닭')).toBe('ㄱ')
  expect(letterOf('mutex')).toBeNull()
})
