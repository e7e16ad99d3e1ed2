import type { Page } from '@playwright/test'
import { messages } from '../lib/i18n/messages'

/** What a page says, on the screen and to a screen reader. Code is shown on purpose, so only prose is looked at. */
export async function wordsOf(page: Page): Promise<string> {
  const text = await page.locator('body').innerText()
  const code = await page.locator('code, pre, .sim').allInnerTexts()
  const names = await page.evaluate(() =>
    ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ''),
    ),
  )
  const prose = code.reduce((rest, piece) => (piece ? rest.replaceAll(piece, ' ') : rest), text)
  return [prose, ...names, await page.title()].join('\n')
}

/** Names of messages that are plain English too. */
const WORDS = new Set(['signed-in', 'signed-out'])

/** Names of messages that no message says: `joinAsk`, `classes.joinAsk`, `code-unknown`. */
const KEYS: ReadonlySet<string> = (() => {
  const all = messages('en')
  const said = JSON.stringify(all)
  const paths = [...pathsOf(all)]
  const names = paths.map((path) => path.split('.').at(-1) ?? '')
  const telling = names.filter(
    (name) => /[a-z][A-Z]|-/.test(name) && !said.includes(` ${name}`) && !WORDS.has(name),
  )
  return new Set([...paths.filter((path) => path.includes('.')), ...telling])
})()

function* pathsOf(value: object, prefix = ''): Generator<string> {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      yield* pathsOf(inner, `${prefix}${key}.`)
    else yield `${prefix}${key}`
  }
}

/** Keys of messages and unfilled places in what a page says. */
export function strayKeys(text: string): string[] {
  const unfilled = text.match(/\b(?:undefined|NaN)\b|\[object Object\]|\{[a-z]+(?:\|[^}]*)?\}/gi) ?? []
  const words = text.match(/[\w-]+(?:\.[\w-]+)*/g) ?? []
  return [...unfilled, ...words.filter((word) => KEYS.has(word))]
}

/** What a message says of these values, whichever word fits their number.
 *  @param values by the places of the message */
export function saying(message: string, values: Readonly<Record<string, string | number>>): RegExp {
  const plain = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const parts = message.split(/(\{\w+(?:\|[^|}]*\|[^}]*)?\})/)
  const said = parts.map((part) => {
    const [, name, one, many] = /^\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}$/.exec(part) ?? []
    if (name === undefined) return plain(part)
    return one === undefined ? plain(String(values[name])) : `(?:${plain(one)}|${plain(many ?? '')})`
  })
  return new RegExp(said.join(''))
}
