import { expect, test } from '@playwright/test'
import { simulator as enSimulator } from '../lib/i18n/en/simulator'
import { simulator as koSimulator } from '../lib/i18n/ko/simulator'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { choose, LOCALES, open, takenOver, visits, windowOf } from './page'
import { school } from './school'
import { tagsOf } from './width'

// A walk says where it stumbled, and a trace of it takes as long as the walk.
test.use({ trace: 'off' })

for (const locale of LOCALES) {
  test(`axe finds nothing on pages in use, in either theme: a run, a hint, an answer, menus, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport, isMobile }) => {
    test.setTimeout(420_000)
    const m = messages(locale)
    const words = locale === 'ko' ? koSimulator : enSimulator
    const context = await browser.newContext({ bypassCSP: true, viewport })
    const page = await context.newPage()
    const found: string[] = []
    await page.goto(`/${locale}/learn/threads`)
    const figure = page.locator('.sim').first()
    for (let i = 0; i < 4; i++) await figure.getByRole('button', { name: words.forward }).click()
    await expect(figure.locator('.sim-count b')).not.toHaveText('0', { timeout: 30_000 })
    await expect(figure).toHaveAttribute('data-busy', 'false')
    const item = page.locator('.item').first()
    await item.getByRole('button', { name: m.quiz.hint, exact: true }).click()
    await expect(item.locator('.item-hint p')).toBeVisible()
    found.push(...(await violations(page, 'a run and a hint')))
    await choose(item.getByRole('radio').first())
    await item.getByRole('button', { name: m.quiz.submit }).click()
    await expect(page.locator('.item-answered')).toBeVisible()
    await figure.getByRole('button', { name: words.asText }).click()
    found.push(...(await violations(page, 'an answer and a run as text')))

    await page.goto(`/${locale}/interview`)
    const menu = page.locator('.header-menu')
    if (isMobile) await menu.locator('summary').click()
    found.push(...(await violations(page, 'a menu')))
    // The menu lies over the first card: who wants the card taps beside the menu first.
    await page.mouse.click(5, 800)
    await expect(menu).not.toHaveAttribute('open')
    await page.locator('.card-list a').first().click()
    await page.waitForURL('**/interview/*')
    // Nothing of the answer is there before there is one.
    await expect(page.locator('.model, .proof, .chain')).toHaveCount(0)
    await page.getByLabel(m.interview.write).fill('PCB')
    await page.getByRole('button', { name: m.interview.reveal }).click()
    await expect(page.locator('.model')).toBeVisible()
    for (const fold of await page.locator('main summary').all())
      if (await fold.isVisible()) await fold.click()
    found.push(...(await violations(page, 'a card with everything open')))

    await page.goto(`/${locale}/sign-in`)
    await page.getByRole('button', { name: m.account.signIn, exact: true }).click()
    await expect(page.locator('.field-error').first()).toBeVisible()
    found.push(...(await violations(page, 'a refusal')))
    await context.close()
    expect(found).toEqual([])
  })

  test(`axe finds nothing in any dialog, in either theme, ${locale}`, { tag: tagsOf(locale) }, async ({
    browser,
    viewport,
  }) => {
    test.setTimeout(420_000)
    const found: string[] = []
    const opened: string[] = []
    for (const who of ['learner', 'teacher'] as const) {
      const context = await windowOf(browser, school(), who, { viewport, bypassCSP: true })
      const page = await context.newPage()
      const own = visits(locale, school()).filter(
        ({ as, route }) => as === who && /account|classes/.test(route),
      )
      for (const visit of own) {
        await open(page, visit)
        const dialogs = page.locator('dialog')
        for (let i = 0; i < (await dialogs.count()); i++) {
          const dialog = dialogs.nth(i)
          await dialog.locator('xpath=preceding-sibling::button[1]').click()
          await expect(dialog).toBeVisible()
          const name = await dialog.locator('h2').innerText()
          found.push(...(await violations(page, `${visit.path} as ${who}, dialog ${name}`, 'dialog[open]')))
          opened.push(name)
          await page.keyboard.press('Escape')
          await expect(dialog).toBeHidden()
        }
      }
      await context.close()
    }
    const { account, classes } = messages(locale)
    const names = [account.signOut, account.signOutEverywhere, account.deleteTitle, classes.leave]
    for (const name of [...names, classes.newCode, classes.remove, classes.deleteClass])
      expect(opened).toContain(name)
    expect(found).toEqual([])
  })
}

test('axe would find what is wrong, also where only the dark theme has it', async ({ browser }) => {
  const context = await browser.newContext({ bypassCSP: true })
  const page = await context.newPage()
  const told = async (css: string) => {
    await page.goto('/en/sign-in')
    // What is planted before React has taken the page over would be thrown out again.
    await takenOver(page, 'main')
    const style = await page.addStyleTag({ content: `main p { outline: 0 } ${css}` })
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('img')))
    const found = await violations(page, 'planted')
    await style.evaluate((element) => (element as Element).remove())
    return found.map((line) => line.replace(/ at .*/, ''))
  }
  const faint = 'main p, main label { color: color-mix(in srgb, currentColor 20%, transparent) }'
  const hidden = 'main > img { display: none }'
  const dark = '@media (prefers-color-scheme: dark)'
  expect(await told(hidden)).toEqual([])
  expect(await told(`${hidden} ${faint}`)).toEqual(
    ['light', 'dark'].map((theme) => `planted, ${theme}: color-contrast`),
  )
  expect(await told(`${hidden} ${dark} { ${faint} }`)).toEqual(['planted, dark: color-contrast'])
  // A picture without words, which only the dark theme shows.
  expect(await told(`${hidden} ${dark} { main > img { display: block } }`)).toEqual([
    'planted, dark: image-alt',
  ])
  await context.close()
})
