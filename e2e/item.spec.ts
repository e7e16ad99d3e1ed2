import { expect, type Locator, type Page, type Response, test } from '@playwright/test'
import { isEveryWay } from '../lib/cli/check/every-way'
import { catalog } from '../lib/content/catalog'
import { itemsOf } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import type { AnswerOf, Item, ItemKind, ItemOf } from '../lib/quiz/item'
import { rowOf } from '../lib/quiz/kind/table'
import { publicItem } from '../lib/quiz/publish'
import type { AnsweredItem } from '../lib/quiz/wire'
import { violations } from './axe'
import { choose, type Press } from './page'
import { formOf } from './question'

// A walk says where it stumbled, and a trace of it takes as long as the walk.
test.use({ trace: 'off' })

type Locale = 'ko' | 'en'
/** A schedule is steered by a figure, by clicks, taps and keys (transfer.spec.ts), a program mended in an editor and then explored
 *  (mend.spec.ts), a card rated on its own page (below). */
type FormKind = Exclude<ItemKind, 'schedule' | 'mend' | 'card'>
/** How one kind is answered by hand. */
type Hand<K extends FormKind> = {
  /** With a mouse or a finger; words are typed where the field was pressed. */
  readonly point: (
    press: Press,
    form: Locator,
    item: ItemOf<K>,
    answer: AnswerOf<K>,
    locale: Locale,
  ) => Promise<void>
  /** With keys alone. */
  readonly type: (
    page: Page,
    form: Locator,
    item: ItemOf<K>,
    answer: AnswerOf<K>,
    locale: Locale,
  ) => Promise<void>
}

/** Kinds whose answer is options. */
const OPTIONS = {
  point: (press: Press, form: Locator, item: OptionItem, answer: AnswerOf<OptionItem['kind']>) =>
    eachChosen(form, item, answer, (option) => choose(option, press)),
  type: (page: Page, form: Locator, item: OptionItem, answer: AnswerOf<OptionItem['kind']>) =>
    eachChosen(form, item, answer, async (option) => {
      await option.focus()
      await page.keyboard.press('Space')
      await expect(option).toBeChecked()
    }),
}
/** Kinds whose answer puts things into places. */
const slots = <K extends 'match' | 'label' | 'state-trace' | 'classify'>(
  thingsOf: (item: ItemOf<K>) => readonly { readonly id: string }[],
): Hand<K> => ({
  point: (press, form, item, { placed }) => place(press, form, thingsOf(item), placed),
  type: (page, form, item, { placed }) => placeByKeys(page, form, thingsOf(item), placed),
})

