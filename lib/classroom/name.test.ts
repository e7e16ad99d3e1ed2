import { expect, test } from 'vitest'
import { MAX_NAME } from '@/lib/auth/name'
import { freeName, looksLike } from './name'

test('names that a reader takes for one are one, whatever script they are written in', () => {
  for (const name of ['Bae', 'bae', 'BAE', 'Вае', 'Ｂａｅ', 'Báe', 'B ae', 'B.ae', 'Βaе'])
    expect(looksLike(name), name).toBe(looksLike('Bae'))
  expect(looksLike('박 지호')).toBe(looksLike('박지호'.normalize('NFD')))
  expect(looksLike('Ian 01')).toBe(looksLike('lan O1'))
  // Greek capitals; the small ones look otherwise.
  expect(looksLike('Νina Ηan')).toBe(looksLike('Nina Han'))
})

test('names that are told apart stay apart', () => {
  const latin = ['Bae', 'Bea', 'Bae 2', '...', '!!!', '\u{1f642}']
  const other = ['박지호', '박지후', '박지호 2', '박지호 20261234', 'Иван', '김', 'कि', 'का', 'かな', 'がな']
  const names = [...latin, ...other]
  expect(new Set(names.map(looksLike)).size).toBe(names.length)
})

test('a name that is taken gets a number that nobody has, and stays one that can be shown', () => {
  expect(freeName('Bae', ['Kim'])).toBe('Bae')
  expect(freeName('Bae', ['Вае', 'bae 2'])).toBe('Bae 3')
  const long = '가'.repeat(MAX_NAME)
  const free = freeName(long, [long])
  expect(free).toBe(`${'가'.repeat(32)} 2`)
  expect([...free].length).toBeLessThanOrEqual(MAX_NAME)
})
