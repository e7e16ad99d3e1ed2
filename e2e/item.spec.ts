import { expect, type Locator, type Page, test } from '@playwright/test'
import { isEveryWay } from '../lib/cli/check/every-way'
import { catalog } from '../lib/content/catalog'
import { itemsOf } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import type { AnswerOf, Item, ItemKind, ItemOf } from '../lib/quiz/item'
import { rowOf } from '../lib/quiz/kind/table'
import { publicItem } from '../lib/quiz/publish'
import { violations } from './axe'
import { choose } from './page'

// A walk says where it stumbled, and a trace of it takes as long as the walk.
test.use({ trace: 'off' })

type Locale = 'ko' | 'en'
/** A schedule is steered by a figure, by clicks, taps and keys (transfer.spec.ts), a program mended and then explored
 *  (mend.spec.ts), a card rated on its own page. */
type FormKind = Exclude<ItemKind, 'schedule' | 'mend' | 'card'>
/** How one kind is answered by hand: with a mouse or a finger, and with keys where that differs. */
type Hand<K extends FormKind> = {
  readonly press: (form: Locator, item: ItemOf<K>, answer: AnswerOf<K>, locale: Locale) => Promise<void>
  readonly type?: (page: Page, form: Locator, item: ItemOf<K>, answer: AnswerOf<K>) => Promise<void>
}

const HANDS: { readonly [K in FormKind]: Hand<K> } = {
  choice: {
    press: (form, item, answer) => check(form, item, 'radio', [answer.option]),
  },
  multi: {
    press: (form, item, answer) => check(form, item, 'checkbox', answer.options),
  },
  'possible-outputs': {
    press: (form, item, answer) => check(form, item, 'checkbox', answer.options),
  },
  predict: { press: (form, _item, answer) => form.getByRole('textbox').fill(answer.stdout) },
  numeric: {
    async press(form, item, { typed, unit }, locale) {
      await form.getByRole('textbox').fill(typed)
      const label = item.units.find(({ id }) => id === unit)?.text[locale]
      if (label) await form.getByRole('combobox').selectOption({ label })
    },
  },
  match: {
    // Every page is made with the same seed.
    press: (form, item, answer) => place(form, publicItem(item, 'en', 1).right, answer.placed),
    type: (page, form, item, answer) =>
      placeByKeys(page, form, publicItem(item, 'en', 1).right, answer.placed),
  },
  label: {
    press: (form, item, answer) => place(form, publicItem(item, 'en', 1).names, answer.placed),
    type: (page, form, item, answer) =>
      placeByKeys(page, form, publicItem(item, 'en', 1).names, answer.placed),
  },
  cloze: {
    async press(form, item, answer, locale) {
      const name = (n: number) => messages(locale).quiz.clozeBlank.replace('{n}', String(n))
      for (const [i, { id }] of item.blanks.entries())
        await form.getByRole('textbox', { name: name(i + 1) }).fill(answer.placed[id] ?? '')
    },
  },
  'state-trace': {
    press: (form, item, answer) => place(form, item.states, answer.placed),
    type: (page, form, item, answer) => placeByKeys(page, form, item.states, answer.placed),
  },
  tree: {
    async press(form, item, answer) {
      for (const id of fromTheTop(item.root, answer.placed)) {
        await form.locator(`[data-process="${id}"]`).click()
        await form.locator(`[data-process="${answer.placed[id]}"]`).click()
      }
    },
    /** The last one is put in the wrong place first, where there is one, and then moved. */
    async type(page, form, item, answer) {
      const press = async (id: string) => {
        await form.locator(`[data-process="${id}"]`).focus()
        await page.keyboard.press('Enter')
      }
      const ids = fromTheTop(item.root, answer.placed)
      for (const id of ids) {
        await press(id)
        await press(id === ids.at(-1) ? item.root : (answer.placed[id] ?? ''))
      }
      const last = ids.at(-1) ?? ''
      await expect(form.locator(`[data-process="${last}"]`)).toBeFocused()
      await page.keyboard.press('Delete')
      await press(last)
      await press(answer.placed[last] ?? '')
    },
  },
  order: {
    async press(form, _item, answer) {
      for (const id of answer.order) await form.locator(`.order-pool [data-piece="${id}"]`).click()
    },
    /** The last two come in the wrong order, and are put right. */
    async type(page, form, _item, answer) {
      const ids = [...answer.order.slice(0, -2), ...answer.order.slice(-2).reverse()]
      for (const id of ids) {
        await form.locator(`.order-pool [data-piece="${id}"]`).focus()
        await page.keyboard.press('Enter')
      }
      await expect(form.locator(`.order-list [data-piece="${ids.at(-1)}"]`)).toBeFocused()
      await page.keyboard.press('Alt+ArrowUp')
    },
  },
  classify: {
    press: (form, item, answer) => place(form, item.groups, answer.placed),
    type: (page, form, item, answer) => placeByKeys(page, form, item.groups, answer.placed),
  },
}