const HANDS: { readonly [K in FormKind]: Hand<K> } = {
  choice: OPTIONS,
  multi: OPTIONS,
  'possible-outputs': OPTIONS,
  predict: {
    point: (press, form, _item, { stdout }) => write(press, form.getByRole('textbox'), stdout),
    type: (_page, form, _item, { stdout }) => write(focus, form.getByRole('textbox'), stdout),
  },
  numeric: {
    async point(press, form, item, { typed, unit }, locale) {
      await write(press, form.getByRole('textbox'), typed)
      const label = item.units.find(({ id }) => id === unit)?.text[locale]
      if (label) await form.getByRole('combobox').selectOption({ label })
    },
    async type(page, form, item, { typed, unit }, locale) {
      await write(focus, form.getByRole('textbox'), typed)
      const label = item.units.find(({ id }) => id === unit)?.text[locale]
      if (!label) return
      await form.getByRole('combobox').focus()
      await page.keyboard.type(label)
    },
  },
  // Every page is made with the same seed.
  match: slots((item) => publicItem(item, 'en', 1).right),
  label: slots((item) => publicItem(item, 'en', 1).names),
  'state-trace': slots((item) => item.states),
  classify: slots((item) => item.groups),
  cloze: {
    point: (press, form, item, answer, locale) => fillBlanks(press, form, item, answer, locale),
    type: (_page, form, item, answer, locale) => fillBlanks(focus, form, item, answer, locale),
  },
  tree: {
    async point(press, form, item, answer) {
      for (const id of fromTheTop(item.root, answer.placed)) {
        await press(form.locator(`[data-process="${id}"]`))
        await press(form.locator(`[data-process="${answer.placed[id]}"]`))
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
    async point(press, form, _item, answer) {
      for (const id of answer.order) await press(form.locator(`.order-pool [data-piece="${id}"]`))
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
}

const click: Press = (target) => target.click()
const tap: Press = (target) => target.tap()
const focus: Press = (target) => target.focus()

/** Content's marks are drawn, not read. */
const said = (text: string) => text.replace(/`|\*\*/g, '')

type OptionItem = ItemOf<'choice' | 'multi' | 'possible-outputs'>

/** Options stand in the order of the seed, which is the same for every page. */
async function eachChosen(
  form: Locator,
  item: OptionItem,
  answer: AnswerOf<OptionItem['kind']>,
  act: (option: Locator) => Promise<void>,
): Promise<void> {
  const chosen = answer.kind === 'choice' ? [answer.option] : answer.options
  const role = answer.kind === 'choice' ? 'radio' : 'checkbox'
  for (const [i, { id }] of publicItem(item, 'en', 1).options.entries())
    if (chosen.includes(id)) await act(form.getByRole(role).nth(i))
}

/** Types into a field that was pressed, or that has the focus. */
async function write(press: Press, field: Locator, text: string): Promise<void> {
  await press(field)
  await expect(field).toBeFocused()
  await field.page().keyboard.insertText(text)
}

async function fillBlanks(
  press: Press,
  form: Locator,
  item: ItemOf<'cloze'>,
  answer: AnswerOf<'cloze'>,
  locale: Locale,
): Promise<void> {
  const name = (n: number) => messages(locale).quiz.clozeBlank.replace('{n}', String(n))
  for (const [i, { id }] of item.blanks.entries())
    await write(press, form.getByRole('textbox', { name: name(i + 1) }), answer.placed[id] ?? '')
}

/** A press on the place, and one on the thing. */
async function place(
  press: Press,
  form: Locator,
  things: readonly { readonly id: string }[],
  placed: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [at, put] of Object.entries(placed)) {
    await press(form.locator(`[data-place="${at}"]`))
    const thing = things.findIndex(({ id }) => id === put)
    await press(form.locator('.thing, button.group-title').nth(thing))
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
    // Right in Korean with a finger, where there is one, wrong in English with the keys.
    for (const [locale, answer] of isEveryWay() ? ways : ways.slice(isMobile ? 0 : 1, isMobile ? 1 : 2)) {
      const words = messages(locale).quiz
      const context = await browser.newContext({ bypassCSP: true, viewport, hasTouch: isMobile })
      const page = await context.newPage()
      const form = await openItem(page, item, locale)
      const given = answer as AnswerOf<FormKind>
      const asked = item as ItemOf<FormKind>
      if (locale === 'en') await hand.type(page, form, asked, given, locale)
      else await hand.point(isMobile ? tap : click, form, asked, given, locale)
      found.push(...(await judge(page, `${item.kind} before the answer`)))

      // What was not sent yet is there again after the page was loaded again.
      const again = await openItem(page, item, locale)
      await expect(again.getByRole('button', { name: words.submit })).toBeVisible()
      const response = await sent(page, words.submit)
      expect(sorted(response.answer)).toEqual(sorted(given))
      expect(response.earned === response.total).toBe(locale === 'ko')
      const verdict = response.earned === response.total ? 'right' : response.earned > 0 ? 'part' : 'wrong'
      await expect(page.locator(`.verdict-panel-${verdict} .verdict-title`)).toBeVisible()
      found.push(...(await judge(page, `${item.kind} after the answer`)))
      await context.close()
    }
    expect(found).toEqual([])
  })

test('a question of each kind is answered with the mouse alone', async ({ page }) => {
  for (const item of oneOfEach()) {
    const answer = rowOf<ItemKind>(item.kind).right(item) as AnswerOf<FormKind>
    const hand = HANDS[item.kind as FormKind] as unknown as Hand<FormKind>
    const form = await openItem(page, item, 'en')
    await hand.point(click, form, item as ItemOf<FormKind>, answer, 'en')
    expect(sorted((await sent(page, messages('en').quiz.submit)).answer), item.kind).toEqual(sorted(answer))
  }
})

for (const way of ['mouse', 'touch', 'keys'] as const)
  test(`an interview card is answered and rated: ${way}`, async ({ browser }) => {
    const context = await browser.newContext({ bypassCSP: true, hasTouch: way === 'touch' })
    const page = await context.newPage()
    const words = messages('en').interview
    const press: Press = {
      mouse: click,
      touch: tap,
      keys: async (target: Locator) => {
        await target.focus()
        await page.keyboard.press('Enter')
      },
    }[way]
    await page.goto('/en/interview/process-vs-thread')
    await write(way === 'keys' ? focus : press, page.locator('.card-typed textarea'), 'memory of its own')
    await press(page.getByRole('button', { name: words.reveal }))
    // Reading goes on where the answer begins.
    await expect(page.locator('.card-part').first()).toBeFocused()
    const stored = page.waitForResponse(isAnswer)
    await press(page.locator('.rating-levels').getByRole('button').nth(2))
    expect((await (await stored).json()).response.answer).toEqual({ kind: 'card', rating: 3 })
    await context.close()
  })

/** Whether something that came back is what an answer was sent to. */
function isAnswer(response: Response): boolean {
  return response.url().endsWith('/api/responses') && response.request().method() === 'POST'
}

/** Sends the answer of the form that is open, and waits until it is stored. */
async function sent(
  page: Page,
  submit: string,
): Promise<AnsweredItem & { readonly answer: AnswerOf<FormKind> }> {
  const stored = page.waitForResponse(isAnswer)
  await page.locator('.item form').getByRole('button', { name: submit }).click()
  const { ok, response } = await (await stored).json()
  expect(ok).toBe(true)
  return response
}

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
  // What the server drew is for nobody's hand, and gives way when it is near.
  return formOf(form)
}
