import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { isEveryWay } from '../lib/cli/check/every-way'
import { layOutAll } from '../lib/cli/check/whole-page'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** The tag of the rules that look at colours. */
const COLOR = 'cat.color'

/**
 * What axe has to say about a page as it is, in both themes. In the second one only the rules about colour run again when
 * nothing but colours differs: the same document, in which everything has the same place and visibility, is judged the
 * same by the others.
 * @param part what is judged, by its selector; where tests run every way it is the whole page
 * @param withColour false where the colours are judged elsewhere: they are two thirds of the time
 */
export async function violations(
  page: Page,
  where: string,
  part = 'html',
  withColour = true,
): Promise<string[]> {
  const judged = isEveryWay() ? 'html' : part
  await layOutAll(page)
  await page.emulateMedia({ colorScheme: 'light' })
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const shape = await page.evaluate(shapeOf)
  const light = await judge(page, `${where}, light`, judged, withColour ? 'all' : 'but colours')
  await page.emulateMedia({ colorScheme: 'dark' })
  const isSame = (await page.evaluate(shapeOf)) === shape
  if (isSame && !withColour) return light
  const rules = isSame ? 'colours' : withColour ? 'all' : 'but colours'
  return [...light, ...(await judge(page, `${where}, dark`, judged, rules))]
}

/** Which of the rules run. */
type Rules = 'all' | 'colours' | 'but colours'

async function judge(page: Page, where: string, part: string, rules: Rules): Promise<string[]> {
  const found = await page.evaluate(runAxe, [TAGS, COLOR, part, rules] as const)
  return found.map(({ id, targets }) => `${where}: ${id} at ${targets.slice(0, 3).join(', ')}`)
}

type Axe = {
  getRules(tags: readonly string[]): { ruleId: string; tags: string[] }[]
  run(root: string, options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
}

/** Inside of the page. */
async function runAxe([tags, color, part, which]: readonly [readonly string[], string, string, Rules]) {
  const { axe } = window as unknown as { axe: Axe }
  const colours = axe
    .getRules(tags)
    .filter((rule) => rule.tags.includes(color))
    .map(({ ruleId }) => ruleId)
  // By tags, not by names: of its experiments a tag leaves out what a name would not.
  const ran =
    which === 'colours'
      ? { runOnly: { type: 'rule', values: colours } }
      : { runOnly: { type: 'tag', values: tags } }
  const rules =
    which === 'but colours' ? Object.fromEntries(colours.map((id) => [id, { enabled: false }])) : {}
  const { violations } = await axe.run(part, { ...ran, rules, resultTypes: ['violations'] })
  return violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) }))
}

/** Inside of the page: a digest of its document and of where each of its elements stands and whether it can be seen. */
function shapeOf(): string {
  let hash = 0
  const add = (text: string) => {
    for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  }
  add(document.documentElement.outerHTML)
  for (const element of document.querySelectorAll('*')) {
    const { display, visibility, opacity, clipPath, overflow, pointerEvents } = getComputedStyle(element)
    const { x, y, width, height } = element.getBoundingClientRect()
    add([display, visibility, opacity, clipPath, overflow, pointerEvents, x, y, width, height].join())
  }
  return String(hash)
}
