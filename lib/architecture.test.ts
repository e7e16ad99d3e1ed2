/** What ARCHITECTURE in the README promises, as tests: who may import whom, no cycles, a pure engine, small files. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'ts5'
import { expect, test } from 'vitest'
import { listFiles, readSources, withoutEnding } from '@/lib/cli/check/import-graph'

/**
 * Folder or file → what it may import besides its own folder: folders and files of the repository, and packages.
 * The longest name that fits a file counts. The README holds the same table, and a test compares the two.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'lib/engine/vm': [],
  'lib/engine/compiler/text': [],
  'lib/engine/compiler/object': ['lib/engine/vm'],
  'lib/engine/compiler/meaning': ['lib/engine/vm', 'lib/engine/compiler/text', 'lib/engine/compiler/object'],
  'lib/engine/compiler/parse': [
    'lib/engine/vm',
    'lib/engine/compiler/text',
    'lib/engine/compiler/object',
    'lib/engine/compiler/meaning',
  ],
  'lib/engine/compiler/emit': [
    'lib/engine/vm',
    'lib/engine/compiler/text',
    'lib/engine/compiler/object',
    'lib/engine/compiler/meaning',
    'lib/engine/compiler/parse',
  ],
  'lib/engine/compiler': ['lib/engine/vm'],
  'lib/engine/kernel/state': ['lib/engine/vm'],
  'lib/engine/kernel/memory': ['lib/engine/vm', 'lib/engine/kernel/state'],
  'lib/engine/kernel/signal': ['lib/engine/vm', 'lib/engine/kernel/state', 'lib/engine/kernel/memory'],
  'lib/engine/kernel/file': [
    'lib/engine/vm',
    'lib/engine/kernel/state',
    'lib/engine/kernel/memory',
    'lib/engine/kernel/signal',
  ],
  'lib/engine/kernel/figure': [
    'lib/engine/vm',
    'lib/engine/kernel/state',
    'lib/engine/kernel/memory',
    'lib/engine/kernel/signal',
    'lib/engine/kernel/file',
    'lib/engine/task-letter',
  ],
  'lib/engine/kernel/sync': [
    'lib/engine/vm',
    'lib/engine/kernel/state',
    'lib/engine/kernel/memory',
    'lib/engine/kernel/signal',
    'lib/engine/kernel/file',
    'lib/engine/kernel/figure',
  ],
  'lib/engine/kernel/process': [
    'lib/engine/vm',
    'lib/engine/kernel/state',
    'lib/engine/kernel/memory',
    'lib/engine/kernel/signal',
    'lib/engine/kernel/file',
    'lib/engine/kernel/figure',
    'lib/engine/kernel/sync',
  ],
  'lib/engine/kernel/run': [
    'lib/engine/vm',
    'lib/engine/kernel/state',
    'lib/engine/kernel/memory',
    'lib/engine/kernel/signal',
    'lib/engine/kernel/file',
    'lib/engine/kernel/figure',
    'lib/engine/kernel/sync',
    'lib/engine/kernel/process',
    'lib/engine/task-letter',
  ],
  'lib/engine/libc': ['lib/engine/vm'],
  'lib/engine/bin': [],
  'lib/engine/explore': ['lib/engine/kernel', 'lib/engine/vm'],
  'lib/engine': [],
  'lib/quiz': ['lib/engine', 'zod'],
  'lib/progress/day': [],
  'lib/progress/known': [],
  'lib/progress/mastery': ['lib/progress/day', 'lib/quiz'],
  'lib/progress/pace': [],
  'lib/progress/plan': ['lib/progress/known'],
  'lib/progress/kept-plan': [],
  'lib/progress/rating': [],
  'lib/progress/review': ['lib/progress/day', 'lib/progress/rating', 'ts-fsrs'],
  'lib/progress/agenda': ['lib/progress/day', 'lib/progress/review', 'lib/quiz'],
  'lib/classroom/classroom': ['lib/quiz'],
  'lib/i18n': ['lib/engine', 'lib/quiz'],
  'lib/player/part': [],
  'lib/player': ['lib/engine', 'lib/i18n'],
  'lib/picture': ['node:*'],
  'lib/content/highlight': [],
  'lib/search': [],
  'lib/queue': ['lib/database-url', 'node:*', 'pg-boss'],
  'lib/exploration': [
    'lib/engine',
    'lib/quiz',
    'lib/queue',
    'lib/database-url',
    'node:*',
    'pg-boss',
    'esbuild',
  ],
  'lib/content': [
    'lib/quiz',
    'lib/search',
    'lib/engine',
    'lib/exploration/explore',
    'lib/player/part',
    'lib/player/state-fate',
    'lib/player/terrain',
    'node:*',
    'yaml',
    'zod',
    'mdx-bundler',
    'remark-gfm',
    'unist-util-visit',
    'react',
  ],
  'lib/database-url': ['node:*'],
  'lib/uuid-of': ['node:*'],
  'lib/db': ['lib/database-url', 'node:*', 'prisma/client', '@prisma/adapter-pg'],
  'lib/readiness': ['lib/db', 'node:*'],
  'lib/rate-limit': ['lib/db', 'node:*'],
  'lib/auth': [
    'lib/db',
    'next-auth',
    '@auth/prisma-adapter',
    'next/headers',
    'react',
    'nodemailer',
    '@node-rs/argon2',
    '@zxcvbn-ts/language-common',
    'node:*',
    'zod',
  ],
  'lib/anki': ['node:*', 'fflate', 'sql.js'],
  'lib/exchange': ['lib/quiz', 'fflate'],
  'lib/daily': [
    'lib/progress',
    'lib/content',
    'lib/auth',
    'lib/db',
    'lib/queue',
    'lib/i18n',
    'lib/rate-limit',
    'lib/uuid-of',
    'next/headers',
    'node:*',
    'pg-boss',
    'zod',
  ],
  'lib/account': [
    'lib/daily/move',
    'lib/auth',
    'lib/db',
    'lib/progress',
    'lib/rate-limit',
    'prisma/client',
    'next/headers',
    'zod',
  ],
  'lib/progress': ['lib/quiz', 'lib/content', 'lib/auth', 'lib/db', 'prisma/client'],
  'lib/own-item': ['lib/quiz', 'lib/exchange', 'zod'],
  'lib/own-item/store': ['lib/own-item', 'lib/quiz', 'lib/auth', 'lib/db'],
  'lib/xapi': ['lib/quiz', 'lib/queue', 'lib/uuid-of', 'lib/db', 'pg-boss'],
  'lib/xapi/store': ['lib/xapi', 'lib/quiz', 'lib/content', 'lib/classroom', 'lib/db'],
  'lib/xapi/sender': ['lib/xapi', 'lib/queue'],
  'lib/attempt': [
    'lib/quiz',
    'lib/engine',
    'lib/exploration',
    'lib/content',
    'lib/own-item',
    'lib/progress',
    'lib/account/welcome',
    'lib/auth',
    'lib/db',
    'lib/rate-limit',
    'lib/xapi/outbox',
    'prisma/client',
    'zod',
  ],
  'lib/lab/program': ['lib/engine'],
  'lib/lab': ['zod'],
  'lib/lab/store': ['lib/lab', 'lib/engine', 'lib/auth', 'lib/db', 'lib/rate-limit'],
  'lib/interview': ['lib/progress/rating', 'lib/progress/readiness', 'zod'],
  'lib/interview/store': [
    'lib/interview',
    'lib/content',
    'lib/account/welcome',
    'lib/auth',
    'lib/db',
    'lib/rate-limit',
    'next/headers',
  ],
  'lib/transfer': ['lib/quiz', 'lib/interview', 'lib/lab', 'zod'],
  'lib/transfer/store': [
    'lib/transfer',
    'lib/quiz',
    'lib/attempt',
    'lib/interview',
    'lib/lab',
    'lib/own-item',
    'lib/progress',
    'lib/auth',
    'lib/db',
    'lib/rate-limit',
  ],
  'lib/problem': ['zod'],
  'lib/problem/store': ['lib/problem', 'lib/quiz', 'lib/content', 'lib/auth', 'lib/db', 'lib/rate-limit'],
  'lib/classroom': [
    'lib/quiz',
    'lib/content',
    'lib/attempt',
    'lib/interview/draw',
    'lib/own-item',
    'lib/player/run-point',
    'lib/progress',
    'lib/auth',
    'lib/db',
    'lib/rate-limit',
    'prisma/client',
    'next/headers',
    'node:*',
    'zod',
  ],
  'lib/lti': [
    'lib/quiz',
    'lib/classroom',
    'lib/content',
    'lib/progress',
    'lib/queue',
    'lib/auth',
    'lib/rate-limit',
    'lib/db',
    'prisma/client',
    'jose',
    'node:*',
    'zod',
  ],
  'lib/cli/host': ['packages'],
  'lib/cli/database': ['lib/cli/bundle', 'lib/cli/host', 'lib/database-url', 'lib/queue/schema', 'packages'],
  'lib/cli/build': ['lib/cli/host', 'lib/exploration/worker-file', 'lib/i18n', 'packages'],
  'lib/cli/serve': ['lib/cli/build', 'lib/cli/database', 'lib/cli/host', 'lib/xapi/settings', 'packages'],
  'lib/cli/check': [
    'lib/cli/build',
    'lib/cli/database',
    'lib/cli/host',
    'lib/cli/serve',
    'lib/content',
    'lib/database-url',
    'lib/quiz',
    'packages',
  ],
  'lib/cli/author': ['lib', 'prisma/client', 'packages'],
  'lib/cli': ['packages'],
  'instrumentation.ts': ['node:*'],
  'proxy.ts': ['lib/i18n/locale', 'lib/progress/day', 'lib/progress/kept-plan', 'next', 'node:*'],
  'app/_ui': ['lib/engine/task-letter', 'react'],
  'app/_fonts': ['react-dom'],
  'app/_offline': ['react', 'serwist'],
  'app/sw.js': ['app/api/answer', 'node:*'],
  'app/_widgets': [
    'app/_ui',
    'lib/content/highlight',
    'lib/engine',
    'lib/lab/program',
    'lib/player',
    'lib/quiz',
    'lib/i18n',
    'react',
  ],
  'app/_quiz': [
    'app/_widgets',
    'app/_ui',
    'app/[locale]/lab/editor',
    'lib/engine',
    'lib/player',
    'lib/problem/length',
    'lib/problem/problem',
    'lib/quiz',
    'lib/i18n',
    'react',
  ],
  'app/embed': ['app/_fonts', 'app/_ui', 'app/_widgets', 'lib/i18n', 'next', 'react'],
  'app/[locale]/lab/editor-told': ['app/_widgets', '@codemirror/state', '@codemirror/view'],
  'app/[locale]/lab/code-editor': [
    'app/[locale]/lab/editor-told',
    'app/_widgets',
    '@codemirror/autocomplete',
    '@codemirror/lang-cpp',
    '@codemirror/language',
    '@codemirror/lint',
    '@codemirror/state',
    '@codemirror/view',
    '@lezer/highlight',
    'codemirror',
  ],
  app: [
    'lib/account',
    'lib/anki',
    'lib/attempt',
    'lib/auth',
    'lib/classroom',
    'lib/content',
    'lib/daily',
    'lib/engine',
    'lib/exchange',
    'lib/i18n',
    'lib/interview',
    'lib/lab',
    'lib/lti',
    'lib/own-item',
    'lib/picture',
    'lib/player',
    'lib/problem',
    'lib/progress',
    'lib/quiz',
    'lib/rate-limit',
    'lib/readiness',
    'lib/search',
    'lib/transfer',
    'lib/xapi',
    'next',
    'next-auth',
    'react',
    'react-dom',
    'zod',
  ],
  e2e: ['lib', 'prisma/client', 'packages'],
}

/** Where a name of the table is more than its folder: only the doors of the engine are open to others. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  'lib/engine': [
    'lib/engine/index',
    'lib/engine/core',
    'lib/engine/rest',
    'lib/engine/task-letter',
    'lib/engine/version',
    'lib/engine/explore/program',
    'lib/engine/explore/state-map',
  ],
}
/** The only files that pass on what others export. */
const BARRELS = ['lib/engine/index.ts', 'app/_widgets/index.ts']
/** Functions of the engine that are one dispatch and may be long. Others are 60 lines at most. */
const DISPATCHES: readonly string[] = [
  // The interpreter's one switch over opcodes, and the rarer ones that it hands on, so that V8 optimises the common.
  'lib/engine/vm/interpret.ts:interpret',
  'lib/engine/vm/rare.ts:compute64',
  'lib/engine/vm/rare.ts:computeOther',
]

