import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument, visit } from 'yaml'

/** What stands in each private field of the content that a canary build is made of. No two share a word. */
export const CANARIES = {
  /** The output of a program, and so the key of the item that asks for it: the source shows no letter of it. */
  key: 'Schluesselvogel',
  /** The key of another variant of that item. */
  variant: 'Goldhaehnchen',
  /** A part of what a schedule has to bring about, computed likewise. */
  outcome: 'Zaunkoenig',
  /** The program that holds, and those that only seem to: in a comment. */
  mended: 'Steinschmaetzer',
  refused: 'Wiedehopf',
  feedback: 'Rotkehlchen',
  explanation: 'Kanarienvogel',
  misconception: 'Nachtigall',
  hint: 'Buchfink',
  /** The number that an item asks for. */
  number: '7320508',
} as const
export type Field = keyof typeof CANARIES

/** Words of a rubric and of a key that cannot be changed without changing what they mean: as names in data. */
const NAMES = [
  'partial',
  'per-option',
  'per-line',
  'per-part',
  'correct',
  'witness',
  'witnesses',
  'maxSteps',
  'slips',
  'placed',
  'accepted',
  'factor',
] as const

/** What is asked for is put by ids that say nothing, and only a key names several of them in a row or puts one to another. */
const SHAPES = {
  'ids in their order': /(?:"[0-9a-f]{8}",)+"[0-9a-f]{8}"/,
  'what belongs to an id': /"[0-9a-f]{8}":"/,
} as const

/** Which private fields stand in a text: raw, escaped for JSON, HTML or an address, encoded, or backwards.
 *  @param isCode of a script: there the names of fields are no leak, because a verdict is drawn from them
 *  @param more further secrets, by name */
export function leaks(text: string, isCode = false, more: Readonly<Record<string, string>> = {}): string[] {
  const readings = [text, ...unescaped(text)]
  const has = (form: string) => readings.some((reading) => reading.includes(form))
  const words = Object.entries({ ...CANARIES, ...more }).filter(([, word]) => formsOf(word).some(has))
  // What is null tells nothing.
  const named = (name: string) => readings.some((one) => new RegExp(`"${name}":(?!null)`).test(one))
  const names = isCode ? [] : NAMES.filter((name) => named(name) || has(`:"${name}"`))
  const shapes = isCode
    ? []
    : Object.entries(SHAPES).filter(([, shape]) => readings.some((one) => shape.test(one)))
  return [...words.map(([field]) => field), ...names, ...shapes.map(([shape]) => shape)]
}

/** How a word may be written so that a machine reads it. */
function formsOf(word: string): string[] {
  const bytes = Buffer.from(word)
  return [word, [...word].reverse().join(''), bytes.toString('hex'), ...base64(word)]
}

/** The text without the escapes of JSON, JavaScript, HTML and addresses, once and twice. */
function unescaped(text: string): string[] {
  const once = unescapedOnce(text)
  const twice = unescapedOnce(once)
  return twice === once ? [once] : [once, twice]
}

function unescapedOnce(text: string): string {
  const hex = (_: string, code: string) => String.fromCharCode(Number.parseInt(code, 16))
  return text
    .replace(/\\+u\{?([0-9a-f]{2,4})\}?/gi, hex)
    .replace(/\\+x([0-9a-f]{2})/gi, hex)
    .replace(/%([0-9a-f]{2})/gi, hex)
    .replace(/&#x([0-9a-f]+);/gi, hex)
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\\+(["'/])/g, '$1')
}

/** The middle of a text's base64 at each of the three places that it can begin at; the alphabets differ in nothing
 *  that letters are made into. */
function base64(text: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('x'.repeat(shift) + text).toString('base64')
    return encoded.slice(shift === 0 ? 0 : 4, -4)
  })
}

/** Puts the canaries into the content under `root`. */
export function plant(root: string): void {
  for (const file of itemFiles(root))
    edit(file, (name, pair) => {
      if (name === 'mended') comment(pair.value, CANARIES.mended)
      if (name === 'source') comment(pair.value, CANARIES.refused)
      if (name !== 'feedback' && name !== 'explanation' && name !== 'hint') return
      append(pair.value, CANARIES[name])
    })
  edit(path.join(root, 'concepts.yaml'), (name, pair) => {
    if (name === 'misconceptions') append(pair.value, CANARIES.misconception)
  })
  writeFileSync(path.join(root, 'files-and-pipes/two-writes.c'), printer(CANARIES.key))
  // What is believed of programs is said by their lines, and this one has others now.
  rmSync(path.join(root, 'files-and-pipes/believed.yaml'))
  plantVariant(root)
  plantOutcome(root)
  plantNumber(root)
}

/** A number that nobody would write, for the first item that asks for one which no run decides, without its variants. */
function plantNumber(root: string): void {
  for (const file of itemFiles(root)) {
    const items = parseDocument(readFileSync(file, 'utf8'))
    const written = items.toJS() as { kind: string; value?: number }[]
    const at = written.findIndex(({ kind, value }) => kind === 'numeric' && value !== undefined)
    if (at < 0) continue
    items.setIn([at, 'value'], Number(CANARIES.number))
    items.deleteIn([at, 'variants'])
    writeFileSync(file, items.toString())
    return
  }
  throw new Error('there is no number to ask for')
}

/** The items of every lesson. */
function itemFiles(root: string): string[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => path.join(root, name, 'items.yaml'))
}

