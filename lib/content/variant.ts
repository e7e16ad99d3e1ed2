import 'server-only'
import type { FileItem, WrittenVariant } from './quiz-file'

// An item with other numbers and names: what is written, before anything is built from it.

/** Which fields hold what is said, besides texts in two languages. Everything else is a name of something. */
const SAID: ReadonlySet<PropertyKey> = new Set(['ko', 'en', 'stdout', 'value', 'typed'])
/** Never touched: an item's own name and place. */
const KEPT: ReadonlySet<PropertyKey> = new Set(['id', 'kind', 'section', 'points', 'variants'])

/** A program with other numbers and names.
 *  @throws where an edit does not fit the program */
export function editedProgram(source: string, edit: Readonly<Record<string, string>>): string {
  const places = Object.entries(edit).map(([from, to]) => {
    const at = source.indexOf(from)
    if (at < 0) throw new Error(`the program has no ${JSON.stringify(from)}`)
    if (source.indexOf(from, at + 1) >= 0)
      throw new Error(`${JSON.stringify(from)} stands in the program twice`)
    // Scenes name lines.
    if (to.split('\n').length !== from.split('\n').length)
      throw new Error('an edit keeps the number of lines')
    return { at, from, to }
  })
  places.sort((a, b) => b.at - a.at)
  for (const [i, { at, from }] of places.entries())
    if (at + from.length > (places[i - 1]?.at ?? source.length)) throw new Error('two edits overlap')
  return places.reduce(
    (text, { at, from, to }) => text.slice(0, at) + to + text.slice(at + from.length),
    source,
  )
}

/** An item as it would be written with other words: the same fields, and those that are written anew.
 *  @throws where a word that is to be replaced is not there */
export function variedItem(item: FileItem, { words, instead }: WrittenVariant): object {
  const replace = replacer(words)
  const walk = (value: unknown, isSaid: boolean): unknown => {
    if (typeof value === 'string') return isSaid ? replace(value) : value
    if (typeof value === 'number') return isSaid ? Number(replace(String(value))) : value
    if (Array.isArray(value)) return value.map((one) => walk(one, isSaid))
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.entries(value).map(([name, field]) => [name, walk(field, isSaid || SAID.has(name))])
    return Object.fromEntries(fields)
  }
  const own = Object.entries(item).filter(([name]) => !(name in instead) && name !== 'variants')
  const varied = own.map(([name, field]) => [name, KEPT.has(name) ? field : walk(field, SAID.has(name))])
  const idle = replace.idle()
  if (idle.length > 0) throw new Error(`nothing says ${idle.map((word) => JSON.stringify(word)).join(', ')}`)
  return { ...Object.fromEntries(varied), ...instead }
}

/** Puts words for words, all at once: what was put is not replaced again. A word ends where Latin letters and digits end, so that
 *  `8` is in `8개` and not in `18`, `1.8` or `x8`; Korean particles follow the sound of a number. */
function replacer(words: Readonly<Record<string, string>>) {
  const seen = new Set<string>()
  const from = Object.keys(words).sort((a, b) => b.length - a.length)
  if (from.length === 0) return Object.assign((text: string) => text, { idle: () => [] as string[] })
  const one = new RegExp(`(${from.map(bounded).join('|')})(\`?)(${PARTICLES})?`, 'gu')
  const replace = (text: string) =>
    text.replace(one, (_, word: string, tick: string, particle: string | undefined) => {
      seen.add(word)
      const put = words[word] ?? word
      return `${put}${tick}${particle ? particleAfter(put, particle) : ''}`
    })
  return Object.assign(replace, { idle: () => from.filter((word) => !seen.has(word)) })
}

function bounded(word: string): string {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const before = /^[A-Za-z0-9_]/.test(word) ? '(?<![A-Za-z0-9_]|\\d[.,])' : ''
  const after = /[A-Za-z0-9_]$/.test(word) ? '(?![A-Za-z0-9_]|[.,]\\d)' : ''
  return `${before}${plain}${after}`
}

/** Pairs of particles: after a consonant, and after a vowel. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['은', '는'],
  ['이', '가'],
  ['을', '를'],
  ['과', '와'],
  ['으로', '로'],
]
const PARTICLES = `(?:${PAIRS.flat().join('|')})(?![\\p{L}\\p{N}])`
/** Digits that are read with a consonant at the end: 영, 일, 삼, 육, 칠, 팔. */
const CLOSED = /[013678]$/

function particleAfter(put: string, particle: string): string {
  if (!/\d$/.test(put)) return particle
  const pair = PAIRS.find((one) => one.includes(particle))
  if (!pair) return particle
  // 로 follows ㄹ as it follows a vowel.
  const isClosed = CLOSED.test(put) && !(pair[1] === '로' && /[178]$/.test(put))
  return isClosed ? pair[0] : pair[1]
}
