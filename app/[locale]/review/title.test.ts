import { expect, test } from 'vitest'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { conceptOf } from '@/lib/quiz/item'
import { titlesOf } from './title'

const all = catalog().lessons.flatMap(({ slug }) => itemsOf(slug).filter(({ kind }) => kind !== 'card'))

test.each(['ko', 'en'] as const)(
  'no two items of a review have the same name, whatever is due, %s',
  (locale) => {
    const titles = [...titlesOf([...all, ...cardItems()], locale).values()]
    expect(titles.filter((one, i) => titles.indexOf(one) !== i)).toEqual([])
    for (const title of titles) expect(title).not.toMatch(/[`]|: …$/)
  },
)

test('a question that is the only one about its concept is called by it', () => {
  const [one] = all
  const others = all.filter(({ id }) => conceptOf(id) !== conceptOf(one!.id))
  const alone = titlesOf([one!, ...others], 'en').get(one!.id)
  const second = all.find(({ id }) => id !== one!.id && conceptOf(id) === conceptOf(one!.id))
  expect(second).toBeDefined()
  expect(titlesOf([one!, second!], 'en').get(one!.id)).toMatch(new RegExp(`^${alone}: .+…$`))
})
