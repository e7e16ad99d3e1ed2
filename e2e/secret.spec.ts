import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { isMap, isPair, isScalar, parseDocument, visit } from 'yaml'
import { type Build, ensureBuild } from '../lib/cli/build'
import { freePort } from '../lib/cli/postgres'
import { startWeb, type Web } from '../lib/cli/web'
import type { PublicItem } from '../lib/quiz/item'
import { required } from './page'

/** Stands in every private field of the content that this test builds; no page may know it before an answer. */
const CANARY = 'Kanarienvogel'
/** The output, and so the key, of an item whose program computes it: the source shows no letter of it. */
const KEY = 'Schluesselvogel'
const ITEM = 'ipc-pipe.one-read'

let build: Build
let web: Web
let content: string

test.beforeAll(async () => {
  test.setTimeout(600_000)
  content = mkdtempSync(path.join(tmpdir(), 'forklore-canary-'))
  cpSync('content', content, { recursive: true })
  plant(content)
  const variables = { FORKLORE_CONTENT: content }
  const actionsKey = required('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY')
  build = await ensureBuild(actionsKey, () => {}, variables)
  web = await startWeb({
    build,
    port: await freePort(),
    databaseUrl: required('DATABASE_URL'),
    sessionSecret: required('NEXTAUTH_SECRET'),
    actionsKey,
    variables,
    onLine: () => {},
  })
})

test.afterAll(async () => {
  await web?.stop()
  if (build) rmSync(build.folder, { recursive: true, force: true })
  if (content) rmSync(content, { recursive: true, force: true })
})

test('a canary is found however it is written', () => {
  const forms = [
    CANARY,
    JSON.stringify({ a: CANARY }),
    [...CANARY].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    [...CANARY].map((c) => `&#${c.charCodeAt(0)};`).join(''),
    [...CANARY].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
    ...['', 'x', 'xy'].map((before) => Buffer.from(`${before}${CANARY} and more`).toString('base64')),
    Buffer.from(CANARY).toString('hex'),
    [...CANARY].reverse().join(''),
  ]
  for (const form of forms) expect(leaks(`before ${form} after`), form).toEqual([CANARY])
  expect(leaks('nothing here')).toEqual([])
})

test('nothing private is in any page, payload, prefetch, chunk, source map or answer before the item is answered', async ({
  request,
  browser,
}) => {
  test.setTimeout(300_000)
  const found: string[] = []
  const look = (where: string, text: string) => {
    for (const canary of leaks(text)) found.push(`${where}: ${canary}`)
  }
  for (const file of readdirSync(path.join(build.folder, 'static'), { recursive: true, encoding: 'utf8' })) {
    const full = path.join(build.folder, 'static', file)
    if (/\.(?:js|css|map|json|txt|html)$/.test(file)) look(`static/${file}`, readFileSync(full, 'latin1'))
  }
  const pages = ['', '/learn', '/interview', '/classes', '/sign-in'].flatMap((p) => [`/ko${p}`, `/en${p}`])
  const lessons = readdirSync(content, { withFileTypes: true }).filter((e) => e.isDirectory())
  for (const lesson of lessons) pages.push(`/ko/learn/${lesson.name}`, `/en/learn/${lesson.name}`)
  for (const page of pages) {
    look(`html ${page}`, await (await request.get(web.url + page)).text())
    const payload = { rsc: '1', 'next-router-prefetch': '1' }
    look(
      `prefetch ${page}`,
      await (await request.get(`${web.url}${page}?_rsc=1`, { headers: payload })).text(),
    )
    look(
      `payload ${page}`,
      await (await request.get(`${web.url}${page}?_rsc=1`, { headers: { rsc: '1' } })).text(),
    )
  }
  // What a browser really asks for, workers and islands included.
  const page = await browser.newPage()
  const bodies: Promise<void>[] = []
  page.on('response', (response) => {
    bodies.push(
      response.text().then(
        (text) => look(response.url(), text),
        () => {},
      ),
    )
  })
  await page.goto(`${web.url}/ko/learn/ipc`)
  await page.waitForLoadState('networkidle')
  await Promise.all(bodies)
  await page.close()
  for (const api of ['/api/me', '/api/responses?lesson=ipc&locale=ko'])
    look(api, await (await request.get(web.url + api)).text())
  // Neither does a refused answer, nor a question for a hint that there is not.
  const noHint = await request.get(`${web.url}/api/hints?item=process-vs-thread.card&locale=ko`)
  look('no hint', await noHint.text())
  const refused = await request.post(`${web.url}/api/responses`, {
    headers: { origin: web.url },
    data: { nonsense: true },
  })
  look('refused answer', await refused.text())
  expect(found).toEqual([])
})

