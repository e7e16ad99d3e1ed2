import { expect, test } from 'vitest'
import { MAX_NAME } from '@/lib/auth/name'
import { messages } from './messages'

type Leaf = { path: string; ko: unknown; en: unknown }

/** Messages that are the same in both languages: names. */
const NAMES = new Set(['shell.product'])

const leaves = leavesOf(messages('ko'), messages('en'))

test('a Korean message has Korean in it, and an English one has none', () => {
  const wrong = leaves
    .filter(({ path }) => !NAMES.has(path))
    .filter(({ ko, en }) => typeof ko === 'string' && typeof en === 'string')
    .filter(({ ko, en }) => (hasWords(ko) && !/[가-힣]/.test(String(ko))) || /[가-힣]/.test(String(en)))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('both languages fill in the same values', () => {
  const wrong = leaves.filter(({ ko, en }) => holesOf(ko) !== holesOf(en))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('a message that is made from values uses all of them', () => {
  const wrong = leaves.filter(({ ko, en }) => [ko, en].some((message) => !usesItsValues(message)))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('what is said about a name is the limit that there is', () => {
  for (const locale of ['ko', 'en'] as const)
    for (const area of ['account', 'classes'] as const)
      expect(messages(locale)[area].errors['name-ill-formed']).toMatch(new RegExp(`\\b${MAX_NAME}\\D`))
})

test('a figure calls the reaping of a child by the glossary’s word', () => {
  const other = leaves.filter(
    ({ path, ko }) => path.startsWith('simulator.') && /거[두둔둠뒀]/.test(String(ko)),
  )
  expect(other.map(({ path }) => path)).toEqual([])
})

/** Beyond what is filled in: `{n} / {total}` needs no language. */
function hasWords(message: unknown): boolean {
  return /\p{L}/u.test(String(message).replace(/\{\w+(?:\|[^}]*)?\}/g, ''))
}

function holesOf(message: unknown): string {
  return [...String(typeof message === 'string' ? message : '').matchAll(/\{(\w+)\}/g)]
    .map((hole) => hole[1])
    .sort()
    .join(' ')
}

function usesItsValues(message: unknown): boolean {
  if (typeof message !== 'function') return true
  const values = Array.from({ length: message.length }, (_, i) => 7001 + i)
  const text = String(message(...values))
  return values.every((value) => text.includes(String(value)))
}

function leavesOf(ko: object, en: object, prefix = ''): Leaf[] {
  return Object.entries(en).flatMap(([name, english]) => {
    const path = prefix + name
    const korean: unknown = Reflect.get(ko, name)
    const isTree = typeof english === 'object' && english !== null
    return isTree && typeof korean === 'object' && korean !== null
      ? leavesOf(korean, english, `${path}.`)
      : [{ path, ko: korean, en: english }]
  })
}
