import 'server-only'
import type { Locale } from '@/lib/quiz/item'
import { contentFolder, isKept, readContent } from './folder'
import { headingsOf } from './front'
import { glossary } from './glossary'

/** One section of a lesson as words, without its markup. */
export type Passage = {
  readonly section: string
  readonly title: string
  /** Paragraphs, one a line. Empty where a section holds the quiz or a card alone. */
  readonly prose: string
  /** Whether it explains little: the lesson's questions stand here, or what comes next and where it is written. */
  readonly isAside: boolean
  /** Titles of figures and simulators, and questions about them. */
  readonly captions: readonly string[]
  /** Words of the glossary that are explained here. */
  readonly terms: readonly string[]
  readonly termIds: readonly string[]
  /** Programs that run here, with what is said of each. */
  readonly programs: readonly { readonly file: string; readonly says: readonly string[] }[]
}

const shared = new Map<string, readonly Passage[]>()

/** The sections of a lesson in one language as plain words. Reads the text alone: nothing is compiled or run. */
export function passagesOf(slug: string, locale: Locale, root: string = contentFolder()): readonly Passage[] {
  const key = `${slug} ${locale}`
  const known = isKept(root) ? shared.get(key) : undefined
  if (known) return known
  const file = `${slug}/${locale}.mdx`
  const text = readContent(root, file)
  const lines = text.split('\n')
  const sections = headingsOf(text, file)
  const terms = glossary(root)
  const passages = sections.map(({ id, title, line }, i): Passage => {
    const body = lines.slice(line, (sections[i + 1]?.line ?? lines.length + 1) - 1).join('\n')
    const termIds = [...new Set([...body.matchAll(/<Term id="([^"]+)"/g)].map(([, term = '']) => term))]
    return {
      section: id,
      title: plainText(title),
      prose: plainText(body),
      isAside: /<Quiz\s*\/>|^\**(?:출처|Sources)[.:]/m.test(body),
      captions: attributesOf(body, 'title', 'question', 'caption').map(plainText),
      terms: termIds.flatMap((term) => terms.get(term)?.name[locale] ?? []),
      termIds,
      programs: programsIn(body),
    }
  })
  if (isKept(root)) shared.set(key, passages)
  return passages
}

const TAG = /<\/?[A-Z][A-Za-z]*(?:\s+[a-zA-Z]+(?:=(?:"[^"]*"|\{(?:"(?:[^"\\]|\\.)*"|[^}"])*\}))?)*\s*\/?>/g

/** Words of a text without code blocks, components and the marks of Markdown. A task's chip becomes its letter. */
export function plainText(text: string): string {
  return text
    .replace(/^\s*(```|~~~)[\s\S]*?^\s*\1.*$/gm, '')
    .replace(/<Task id="([A-Z])"\s*\/>/g, '$1')
    .replace(TAG, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*\|?[-:| ]+\|\s*$/gm, '')
    .replace(/^#+\s+|\s*\{#[a-z0-9-]+\}\s*$|^>\s?|^[-*]\s+|\*\*|`/gm, '')
    .replace(/\s*\|\s*/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

/** Values of attributes of text, in the order of the page. */
function attributesOf(body: string, ...names: readonly string[]): string[] {
  const found = body.matchAll(new RegExp(`\\s(?:${names.join('|')})="([^"]+)"`, 'g'))
  return [...found].map(([, value = '']) => value)
}

function programsIn(body: string): Passage['programs'] {
  const says = new Map<string, string[]>()
  const add = (file: string | undefined, own: readonly string[]) => {
    if (file) says.set(file, [...(says.get(file) ?? []), ...own])
  }
  for (const [tag] of body.matchAll(TAG)) {
    const titles = attributesOf(tag, 'title')
    add(attributesOf(tag, 'program')[0], titles)
    // Of two runs side by side each is called by its own name, too.
    for (const side of ['left', 'right'])
      add(
        attributesOf(tag, side)[0],
        titles.map((title) => `${title} (${attributesOf(tag, `${side}Name`)[0]})`),
      )
  }
  return [...says].map(([file, own]) => ({ file, says: own.map(plainText) }))
}