test('a hint is in no byte before it is asked for, and asking for it brings nothing else that is private', async ({
  request,
}) => {
  const asked = await request.get(`${web.url}/api/hints?item=${ITEM}&locale=ko`)
  const body = await asked.json()
  expect(Object.keys(body).sort()).toEqual(['hint', 'ok'])
  // The canary of the hint itself: it was there to be found by the test before this one.
  expect(body.hint.split(CANARY)).toHaveLength(2)
  expect(leaks(await asked.text())).toEqual([CANARY])
  expect(asked.headers()['cache-control']).toContain('no-store')
})

test('the answer brings what was private, so the canaries were really there', async ({ page }) => {
  await page.goto(`${web.url}/ko/learn/ipc`)
  const item = await publicItemOf(page.url(), ITEM)
  const body = await page.evaluate(
    async (data) =>
      (
        await fetch('/api/responses', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(data),
        })
      ).text(),
    {
      id: crypto.randomUUID(),
      attemptId: crypto.randomUUID(),
      itemId: item.id,
      hash: item.hash,
      seed: item.seed,
      locale: 'ko',
      answer: { kind: 'predict', stdout: 'something else\n' },
    },
  )
  expect(leaks(body)).toEqual([CANARY, KEY])
})

/** The item as the page's own payload has it. */
async function publicItemOf(url: string, id: string): Promise<PublicItem> {
  const text = (await (await fetch(url)).text()).replaceAll('\\"', '"')
  const at = text.indexOf(`{"id":"${id}","hash":"`)
  if (at < 0) throw new Error(`${id} is not on ${url}`)
  const hash = /"hash":"([0-9a-f]+)"/.exec(text.slice(at))?.[1] ?? ''
  const seed = Number(/"seed":(\d+)/.exec(text.slice(at))?.[1] ?? Number.NaN)
  return { id, hash, seed } as PublicItem
}

/** Puts the canary into every private field, and gives one item a key that is a canary. */
function plant(root: string): void {
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const file = path.join(root, entry.name, 'items.yaml')
    const text = parseDocument(readFileSync(file, 'utf8'))
    visit(text, {
      Pair(_, pair) {
        const name = isScalar(pair.key) ? pair.key.value : null
        if (name !== 'feedback' && name !== 'explanation' && name !== 'hint') return
        if (!isMap(pair.value)) return
        for (const inner of pair.value.items)
          if (isPair(inner) && isScalar(inner.value)) inner.value.value = `${inner.value.value} ${CANARY}`
      },
    })
    writeFileSync(file, text.toString())
  }
  const concepts = path.join(root, 'concepts.yaml')
  const all = parseDocument(readFileSync(concepts, 'utf8'))
  visit(all, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'misconceptions') return
      visit(pair.value as never, {
        Pair(_, inner) {
          if (isScalar(inner.value)) inner.value.value = `${inner.value.value} ${CANARY}`
        },
      })
    },
  })
  writeFileSync(concepts, all.toString())
  const codes = [...KEY].map((c) => c.charCodeAt(0) ^ 85).join(', ')
  writeFileSync(
    path.join(root, 'ipc/two-writes.c'),
    `#include <stdio.h>\n\nint main(void) {\n${'\n'.repeat(10)}    int codes[] = {${codes}};\n    for (int i = 0; i < ${KEY.length}; i++)\n        putchar(codes[i] ^ 85);\n    return 0;\n}\n`,
  )
}

/** Which canaries stand in a text: raw, escaped, encoded or backwards. */
function leaks(text: string): string[] {
  const plain = text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return [CANARY, KEY].filter((canary) => {
    const forms = [
      canary,
      [...canary].reverse().join(''),
      Buffer.from(canary).toString('hex'),
      ...base64(canary),
    ]
    return forms.some((form) => text.includes(form) || plain.includes(form))
  })
}

/** The middle of a text's base64 at each of the three places that it can begin at. */
function base64(text: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('x'.repeat(shift) + text).toString('base64')
    return encoded.slice(shift === 0 ? 0 : 4, -4)
  })
}