/** A variant of that item, whose program prints another canary. */
function plantVariant(root: string): void {
  const file = path.join(root, 'files-and-pipes/items.yaml')
  const items = parseDocument(readFileSync(file, 'utf8'))
  const at = (items.toJS() as { id: string }[]).findIndex(({ id }) => id === VARIED)
  if (at < 0) throw new Error(`there is no item ${VARIED}`)
  const change = [
    [codesOf(CANARIES.key), codesOf(CANARIES.variant)],
    [`i < ${CANARIES.key.length}`, `i < ${CANARIES.variant.length}`],
  ]
  items.setIn([at, 'variants'], items.createNode([{ edit: Object.fromEntries(change) }]))
  writeFileSync(file, items.toString())
}

/** The item that has a variant with a canary. */
export const VARIED = 'ipc-pipe.one-read'

/** An item whose schedule has to bring a canary about: a program of its own, so that no lesson shows it. */
function plantOutcome(root: string): void {
  const source = readFileSync(path.join(root, 'shared-memory/shared-counter.c'), 'utf8')
  const print = `${spell(CANARIES.outcome)}    printf(" %d\\n", *count);`
  writeFileSync(
    path.join(root, 'shared-memory/shared-canary.c'),
    source.replace('    printf("count = %d\\n", *count);', print),
  )
  const file = path.join(root, 'shared-memory/items.yaml')
  const text = readFileSync(file, 'utf8')
  const changed = text
    .replace('program: { file: shared-counter.c }', 'program: { file: shared-canary.c }')
    .replaceAll(/(stdout: ")count = (\d)/g, `$1${CANARIES.outcome} $2`)
  if (changed.split(CANARIES.outcome).length !== 3) throw new Error('the item that is steered has changed')
  writeFileSync(file, changed)
}

/** A program as long as the one that it stands in for, which prints a word that its source does not show. */
function printer(word: string): string {
  return `#include <stdio.h>\n\nint main(void) {\n${'\n'.repeat(10)}${spell(word)}    return 0;\n}\n`
}

function codesOf(word: string): string {
  return [...word].map((c) => c.charCodeAt(0) ^ 85).join(', ')
}

function spell(word: string): string {
  return `    int codes[] = {${codesOf(word)}};\n    for (int i = 0; i < ${word.length}; i++)\n        putchar(codes[i] ^ 85);\n`
}

function edit(file: string, change: (name: unknown, pair: Pair) => void): void {
  const text = parseDocument(readFileSync(file, 'utf8'))
  visit(text, { Pair: (_, pair) => change(isScalar(pair.key) ? pair.key.value : null, pair as Pair) })
  writeFileSync(file, text.toString())
}

/** Adds a word to a program, where it changes nothing. */
function comment(value: unknown, word: string): void {
  if (isScalar(value)) value.value = `${value.value}// ${word}\n`
}

/** Adds a word to every text in a value. */
function append(value: unknown, word: string): void {
  if (isScalar(value)) value.value = `${value.value} ${word}`
  else if (isSeq(value)) for (const item of value.items) append(item, word)
  else if (isMap(value)) for (const item of value.items) if (isPair(item)) append(item.value, word)
}