const files = listFiles()
const sources = readSources(files)
const production = sources.filter(({ file }) => !isTest(file))

test('nobody imports what the table does not allow', () => {
  const broken = production.flatMap(({ file, imports }) =>
    imports.filter((target) => !mayImport(file, target)).map((target) => `${file} may not import ${target}`),
  )
  expect(broken).toEqual([])
})

test('the README shows this very table', () => {
  const [, section = ''] = readFileSync('README.md', 'utf8').split('### Who may import whom')
  const rows = section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)
  const shown = [...rows].map(([, folder, cell = '']) => [
    folder,
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  ])
  expect(Object.fromEntries(shown)).toEqual(MAY_IMPORT)
})

test('no file imports itself by way of others', () => {
  const graph = new Map(production.map(({ file, imports }) => [withoutEnding(file), imports]))
  expect(findCycles(graph)).toEqual([])
})

test('the messages name the engine and the quiz only as types, so that a page does not load either', () => {
  const values = production
    .filter(({ file }) => file.startsWith('lib/i18n/'))
    .filter(({ text }) => /^import (?!type )[^\n]*from '@\/lib\/(engine(?!\/task-letter')|quiz)/m.test(text))
  expect(values.map(({ file }) => file)).toEqual([])
})

test('the engine has no clock, no dice and no promise, and nothing from outside', () => {
  const engine = sources.filter(({ file }) => file.startsWith('lib/engine/'))
  const broken = engine.flatMap(({ file, text, imports }) => [
    ...(isTest(file) ? [] : impureWords(text).map((word) => `${file}: ${word}`)),
    ...imports.filter((target) => !isForEngine(file, target)).map((target) => `${file} imports ${target}`),
  ])
  expect(broken).toEqual([])
})

