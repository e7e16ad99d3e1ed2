import { expect, test } from 'vitest'
import type { Kin, Workshop } from '../build'
import type { ItemOf, Placed } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { tree } from './tree'

const both = (text: string) => ({ ko: text, en: text })
/** a made b and c, b made d. */
const item: ItemOf<'tree'> = {
  id: 'fork.tree',
  section: 'fork',
  lesson: 'fork',
  kind: 'tree',
  stem: both('Who made whom?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 3, partial: 'per-part' },
  program: { file: 'tree.c', source: 'shown source', config: {} },
  root: 'a',
  processes: ['a', 'b', 'c', 'd'].map((id) => ({ id, text: both(`text ${id}`) })),
  key: { placed: { b: 'a', c: 'a', d: 'b' } },
  slips: [
    {
      at: 'd',
      put: 'a',
      misconception: { id: 'fork#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
}
/** The parents of b, c and d, in a word: `aab` is right. */
const put = (word: string) => ({
  kind: 'tree' as const,
  placed: Object.fromEntries([...word].map((parent, i) => ['bcd'[i], parent])) as Placed,
})
const earned = (word: string) => {
  const grade = score(item, put(word), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('nothing placed, or not everything, is no answer yet', () => {
  expect(['', 'a', 'aa'].map((word) => validate(item, put(word)))).toEqual(Array(3).fill('unanswered'))
})

test('who is not there, who is its own parent and a ring are ill-formed, and so is a parent of the first process', () => {
  expect(['aaz', 'bab', 'aad', 'dab', 'cba'].map((word) => validate(item, put(word)))).toEqual(
    Array(5).fill('ill-formed'),
  )
  expect(validate(item, { kind: 'tree', placed: { ...put('aab').placed, a: 'b' } })).toBe('ill-formed')
})

test('each process below its own parent earns its share', () => {
  expect(['aab', 'aaa', 'aba', 'abb', 'cad'].map(earned)).toEqual([3, 2, 1, 2, 'invalid'])
  expect(earned('caa')).toBe(1)
})

test('a foreseen parent names its misconception, another wrong one does not', () => {
  const told = (word: string) => {
    const grade = score(item, put(word), null)
    if (grade.state !== 'scored') throw new Error(grade.state)
    return feedbackOf(item, grade, 'en').chosen.filter(({ correct }) => !correct)
  }
  expect(told('aaa')).toMatchObject([{ option: 'd', misconception: { id: 'fork#1' } }])
  expect(told('aac')).toMatchObject([{ option: 'd', misconception: null }])
})

test('a browser is told the processes in an order of the seed and which is the first, and no more', () => {
  const seen = publicItem(item, 'en', 1)
  expect(Object.keys(seen).sort()).toEqual([
    ...['hasHint', 'hash', 'id', 'kind', 'lesson', 'locale', 'points', 'processes', 'program', 'root'],
    ...['section', 'seed', 'stem'],
  ])
  expect(seen.processes.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(JSON.stringify(seen)).not.toContain('secret')
})

test('right is right, wrong is wrong and a tree all the same, and both are read parent first', () => {
  expect(validate(item, tree.right(item))).toBeNull()
  expect(earned('aab')).toBe(3)
  for (const slips of [item.slips, []])
    for (const roll of [0, 0.3, 0.6, 0.99]) {
      const wrong = tree.wrong({ ...item, slips }, () => roll)!
      expect(validate(item, wrong)).toBeNull()
      expect(score(item, wrong, null)).not.toMatchObject({ earned: 3 })
    }
  expect(tree.read(publicItem(item, 'en', 1), put('aab'))).toEqual([
    'text a → text b',
    'text a → text c',
    'text b → text d',
  ])
  expect(tree.chance(item)).toBeCloseTo(1 / 3)
})

const kinOf = (...rows: [pid: number, parent: number | null, printed: string][]): Kin[] =>
  rows.map(([pid, parent, printed]) => ({ pid, parent, printed }))

/** Builds an item whose runs give these families, the last one again and again. */
function build(families: Kin[][], slip: { at: string; put?: string }) {
  const said: string[] = []
  let nth = 0
  const shop = {
    id: 'fork.tree',
    replayer: { kin: () => families[Math.min(nth++, families.length - 1)] },
    complain: (_path: readonly PropertyKey[], message: string) => void said.push(message),
    program: () => item.program,
    remedy: () => ({ misconception: null, feedback: null, scene: null }),
  } as unknown as Workshop
  const written = { program: { file: 'tree.c', cores: 1, policy: 'rr' as const, seed: 0 }, slips: [slip] }
  return { built: tree.file!.build(shop, written as never), said }
}

test('what runs give is the key, whoever prints first; what is no sure tree is refused', () => {
  const family = kinOf([1, null, 'one\n'], [2, 1, 'two\n'], [3, 2, 'three\n'])
  const otherOrder = kinOf([1, null, 'one\n'], [3, 2, 'three\n'], [2, 1, 'two\n'])
  const { built, said } = build([family, otherOrder], { at: 'three', put: 'one' })
  expect(said).toEqual([])
  const idOf = (name: string) => built.processes.find(({ text }) => text.en === `\`${name}\``)?.id ?? ''
  expect(built.root).toBe(idOf('one'))
  expect(built.key.placed).toEqual({ [idOf('two')]: idOf('one'), [idOf('three')]: idOf('two') })

  const moved = kinOf([1, null, 'one\n'], [2, 1, 'two\n'], [3, 1, 'three\n'])
  expect(build([family, moved], { at: 'three', put: 'one' }).said[0]).toContain('depends on the order')
  const alike = kinOf([1, null, 'one\n'], [2, 1, 'two\n'], [3, 1, 'two\n'])
  expect(build([alike], { at: 'two', put: 'two' }).said[0]).toContain('no two the same')
  expect(build([family.slice(0, 2)], { at: 'two', put: 'one' }).said[0]).toContain('3 to 8')
  expect(build([family], { at: 'two', put: 'three' }).said).toEqual([
    'a process is not below itself, and its parent is one of them',
  ])
  expect(build([family], { at: 'three', put: 'two' }).said).toEqual(['this is where it belongs'])
})
