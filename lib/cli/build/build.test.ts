import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hintCompilation } from '@/lib/cli/build/compile-hint'
import { inlineScriptHashes, writeScriptHashes } from '@/lib/cli/build/script-hash'
import { sourceHash } from '@/lib/cli/build/source-hash'
import { checkPort, readPort } from '@/lib/cli/host/port'
import { readSecrets } from '@/lib/cli/host/secret'

test('the name of a build follows what the pages are made from, and nothing else', () => {
  const root = newFolder()
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  write('content/threads/ko.mdx', 'one')
  write('app/page.tsx', 'two')
  const before = sourceHash(root)
  write('app/page.test.tsx', 'a test')
  write('lib/engine/testdata/a.c', 'a program of a test')
  write('app/_fonts/generated/a.woff2', 'made from the sources')
  write('lib/cli/author/demo.ts', 'a command')
  expect(sourceHash(root)).toBe(before)
  const names = [before, sourceHash(root, ['a key'])]
  for (const file of ['content/threads/ko.mdx', 'app/page.tsx', 'lib/quiz/item.ts', 'package-lock.json']) {
    write(file, 'changed')
    names.push(sourceHash(root))
  }
  expect(new Set(names).size).toBe(names.length)
})

test('every inline script of a page is named by its hash, and those that pages share are known', () => {
  const build = newFolder()
  const page = (file: string, html: string) => {
    mkdirSync(path.dirname(path.join(build, 'server/app', file)), { recursive: true })
    writeFileSync(path.join(build, 'server/app', file), html)
  }
  const theme = '<script>theme()</script>'
  page('ko.html', `${theme}<script src="/a.js"></script><script async>one()</script>`)
  page('ko/learn/threads.html', `${theme}<script id="x">two()</script>`)
  page('_not-found.html', '<script>lost()</script>')
  expect(writeScriptHashes(build)).toBe(3)
  const { pages, shared } = JSON.parse(readFileSync(path.join(build, 'script-hashes.json'), 'utf8'))
  const hash = (text: string) => inlineScriptHashes(`<script>${text}</script>`)[0]
  expect(pages).toEqual({
    '/ko': [hash('theme()'), hash('one()')],
    '/ko/learn/threads': [hash('theme()'), hash('two()')],
    '/_not-found': [hash('lost()')],
  })
  expect(shared.sort()).toEqual([hash('theme()'), hash('lost()')].sort())
  // The known answer of `printf 'theme()' | openssl dgst -sha256 -binary | base64`.
  expect(hash('theme()')).toBe('sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8=')
})

test('the scripts that every page begins with say that all of them is called, once, and no other script does', () => {
  const build = newFolder()
  const names = ['static/chunks/react.js', 'static/chunks/lab.js']
  mkdirSync(path.join(build, 'static/chunks'), { recursive: true })
  for (const name of names) writeFileSync(path.join(build, name), 'run()')
  writeFileSync(path.join(build, 'build-manifest.json'), JSON.stringify({ rootMainFiles: names.slice(0, 1) }))
  expect(hintCompilation(build)).toBe(1)
  expect(hintCompilation(build)).toBe(1)
  const [react, lab] = names.map((name) => readFileSync(path.join(build, name), 'utf8'))
  expect(react).toBe('//# allFunctionsCalledOnLoad\nrun()')
  expect(lab).toBe('run()')
})

test('the secret is made once, kept, and for its owner alone', () => {
  delete process.env.NEXTAUTH_SECRET
  const folder = path.join(newFolder(), 'data')
  const first = readSecrets(folder)
  expect(first.session.length).toBeGreaterThanOrEqual(32)
  expect(Buffer.from(first.actions, 'base64').length).toBe(32)
  expect(readSecrets(folder)).toEqual(first)
  expect(statSync(path.join(folder, 'secret')).mode & 0o077).toBe(0)
  expect(readSecrets(path.join(newFolder(), 'data'))).not.toEqual(first)
})

test('a port that somebody has on one address alone is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await expect(checkPort(port, undefined)).rejects.toThrow(`Port ${port} is taken by another program`)
  server.close()
  await once(server, 'close')
  await checkPort(port, undefined)
})

test('PORT is a port number or refused', () => {
  expect(readPort(undefined, 3000)).toBe(3000)
  expect(readPort('8080', 3000)).toBe(8080)
  for (const text of ['0', '65536', '-1', '80.5', 'http', '0x50'])
    expect(() => readPort(text, 3000)).toThrow(text)
})

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-build-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