test('whatever reaches the database or the files is kept out of the browser', () => {
  const guarded = production.filter(
    ({ file, imports }) =>
      /^lib\/(content|attempt|auth|account|progress|classroom|daily|lti|rate-limit)\//.test(file) &&
      imports.some((target) => /^(lib\/db|prisma\/client|node:(?!crypto))/.test(target)),
  )
  expect(guarded.length).toBeGreaterThan(5)
  expect(guarded.filter(({ imports }) => !imports.includes('server-only')).map(({ file }) => file)).toEqual(
    [],
  )
})

test('a browser loads nothing of zod, which weighs a fifth of a page', () => {
  const known = new Map(production.map((source) => [withoutEnding(source.file), source]))
  const isOf = (side: string) => (source: (typeof production)[number]) =>
    source.text.startsWith(`'use ${side}'`)
  const ways = new Map(production.filter(isOf('client')).map(({ file }) => [withoutEnding(file), [file]]))
  for (const [name, way] of ways)
    for (const target of known.get(name)?.values ?? []) {
      const next = known.get(target)
      // What is called on the server is not loaded.
      if (!ways.has(target) && !(next && isOf('server')(next))) ways.set(target, [...way, target])
    }
  expect(ways.size).toBeGreaterThan(200)
  expect(ways.get('zod')).toBe(undefined)
  expect(ways.get('lib/quiz/kind/table')).toBe(undefined)
})

