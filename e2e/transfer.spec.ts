/** The bank transfer: broken by hand, explained, mended, and shown to hold in every order. */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { loadItem } from '../lib/content/quiz'
import { simulator as en } from '../lib/i18n/en/simulator'
import { simulator as ko } from '../lib/i18n/ko/simulator'
import { messages } from '../lib/i18n/messages'
import type { ItemOf } from '../lib/quiz/item'
import { writeProgram } from './editor'
import { faultsOfItem, openItem, toItem } from './question'
import { tagsOf } from './width'

const LESSON = 'race-and-mutex'
const breaking = loadItem('race-condition.money-made') as ItemOf<'schedule'>
const mending = loadItem('mutual-exclusion.mend-transfer') as ItemOf<'mend'>

/** Exploring takes a moment, and longer where others wait for the same thread. */
const PATIENT = { timeout: 90_000 }

/** Lets one task go on, and waits until it has. */
async function choose(figure: Locator, act: () => Promise<void>): Promise<void> {
  const count = figure.locator('.sim-count b')
  const before = Number(await count.innerText())
  await act()
  await expect(count).toHaveText(String(before + 1), { timeout: 30_000 })
  await expect(figure).toHaveAttribute('data-busy', 'false')
}

/** Steers by the buttons, which are tapped or clicked, and by the number keys in turn. */
function steering(page: Page, figure: Locator, words: string, isMobile: boolean) {
  let turn = 0
  /** Lets a task go on so often, or, where no number is given, until it cannot any more. */
  return async (letter: string, times?: number) => {
    const button = figure.getByRole('button', { name: words.replace('{task}', letter) })
    await expect(figure.locator('.sim-choices')).toBeVisible({ timeout: 30_000 })
    for (let i = 0; i < (times ?? 40); i++) {
      if (times !== undefined) await expect(button).toBeVisible({ timeout: 30_000 })
      else if (!(await button.isVisible())) return
      await choose(figure, async () => {
        if (isMobile) await button.tap()
        else if (turn++ % 2 === 0) await button.click()
        else await page.keyboard.press(String(letter.charCodeAt(0) - 64))
      })
    }
  }
}

/** The step at which an order is said to be decided.
 *  @param words with `{n}` for the step and `{of}` for all */
async function stepOf(order: Locator, words: string): Promise<string> {
  const pattern = words.replace('{n}', '(?<n>\\d+)').replace('{of}', '\\d+')
  return new RegExp(pattern).exec(await order.innerText())?.groups?.n ?? ''
}

for (const locale of ['ko', 'en'] as const)
  test(`a transfer is broken by hand, understood, and mended, ${locale}`, { tag: tagsOf(locale) }, async ({
    browser,
    viewport,
    isMobile,
  }) => {
    test.setTimeout(400_000)
    const { quiz } = messages(locale)
    const simulator = locale === 'ko' ? ko : en
    const context = await browser.newContext({ bypassCSP: true, viewport, hasTouch: isMobile })
    const page = await context.newPage()
    const found: string[] = []

    // Money is made by hand: one reads before the other has written.
    await openItem(page, locale, LESSON, breaking.id)
    const figure = page.locator('.schedule-form .sim')
    await expect(figure).toBeVisible({ timeout: 30_000 })
    const goOn = steering(page, figure, simulator.chooseOne, isMobile)
    await goOn('A')
    // B begins and reads the savings, and so does C, which is through before B comes to the wallet. There are shorter ways to it.
    await goOn('B', 2)
    await goOn('C', 2)
    await goOn('B', 2)
    await goOn('C')
    await goOn('B')
    await goOn('A')
    await figure.getByRole('slider').press('End')
    await expect(figure.locator('.sim-output')).toContainText('savings = 90, wallet = 20', {
      timeout: 30_000,
    })
    found.push(...(await faultsOfItem(page, 'the order that was made')))
    await page.getByRole('button', { name: quiz.submit }).click()
    await expect(page.locator('.verdict-panel-right')).toBeVisible({ timeout: 30_000 })

    // The own order and the shortest one, each with the step that decides, where it is opened.
    const made = page.locator('.made-order')
    const turned = new RegExp(quiz.proofTurned.replace('{n}', '\\d+').replace('{of}', '\\d+'))
    await expect(made.first()).toContainText(turned, PATIENT)
    await expect(made).toHaveCount(2)
    await expect(made.first()).toContainText(quiz.ordersYours)
    const shortest = made.last()
    await expect(shortest).toContainText(
      quiz.proofSwitches.replace('{n|switch|switches}', 'switches').replace('{n}', '4'),
    )
    await expect(shortest.locator('.order-strip .turn')).toHaveCount(1)
    for (const order of [made.first(), shortest]) {
      const step = await stepOf(order, quiz.proofTurned)
      await order.getByRole('button', { name: quiz.watchTurn }).click()
      await expect(order.locator('.sim-count b')).toHaveText(step, { timeout: 30_000 })
      await expect(order.locator('.turn-note[data-here]')).toBeVisible()
      await expect(order.locator('.sim-strip .turn.now')).toHaveCount(1)
    }
    found.push(...(await faultsOfItem(page, 'both orders')))

    // Every order of the program as it is: the shortest ones that break it, and where they turned.
    await toItem(page, locale, LESSON, mending.id)
    await page.getByRole('button', { name: quiz.mendEdit }).click()
    await expect(page.locator('.mend .cm-content')).toContainText('savings', { timeout: 30_000 })
    await writeProgram(page, mending.program.source, '.mend')
    await page.getByRole('button', { name: quiz.submit }).click()
    const proof = page.locator('.mend-proof')
    const ends = proof.locator('.proof-outcomes li')
    await expect(ends).toHaveCount(4, PATIENT)
    await expect(proof).toContainText(`${quiz.proofOrders.split('{n}')[0]}16`)
    const broken = ends.filter({ hasText: 'savings = 90, wallet = 20' })
    await expect(broken.locator('small')).toHaveText(new RegExp(`4.* · ${turned.source}$`), PATIENT)
    const first = ends.filter({ has: page.locator('small') }).first()
    const step = await stepOf(first, quiz.proofTurned)
    await proof.getByRole('button', { name: quiz.watchBreak }).click()
    await expect(proof.locator('.sim-count b')).toHaveText(step, { timeout: 30_000 })
    await expect(proof.locator('.turn-note[data-here]')).toBeVisible()
    found.push(...(await faultsOfItem(page, 'what breaks it')))

    // Mended, it holds in every order.
    await page.getByRole('button', { name: quiz.again }).click()
    await writeProgram(page, mending.key.mended, '.mend')
    await page.getByRole('button', { name: quiz.submit }).click()
    await expect(page.locator('.verdict-panel-right')).toBeVisible(PATIENT)
    await expect(ends).toHaveCount(1)
    await expect(ends).toContainText('savings = 80, wallet = 20')
    found.push(...(await faultsOfItem(page, 'what holds')))
    expect(found).toEqual([])
    await context.close()
  })
