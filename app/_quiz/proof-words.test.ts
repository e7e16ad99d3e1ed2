import { expect, test } from 'vitest'
import { messages } from '@/lib/i18n/messages'
import { requirementWords } from './proof-words'

// What is started is counted whatever it is: a thread or a process (lib/engine/explore/crew.ts). So it is asked for.

test('how many are to be started is said of threads and of processes', () => {
  const said = (locale: 'ko' | 'en', n: number) =>
    requirementWords({ what: 'start', n }, messages(locale).quiz)
  expect(said('ko', 2)).toBe('스레드나 프로세스를 2개 만듭니다.')
  expect(said('en', 2)).toBe('start 2 threads or processes')
  expect(said('en', 1)).toBe('start 1 thread or process')
})

test('output of several lines shows where each ends, but for the last', () => {
  const words = requirementWords({ what: 'print', text: 'one\ntwo\n' }, messages('en').quiz)
  expect(words).toBe('print `one↵two`')
})

test('no word about a mended program is of threads alone, but those about joining', () => {
  for (const [locale, thread, process] of [
    ['ko', /스레드/, /프로세스/],
    ['en', /\bthreads?\b/, /\bprocess(es)?\b/],
  ] as const) {
    const { quiz } = messages(locale)
    const words = Object.entries(quiz).filter(([name]) => /^(must|fault|bound|proof)(?!Together)/.test(name))
    const alone = words.filter(([, text]) => thread.test(text) && !process.test(text))
    expect(alone.map(([name]) => name)).toEqual([])
  }
})
