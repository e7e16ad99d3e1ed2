/** A run is taken elsewhere: as a trace, as pictures, as an animation, as a frame and as Markdown. */
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { packProgram } from '../app/_widgets/run-link'
import { engineVersion } from '../lib/engine/version'
import { lab } from '../lib/i18n/en/lab'
import { share } from '../lib/i18n/en/share'
import type { LabProgram } from '../lib/lab/program'
import { violations } from './axe'
import { atOne } from './width'

const ADDS = 'int total;\nint main(void) {\n  total = 41;\n  total++;\n  return 0;\n}\n'
const PROGRAM: LabProgram = {
  files: [{ name: 'adds.c', text: ADDS }],
  config: { cores: 1, policy: 'rr', quantum: 20, seed: 1 },
  ...{ grain: 'line', stdin: '', args: '', schedule: '' },
}

/** What a press on a button saves, and under which name. */
async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download', { timeout: 60_000 })
  await button.click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** What is wrong with a document of SVG, and the words in it. */
function readSvg(page: Page, text: string) {
  return page.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    return {
      tag: root.tagName,
      width: Number(root.getAttribute('width')),
      words: root.textContent ?? '',
      moves: root.querySelectorAll('animate').length,
      scripts: root.querySelectorAll('script, foreignObject, [href^="http"]').length,
    }
  }, text)
}

test('a run is saved as a trace, a picture and an animation, and its link stands in a frame and in Markdown', {
  tag: atOne('wide'),
}, async ({ page }) => {
  await page.goto(`/en/lab#${await packProgram(PROGRAM)}`)
  await expect(page.locator('.cm-content')).toContainText('total = 41', { timeout: 30_000 })
  const dialog = page.locator('.lab-share')
  const open = () => page.getByRole('button', { name: lab.share, exact: true }).click()
  // Without a run there is nothing to save of it, and the link is there.
  await open()
  await expect(dialog).toContainText(share.runFirst, { timeout: 30_000 })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await page.locator('.lab-end .button-primary').click()
  const figure = page.locator('#sim-lab')
  await expect(figure.locator('.sim-count b')).toHaveText('0', { timeout: 60_000 })
  const slider = figure.getByRole('slider')
  await slider.press('ArrowRight')
  await slider.press('ArrowRight')
  await expect(figure.locator('.sim-count b')).toHaveText('2')
  await expect(figure).toHaveAttribute('data-busy', 'false')
  const said = (await figure.locator('.sim-say').innerText()).trim()
  await open()
  await expect(dialog.getByRole('textbox')).toHaveCount(3, { timeout: 30_000 })
  const button = (name: string) => dialog.getByRole('button', { name, exact: true })

  const trace = await saved(page, button(share.trace))
  expect(trace.name).toBe('adds.ndjson')
  const lines = trace.bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines[0]).toMatchObject({ kind: 'run', engineVersion, files: PROGRAM.files })
  expect(lines.at(-1)).toMatchObject({ kind: 'end', ended: { reason: 'exited', status: 0 }, cut: false })
  expect(lines.slice(1, -1).map(({ index }) => index)).toEqual(lines.slice(1, -1).map((_, i) => i))

  // A picture is of the step that is shown, with all that is told, and asks nobody for anything.
  const svg = await saved(page, button(share.svg))
  expect(svg.name).toBe('adds-2.svg')
  const drawn = await readSvg(page, svg.bytes.toString('utf8'))
  expect(drawn).toMatchObject({ tag: 'svg', moves: 0, scripts: 0 })
  expect(drawn.width).toBeGreaterThan(300)
  for (const word of said.match(/\w+/g) ?? []) expect(drawn.words).toContain(word)
  const png = await saved(page, button(share.png))
  expect(png.name).toBe('adds-2.png')
  expect(png.bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  expect(png.bytes.readUInt32BE(16)).toBe(2 * drawn.width)

  // The animation goes to the end, and the reader is where they were.
  const moving = await saved(page, button(share.animation))
  expect(moving.name).toBe('adds-2-moving.svg')
  const played = await readSvg(page, moving.bytes.toString('utf8'))
  const last = Number(await slider.getAttribute('aria-valuemax'))
  expect(played).toMatchObject({ tag: 'svg', moves: last - 1, scripts: 0 })
  await expect(figure.locator('.sim-count b')).toHaveText('2')
  expect(await violations(page, 'sharing', '.lab-share')).toEqual([])

  const [link = '', frame = '', markdown = ''] = await dialog
    .getByRole('textbox')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value))
  const fragment = link.split('#')[1] ?? ''
  expect(fragment).toMatch(/^v2\./)
  expect(frame).toContain(`/embed/en#${fragment}"`)
  expect(markdown).toContain(`\`\`\`c\n${ADDS}\`\`\``)
  expect(markdown).toContain(`](${link})`)
})
