import { expect, test } from 'vitest'
import { markTerms } from './key-term'

const terms = (...names: string[][]) => names.map((all, i) => ({ id: `${i}`, names: all }))

test('the first mention of a term is emphasized, with its plural and before any ending', () => {
  expect(markTerms('Threads share a heap; a thread has a stack.', 'en', terms(['thread'], ['stack']))).toBe(
    '**Threads** share a heap; a thread has a **stack**.',
  )
  expect(
    markTerms('스택은 스레드마다 따로이고 스택에 지역 변수가 있다', 'ko', terms(['스택'], ['스레드'])),
  ).toBe('**스택**은 **스레드**마다 따로이고 스택에 지역 변수가 있다')
})

test('of two terms that overlap the longer one is meant, and a part of a word is no term', () => {
  expect(markTerms('a process control block', 'en', terms(['process'], ['process control block']))).toBe(
    'a **process control block**',
  )
  expect(markTerms('멀티스레드와 single-threaded', 'ko', terms(['스레드']))).toBe(
    '멀티스레드와 single-threaded',
  )
  expect(markTerms('multithread, thread-safe', 'en', terms(['thread']))).toBe('multithread, thread-safe')
})

test('code and what is emphasized already stays as it is', () => {
  const text = '`fork` makes a **process**; a process ends'
  expect(markTerms(text, 'en', terms(['fork']))).toBe(text)
  expect(markTerms(text, 'en', terms(['process']))).toBe('`fork` makes a **process**; a **process** ends')
})

test('the glossary’s own names are found, with and without the short form in brackets', () => {
  expect(markTerms('프로세스 제어 블록(PCB)을 저장하고', 'ko')).toBe('**프로세스 제어 블록(PCB)**을 저장하고')
  expect(markTerms('the PC is a register', 'en')).toBe('the **PC** is a **register**')
})