test('a command is known by its name alone, so no two rooms of lib/cli hold files of one name', () => {
  const names = production
    .filter(({ file }) => file.startsWith('lib/cli/'))
    .map(({ file }) => path.basename(file))
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

test('no comment and no README names a source that is not there', () => {
  const guides = files.filter((file) => /(^|\/)README\.md$/.test(file))
  const texts = [...sources, ...guides.map((file) => ({ file, text: readFileSync(file, 'utf8') }))]
  const missing = texts.flatMap(({ file, text }) =>
    namedSources(file, text)
      .filter((name) => !isThere(file, name))
      .map((name) => `${file} names ${name}`),
  )
  expect(missing).toEqual([])
  // Such a test is easily blind.
  const seen = texts.flatMap(({ file, text }) => namedSources(file, text))
  expect(seen.length).toBeGreaterThan(50)
  expect(isThere('lib/engine/vm/abi.ts', 'kernel/no-such-file.ts')).toBe(false)
})

/**
 * The C texts of the library are named like what they hold, and the generator of programs has types of C of its own.
 */
const OTHER_WORLD = /^lib\/engine\/(?:libc\/(?:source|header)|bin|fuzz)\//

test('no two modules of the engine export different things under one name', () => {
  const owners = new Map<string, string[]>()
  for (const { file, text } of production) {
    if (!file.startsWith('lib/engine/') || OTHER_WORLD.test(file)) continue
    const names = text.matchAll(
      /^export (?:declare )?(?:async )?(?:function\*?|const|class|type|interface|enum|let) (\w+)/gm,
    )
    for (const name of new Set([...names].map(([, word]) => word ?? '')))
      owners.set(name, [...(owners.get(name) ?? []), file])
  }
  expect(owners.size).toBeGreaterThan(1000)
  const shared = [...owners].filter(([, among]) => among.length > 1)
  expect(shared.map(([name, among]) => `${name} in ${among.join(' and ')}`)).toEqual([])
})

test('files are named by what they hold, and only the two doors pass on what others export', () => {
  const bad = sources.filter(({ file }) =>
    /(^|\/)(utils?|helpers?|common|types|constants)(\/|\.\w+$)/.test(file),
  )
  expect(bad.map(({ file }) => file)).toEqual([])
  const barrels = production.filter(
    ({ file, text }) => /^export (\*|\{[^}]*\}|type \{[^}]*\}) from /m.test(text) && !BARRELS.includes(file),
  )
  expect(barrels.map(({ file }) => file)).toEqual([])
})

