import type { Page } from '@playwright/test'

/** Lays out what a page leaves out while it is far from the window: what is judged or photographed then is all of it, and
 *  what is too wide is not cut off. It holds until the page is left. */
export async function layOutAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { content-visibility: visible !important }')
    document.adoptedStyleSheets = [sheet]
  })
}
