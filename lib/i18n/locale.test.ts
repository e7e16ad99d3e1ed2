import { expect, test } from 'vitest'
import { negotiateLocale, swapLocale } from './locale'

test('the same page in the other language keeps its path', () => {
  expect(swapLocale('/ko/learn/threads', 'en')).toBe('/en/learn/threads')
  expect(swapLocale('/en', 'ko')).toBe('/ko')
  expect(swapLocale('/', 'en')).toBe('/en')
  expect(swapLocale('/learn', 'ko')).toBe('/ko/learn')
})

test("a reader's own choice comes before what the browser asks for", () => {
  expect(negotiateLocale('ko', 'en')).toBe('ko')
  expect(negotiateLocale('fr', 'en')).toBe('en')
})

test('the first language that we have is taken, by weight and not by place', () => {
  expect(negotiateLocale(undefined, 'en-GB;q=0.5, ko-KR;q=0.9')).toBe('ko')
  expect(negotiateLocale(undefined, 'de, en;q=0.8, ko;q=0.7')).toBe('en')
  expect(negotiateLocale(undefined, 'en;q=0, ko;q=0.1')).toBe('ko')
})

test('whoever asks for nothing we have gets Korean', () => {
  expect(negotiateLocale(undefined, null)).toBe('ko')
  expect(negotiateLocale(undefined, 'de, fr;q=0.9')).toBe('ko')
  expect(negotiateLocale(undefined, ';;q=,=')).toBe('ko')
})
