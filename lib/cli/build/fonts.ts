import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import subsetFont from 'subset-font'

const ASCII = range(0x20, 0x7e)

/** What has no width: where no face claims it, the browser looks for it through all the faces of the system. */
const INVISIBLE = '\u200b\u2060'

/** What the shell, the widgets and typography need whatever the texts say. */
const ALWAYS = `${ASCII}${INVISIBLE}\u00a0·×÷±–—‘’“”…→←↑↓⇒≤≥≠≈∞✓•©`

/** Faces for syllables that no message or lesson uses but a name or a comment may: the 2,350 of KS X 1001,
 *  in this many files, so that one name costs a page one or two of them. */
const RARE_FILES = 12

const SANS = {
  name: 'pretendard',
  file: 'dist/web/variable/woff2/PretendardVariable.woff2',
  wght: { min: 400, max: 760 },
}
const MONO = {
  name: '@fontsource-variable/jetbrains-mono',
  file: 'files/jetbrains-mono-latin-wght-normal.woff2',
  wght: { min: 400, max: 700 },
}

const FEATURES = ['kern', 'ccmp', 'mark', 'mkmk', 'locl', 'tnum', 'ss05', 'case']

/** Where the faces lie, below the root of the repository. Git ignores it: it is made before every build. */
export const FONT_FOLDER = 'app/_fonts/generated'

/** Makes `fonts.css` and its files: Pretendard cut to what messages and content say in one file, the other
 *  common syllables in `RARE_FILES` more that load only when a page shows one, and JetBrains Mono cut to ASCII.
 *  The rare ones are a family of their own: of a family with a face that is not loaded the browser opens a face of
 *  the system for every size, whether a character is of that face or not.
 *  Does nothing when nothing changed. `root` is the folder of the repository; needs the packages `pretendard`
 *  and `@fontsource-variable/jetbrains-mono`, throws when a file of theirs is missing. */
export async function buildFonts(
  root: string,
): Promise<{ characters: number; bytes: number; fresh: boolean }> {
  const characters = await usedCharacters(root)
  const files = new Map<string, () => Promise<Uint8Array>>()
  const faces: string[] = []
  for (const [index, text] of rareSyllables().entries()) {
    files.set(`rare-${index}.woff2`, () => cut(root, SANS, text))
    const left = [...text].filter((syllable) => !characters.includes(syllable)).join('')
    if (left !== '') faces.push(face('Pretendard Rare', `rare-${index}.woff2`, SANS, unicodeRange(left)))
  }
  files.set('pretendard.woff2', () => cut(root, SANS, characters))
  faces.push(face('Pretendard Variable', 'pretendard.woff2', SANS, unicodeRange(characters)))
  files.set('jetbrains-mono.woff2', () => cut(root, MONO, ASCII))
  faces.push(face('JetBrains Mono Variable', 'jetbrains-mono.woff2', MONO, unicodeRange(ASCII + INVISIBLE)))
  const written = await write(
    path.join(root, FONT_FOLDER),
    await recipeOf(root),
    files,
    `${faces.join('\n')}\n`,
  )
  return { characters: characters.length, ...written }
}

/** Every character of messages, screens and content that a reader may see, sorted, once each. */
async function usedCharacters(root: string): Promise<string> {
  const seen = new Set(ALWAYS)
  for (const folder of ['lib/i18n', 'content', 'app']) {
    for (const file of await textFiles(path.join(root, folder))) {
      for (const character of await readFile(file, 'utf8')) if (character >= ' ') seen.add(character)
    }
  }
  return [...seen].sort().join('')
}

async function textFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((e) => e.isFile() && /\.(tsx?|mdx|ya?ml|c|json)$/.test(e.name) && !/\.test\.tsx?$/.test(e.name))
    .map((e) => path.join(e.parentPath, e.name))
}

