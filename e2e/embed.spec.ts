import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { packProgram } from '../app/_widgets/run-link'
import { embed } from '../lib/i18n/en/embed'
import type { LabProgram } from '../lib/lab/program'
import { violations } from './axe'
import { required } from './environment'

const PROGRAM: LabProgram = {
  files: [
    { name: 'hello.c', text: '#include <stdio.h>\nint main(void) {\n  puts("framed");\n  return 0;\n}\n' },
  ],
  config: { cores: 1, policy: 'rr', quantum: 20, seed: 1 },
  ...{ grain: 'line', stdin: '', args: '', schedule: '' },
}
const embedded = async (program: LabProgram) =>
  new URL(`/embed/en#${await packProgram(program)}`, required('BASE_URL')).href

/** A page of somebody else's, at an origin of its own, with frames in it. */
async function otherSite(sources: readonly string[]) {
  const frames = sources.map((source) => `<iframe src="${source}" width="700" height="700"></iframe>`)
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>blog</title>${frames.join('')}`)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

test('a run stands in a page of somebody else’s, and no other page does', async ({ page }) => {
  const lab = new URL('/en/lab', required('BASE_URL')).href
  const site = await otherSite([await embedded(PROGRAM), lab])
  try {
    await page.goto(site.address)
    const frame = page.frameLocator('iframe').first()
    const figure = frame.locator('#sim-embed')
    await expect(figure).toBeVisible({ timeout: 30_000 })
    await figure.getByRole('slider').press('End')
    await expect(figure.locator('.sim-output')).toContainText('framed', { timeout: 30_000 })
    await expect(frame.getByRole('link', { name: embed.openInLab })).toHaveAttribute(
      'href',
      /^\/en\/lab#v2\./,
    )
    await expect(page.frameLocator('iframe').nth(1).locator('.lab-editor')).toHaveCount(0)
  } finally {
    site.close()
  }
})

test('a framed run reads nothing that is kept, asks the server for nothing but its code, and says what is wrong', async ({
  page,
  context,
  request,
}) => {
  const headers = (await request.get('/embed/en')).headers()
  expect(headers['content-security-policy']).toContain('frame-ancestors *')
  expect(headers['content-security-policy']).toContain("connect-src 'none'")
  expect(headers['x-frame-options']).toBeUndefined()
  expect(headers['set-cookie']).toBeUndefined()
  for (const other of ['/en/lab', '/embed/fr', '/embed', '/embed/en/more']) {
    const others = (await request.get(other)).headers()
    expect(others['content-security-policy'], other).toContain("frame-ancestors 'none'")
    expect(others['x-frame-options'], other).toBe('DENY')
  }

  const touched: string[] = []
  await page.exposeFunction('tellTouched', (what: string) => touched.push(what))
  await page.addInitScript(() => {
    const tell = (window as unknown as { tellTouched: (what: string) => void }).tellTouched
    for (const name of ['getItem', 'setItem'] as const) {
      const real = Storage.prototype[name] as (...args: string[]) => string | null
      Storage.prototype[name] = function (this: Storage, ...args: string[]) {
        tell(`${name} ${args[0]}`)
        return real.apply(this, args)
      } as never
    }
    const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? {}
    Object.defineProperty(Document.prototype, 'cookie', {
      get() {
        tell('cookie')
        return get?.call(document)
      },
    })
  })
  const asked: string[] = []
  page.on('request', (sent) => asked.push(new URL(sent.url()).pathname))
  await page.goto(await embedded(PROGRAM))
  const figure = page.locator('#sim-embed')
  await expect(figure).toBeVisible({ timeout: 30_000 })
  await figure.getByRole('slider').press('End')
  await expect(figure.locator('.sim-output')).toContainText('framed', { timeout: 30_000 })
  expect(touched).toEqual([])
  // The picture of the tab is the browser's own wish, when it comes to it.
  const read = asked.filter((path) => !path.startsWith('/_next/static/') && path !== '/icon.svg')
  expect(read).toEqual(['/embed/en'])
  expect((await context.cookies()).length).toBe(0)
  expect(await violations(page, 'a framed run', 'main')).toEqual([])

  // Another fragment is another run.
  const said = page.locator('.embed-said')
  const go = (address: string) => page.evaluate((to) => location.assign(to), address)
  await go((await embedded(PROGRAM)).slice(0, -20))
  await expect(said).toHaveText(embed.damaged)
  const bad = { ...PROGRAM, files: [...PROGRAM.files, { name: 'more.c', text: 'int x = ;\n' }] }
  await go(await embedded(bad))
  await expect(said).toContainText(embed.problems.compile, { timeout: 30_000 })
  await expect(said.locator('li')).toContainText('more.c line 1:')
})
