import { expect, test } from 'vitest'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import type { ItemKind } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { partsOf } from '@/lib/quiz/parts'
import { publicItem } from '@/lib/quiz/publish'
import { rightParts, wordsOfPart } from './part-words'

const items = catalog().lessons.flatMap(({ slug }) => itemsOf(slug))

test('of every item of the course each part of the right answer is told in words, none by an id that nobody sees', () => {
  const bare = items.flatMap((item) => {
    const shown = publicItem(item, 'en', 1)
    const ids =
      'options' in item
        ? item.options.map(({ id }) => id)
        : 'pieces' in item
          ? item.pieces.map(({ id }) => id)
          : []
    const texts = JSON.stringify(shown)
    return partsOf(rowOf<ItemKind>(item.kind).right(item))
      .map((part) => ({ part, words: wordsOfPart(shown, part) }))
      .filter(({ words }) =>
        ids.some((id) => words.split(/ → | · /).includes(id) && !texts.includes(`"text":"${id}"`)),
      )
      .map(({ part, words }) => `${item.id} ${part}: ${words}`)
  })
  expect(bare).toEqual([])
})

test('what is right is marked only where one answer is', () => {
  const kinds = new Map(items.map((item) => [item.kind, rightParts(item) !== null]))
  for (const kind of ['choice', 'multi', 'predict'] as const) expect(kinds.get(kind), kind).toBe(true)
  for (const kind of ['schedule', 'cloze', 'numeric', 'order'] as const)
    expect(kinds.get(kind) ?? false, kind).toBe(false)
})