/** Content's marks are drawn, not read. */
const said = (text: string) => text.replace(/`|\*\*/g, '')

/** Options stand in the order of the seed, which is the same for every page. */
async function check(
  form: Locator,
  item: ItemOf<'choice' | 'multi' | 'possible-outputs'>,
  role: 'radio' | 'checkbox',
  chosen: readonly string[],
): Promise<void> {
  for (const [i, { id }] of publicItem(item, 'en', 1).options.entries())
    if (chosen.includes(id)) await choose(form.getByRole(role).nth(i))
}

/** A press on the place, and one on the thing. */
async function place(
  form: Locator,
  things: readonly { readonly id: string }[],
  placed: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [at, put] of Object.entries(placed)) {
    await form.locator(`[data-place="${at}"]`).click()
    await form
      .locator('.thing, button.group-title')
      .nth(things.findIndex(({ id }) => id === put))
      .click()
  }
}

/** Everybody below the root, parents first. */
function fromTheTop(root: string, placed: Readonly<Record<string, string>>): string[] {
  const children = Object.keys(placed).filter((id) => placed[id] === root)
  return children.flatMap((id) => [id, ...fromTheTop(id, placed)])
}

/** Each digit fills the place that has the focus and leads to the next empty one. */
async function placeByKeys(
  page: Page,
  form: Locator,
  things: readonly { readonly id: string }[],
  placed: Readonly<Record<string, string>>,
): Promise<void> {
  await form.locator('[data-place][tabindex="0"]').focus()
  for (let i = 0; i < Object.keys(placed).length; i++) {
    const at = (await page.locator(':focus').getAttribute('data-place')) ?? ''
    await page.keyboard.press(String(things.findIndex(({ id }) => id === placed[at]) + 1))
  }
}

/** Several options are chosen in no order. */
function sorted(answer: AnswerOf<FormKind>): AnswerOf<FormKind> {
  return 'options' in answer ? { ...answer, options: answer.options.toSorted() } : answer
}

/** The first item of each kind of the whole course. */
function oneOfEach(): Item[] {
  const items = catalog().lessons.flatMap(({ slug }) => itemsOf(slug))
  return (Object.keys(HANDS) as FormKind[]).map((kind) => {
    const item = items.find((one) => one.kind === kind)
    if (!item) throw new Error(`no lesson has an item of the kind ${kind}`)
    return item
  })
}

for (const item of oneOfEach())
  test(`a question of the kind ${item.kind} is answered: the draft is kept, the verdict is the score's, axe finds nothing`, {
    tag: '@narrow',
  }, async ({ browser, viewport, isMobile }) => {
    test.setTimeout(240_000)
    const row = rowOf<ItemKind>(item.kind)
    const hand = HANDS[item.kind as FormKind] as unknown as Hand<FormKind>
    const found: string[] = []
    const ways = [
      ['ko', row.right(item)],
      ['en', row.wrong(item, () => 0)],
    ] as const
    // Right in Korean with a finger, wrong in English with the keys.
    for (const [locale, answer] of isEveryWay() ? ways : ways.slice(isMobile ? 0 : 1, isMobile ? 1 : 2)) {
      const words = messages(locale).quiz
      const context = await browser.newContext({ bypassCSP: true, viewport, hasTouch: isMobile })
      const page = await context.newPage()
      const form = await openItem(page, item, locale)
      const given = answer as AnswerOf<FormKind>
      if (hand.type && locale === 'en') await hand.type(page, form, item as ItemOf<FormKind>, given)
      else await hand.press(form, item as ItemOf<FormKind>, given, locale)
      found.push(...(await judge(page, `${item.kind} before the answer`)))

      // What was not sent yet is there again after the page was loaded again.
      const again = await openItem(page, item, locale)
      const stored = page.waitForResponse(
        (r) => r.url().endsWith('/api/responses') && r.request().method() === 'POST',
      )
      await again.getByRole('button', { name: words.submit }).click()
      const { ok, response } = await (await stored).json()
      expect(ok).toBe(true)
      expect(sorted(response.answer)).toEqual(sorted(given))
      expect(response.earned === response.total).toBe(locale === 'ko')
      const verdict = response.earned === response.total ? 'right' : response.earned > 0 ? 'part' : 'wrong'
      await expect(page.locator(`.verdict-panel-${verdict} .verdict-title`)).toBeVisible()
      found.push(...(await judge(page, `${item.kind} after the answer`)))
      await context.close()
    }
    expect(found).toEqual([])
  })

/** What axe says of the quiz where the bar at the top of the window lies over nothing of it. */
async function judge(page: Page, where: string): Promise<string[]> {
  await page.locator('.quiz-bar').evaluate((bar) => bar.scrollIntoView({ block: 'center' }))
  return violations(page, where, '.quiz')
}

test('what is not whole is not sent, and the form says how much is left', async ({ page }) => {
  const item = oneOfEach().find((one) => one.kind === 'classify')!
  const words = messages('en').quiz
  const form = await openItem(page, item, 'en')
  await form.getByRole('button', { name: words.submit }).click()
  await expect(form.locator('.field-error')).toHaveText(words.unanswered)
  await form.locator('[data-place][tabindex="0"]').focus()
  await page.keyboard.press('1')
  await form.getByRole('button', { name: words.submit }).click()
  const left = item.kind === 'classify' ? item.pieces.length - 1 : 0
  await expect(form.locator('.field-error')).toHaveText(words.partsLeft.replace('{n}', String(left)))
  await expect(page.locator('.item-answered')).toHaveCount(0)
})

/** The form of an item on its lesson's page. */
async function openItem(page: Page, item: Item, locale: Locale): Promise<Locator> {
  await page.goto(`/${locale}/learn/${item.lesson}`)
  const words = messages(locale).quiz
  const at = itemsOf(item.lesson).findIndex(({ id }) => id === item.id)
  const name = new RegExp(`^${words.number.replace('{n}', String(at + 1))}(,|$)`)
  await page.getByRole('button', { name }).click()
  const form = page.locator('.item form')
  await expect(page.locator('.item-stem')).toContainText(said(item.stem[locale]).slice(0, 12))
  await expect(form.locator('.options, .slots, .field').first()).toBeVisible()
  // What the server drew of a rarer form hears nobody.
  await expect(form.locator('.form-drawn')).toHaveCount(0)
  return form
}