test('no file is longer than 500 lines, and no function of the engine longer than 60 but the dispatches', () => {
  const long = production.filter(({ text }) => text.split('\n').length > 501).map(({ file }) => file)
  expect(long).toEqual([])
  const functions = production
    .filter(({ file }) => file.startsWith('lib/engine/'))
    .flatMap(({ file, text }) => longFunctions(file, text, 60))
  expect(functions.filter((name) => !DISPATCHES.includes(name))).toEqual([])
  // One that became short again leaves the list.
  expect(DISPATCHES.filter((name) => !functions.includes(name))).toEqual([])
})

/** Sources that the comments of a file, or a whole README, name: words with slashes that end as sources do. */
function namedSources(file: string, text: string): string[] {
  const comments = file.endsWith('.md') ? [text] : (text.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g) ?? [])
  const name =
    /(?<![\w/.<*-])(?:(?:[\w.-]+|\[\w+\])\/)*[a-z][\w-]*(?:\.[\w-]+)*\.(?:tsx?|m[jt]s|css|prisma|md)\b(?![\w(])/g
  return comments.flatMap((comment) => [...comment.matchAll(name)].map(([word]) => word))
}

/** Named from the repository's root, from its own folder, or by the end of its path alone. */
function isThere(from: string, name: string): boolean {
  return (
    existsSync(name) ||
    existsSync(path.join(path.dirname(from), name)) ||
    files.some((file) => file.endsWith(`/${name}`))
  )
}

function isTest(file: string): boolean {
  return (
    /\.(test|spec)\.tsx?$/.test(file) ||
    /\/test-[^/]*$/.test(file) ||
    /(vitest|playwright)\.config\.ts$/.test(file)
  )
}

function mayImport(file: string, target: string): boolean {
  if (target === 'server-only') return file.startsWith('lib/') || file.startsWith('app/')
  const row = rowOf(file)
  if (row === undefined) return false
  if (isWithin(target, row)) return true
  return MAY_IMPORT[row]!.some((allowed) => {
    if (allowed === 'packages') return !/^(app|lib|e2e|prisma|content)(\/|$)/.test(target)
    if (allowed.endsWith(':*')) return target.startsWith(allowed.slice(0, -1))
    if (allowed === 'lib' && isWithin(target, 'lib')) return true
    const doors = DOORS[allowed]
    return doors === undefined ? isWithin(target, allowed) : doors.includes(target)
  })
}

function rowOf(file: string): string | undefined {
  const rows = Object.keys(MAY_IMPORT).filter((row) => isWithin(withoutEnding(file), withoutEnding(row)))
  return rows.sort((a, b) => b.length - a.length)[0]
}

function isWithin(target: string, folder: string): boolean {
  return target === folder || target.startsWith(`${folder}/`)
}

function isForEngine(file: string, target: string): boolean {
  return (
    isWithin(target, 'lib/engine') || (isTest(file) && /^(vitest|fast-check|node:|server-only)/.test(target))
  )
}

const IMPURE = new Set(['Date', 'async', 'await', 'Promise', 'setTimeout', 'setInterval', 'queueMicrotask'])

/** Words of the code only: comments, strings and regular expressions may say what they like. */
function impureWords(text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && IMPURE.has(node.text)) found.push(node.text)
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') found.push('Math.random')
    if (ts.isAwaitExpression(node)) found.push('await')
    if (node.kind === ts.SyntaxKind.AsyncKeyword) found.push('async')
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('engine.ts', text, ts.ScriptTarget.ES2022, true))
  return found
}

function longFunctions(file: string, text: string, limit: number): string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && line(node.end) - line(node.getStart()) + 1 > limit)
      found.push(`${file}:${node.name?.getText() ?? `line ${line(node.getStart()) + 1}`}`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** @returns each cycle once, as `a → b → a` from its first name */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const trail: string[] = []
  const cycles = new Set<string>()
  const visit = (node: string): void => {
    const at = trail.indexOf(node)
    if (at >= 0) {
      const cycle = trail.slice(at)
      const first = cycle.indexOf([...cycle].sort()[0]!)
      const turned = [...cycle.slice(first), ...cycle.slice(0, first)]
      cycles.add([...turned, turned[0]].join(' → '))
      return
    }
    if (done.has(node)) return
    trail.push(node)
    for (const next of graph.get(node) ?? []) if (graph.has(next)) visit(next)
    trail.pop()
    done.add(node)
  }
  for (const node of graph.keys()) visit(node)
  return [...cycles]
}