/** The Hangul of KS X 1001 in order of code, in `RARE_FILES` runs: its rows are bytes B0 to C8 of EUC-KR. */
function rareSyllables(): string[] {
  const decoder = new TextDecoder('euc-kr')
  let all = ''
  for (let row = 0xb0; row <= 0xc8; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) all += decoder.decode(Uint8Array.of(row, cell))
  }
  const length = Math.ceil(all.length / RARE_FILES)
  return Array.from({ length: RARE_FILES }, (_, i) => all.slice(i * length, (i + 1) * length))
}

type Source = { name: string; file: string; wght: { min: number; max: number } }

async function cut(root: string, source: Source, text: string): Promise<Uint8Array> {
  const options = {
    targetFormat: 'woff2' as const,
    variationAxes: { wght: source.wght },
    keepFeatures: FEATURES,
  }
  return subsetFont(await readFile(sourceFile(root, source)), text, options)
}

/** Writes only what is missing or was made from something else, and removes what nothing asks for. Each file
 *  appears whole, by a rename: a build and a test run may make the same faces at once. */
async function write(
  folder: string,
  recipe: string,
  files: Map<string, () => Promise<Uint8Array>>,
  css: string,
) {
  const stampFile = path.join(folder, 'stamp')
  const stamp = `${recipe}\n${createHash('sha256').update(css).digest('hex')}\n`
  await mkdir(folder, { recursive: true })
  const old = existsSync(stampFile) ? await readFile(stampFile, 'utf8') : ''
  // The rare syllables and the mono face do not depend on the texts, so they outlive a change of those.
  const keeps = (name: string) =>
    old === stamp || (name !== 'pretendard.woff2' && old.startsWith(`${recipe}\n`))
  for (const [name, make] of files) {
    const file = path.join(folder, name)
    if (!existsSync(file) || !keeps(name)) await replace(file, await make())
  }
  for (const name of await readdir(folder)) {
    if (name.endsWith('.woff2') && !files.has(name)) await rm(path.join(folder, name))
  }
  if (old !== stamp) await replace(path.join(folder, 'fonts.css'), css)
  if (old !== stamp) await replace(stampFile, stamp)
  const { size } = await stat(path.join(folder, 'pretendard.woff2'))
  return { bytes: size, fresh: old === stamp }
}

async function replace(file: string, data: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}`
  await writeFile(temporary, data)
  await rename(temporary, file)
}

/** What the faces are made of besides the texts: the versions of both packages and how they are cut. */
async function recipeOf(root: string): Promise<string> {
  const versions = [SANS.name, MONO.name].map(async (name) => {
    const file = createRequire(path.join(root, 'package.json')).resolve(`${name}/package.json`)
    return `${name}@${(JSON.parse(await readFile(file, 'utf8')) as { version: string }).version}`
  })
  return [...(await Promise.all(versions)), RARE_FILES, ...FEATURES, SANS.wght.max, MONO.wght.max].join(' ')
}

function face(family: string, file: string, { wght }: Source, characters: string): string {
  return [
    '@font-face {',
    `  font-family: "${family}";`,
    `  src: url("./${file}") format("woff2");`,
    `  font-weight: ${wght.min} ${wght.max};`,
    '  font-style: normal;',
    '  font-display: swap;',
    `  unicode-range: ${characters};`,
    '}',
  ].join('\n')
}

/** The CSS `unicode-range` of exactly these characters. */
function unicodeRange(text: string): string {
  const codes = [...text].map((c) => c.codePointAt(0) ?? 0).sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const code of codes) {
    const last = runs.at(-1)
    if (last && code === last[1] + 1) last[1] = code
    else runs.push([code, code])
  }
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(', ')
}

function hex(code: number): string {
  return code.toString(16).toUpperCase()
}

function range(from: number, to: number): string {
  return String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))
}

function sourceFile(root: string, { name, file }: Source): string {
  const require = createRequire(path.join(root, 'package.json'))
  return path.join(path.dirname(require.resolve(`${name}/package.json`)), file)
}
