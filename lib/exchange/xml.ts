import { Faulty } from './question'

// As much of XML 1.0 (fifth edition) as files of questions need, strictly: elements, attributes, text, CDATA, comments, the
// declaration and character references. A document type is refused: nothing that we read declares entities.

/** An element with its children in order; texts between them are joined where nothing stands between. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
  /** In which it begins, from 1 on. */
  readonly line: number
}

/** What XML cannot hold, however it is written. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u

/** Whether XML can hold a text. */
export function isXmlText(text: string): boolean {
  return !NO_CHARACTER.test(text)
}

/** A text between tags or in an attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}

/** A text between tags: as it is, where it has marks of its own that one wants to read. */
export function xmlText(text: string): string {
  if (!/[<>&]/.test(text) || text.includes('\r')) return escapeXml(text)
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

const NAME = /[A-Za-z_:][\w:.-]*/y
const SPACE = /\s*/y
const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads a document. @throws Faulty with the line at which it is not well-formed */
export function readXml(source: string): Element {
  // Line ends as XML reads them (2.11).
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  return new Reader(text).document()
}

type Open = { name: string; attributes: Record<string, string>; children: (Element | string)[]; line: number }

class Reader {
  private at = 0
  private line = 1
  private counted = 0

  constructor(private readonly text: string) {}

  document(): Element {
    const odd = NO_CHARACTER.exec(this.text)
    if (odd) this.fail(odd.index, `U+${(odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
    if (this.text.startsWith('<?xml')) this.skipTo('?>')
    this.misc()
    if (this.text[this.at] !== '<') this.fail(this.at, this.text.slice(this.at, this.at + 12))
    const root = this.element()
    this.misc()
    if (this.at < this.text.length) this.fail(this.at, this.text.slice(this.at, this.at + 12))
    return root
  }

  /** Without recursion: a file may be as deep as it likes. */
  private element(): Element {
    const open: Open[] = []
    for (;;) {
      const top = open.at(-1)
      if (this.text.startsWith('</', this.at)) {
        const from = this.at
        this.at += 2
        const name = this.match(NAME)?.[0] ?? ''
        this.match(SPACE)
        if (!top || name !== top.name || this.text[this.at] !== '>') this.fail(from, `</${name}>`)
        this.at++
        open.pop()
        if (open.length === 0) return top as Element
      } else if (this.text[this.at] === '<' && this.isTag()) {
        const { made, isClosed } = this.startTag()
        top?.children.push(made)
        if (!isClosed) open.push(made)
        else if (!top) return made
      } else {
        const more = this.chunk(top?.name ?? '')
        const last = top?.children.at(-1)
        if (typeof last === 'string') top?.children.splice(-1, 1, last + more)
        else if (more !== '') top?.children.push(more)
      }
    }
  }

  private isTag(): boolean {
    return !this.text.startsWith('<!', this.at) && !this.text.startsWith('<?', this.at)
  }

  private startTag(): { made: Open; isClosed: boolean } {
    const from = this.at++
    const line = this.lineAt(from)
    const name = this.match(NAME)?.[0]
    if (name === undefined) this.fail(from, '<')
    const attributes: Record<string, string> = {}
    for (let found = this.match(ATTRIBUTE); found; found = this.match(ATTRIBUTE)) {
      const [, key = '', double, single] = found
      if (Object.hasOwn(attributes, key)) this.fail(from, key)
      attributes[key] = this.resolve(double ?? single ?? '', from).replace(/[\t\n]/g, ' ')
    }
    this.match(SPACE)
    const isClosed = this.text.startsWith('/>', this.at)
    if (!isClosed && this.text[this.at] !== '>') this.fail(from, `<${name}`)
    this.at += isClosed ? 2 : 1
    return { made: { name: name ?? '', attributes, children: [], line }, isClosed }
  }

  /** Text, CDATA, a comment or an instruction. */
  private chunk(inside: string): string {
    const from = this.at
    if (this.text.startsWith('<![CDATA[', from)) return this.skipTo(']]>').slice(9)
    if (this.text.startsWith('<!--', from)) {
      this.at += 4
      if (this.skipTo('-->').includes('--')) this.fail(from, '--')
      return ''
    }
    if (this.text.startsWith('<?', from)) {
      this.skipTo('?>')
      return ''
    }
    const end = this.text.indexOf('<', from)
    if (end < 0 || end === from) this.fail(from, `<${inside}>`)
    this.at = end
    const raw = this.text.slice(from, end)
    if (raw.includes(']]>')) this.fail(from + raw.indexOf(']]>'), ']]>')
    return this.resolve(raw, from)
  }

  private resolve(raw: string, from: number): string {
    return raw.replace(/&(?:#x([0-9a-fA-F]+);|#(\d+);|(\w+);)?/g, (whole, hex, decimal, name, offset) => {
      const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null
      if (code !== null && code <= 0x10ffff && isXmlText(String.fromCodePoint(code)))
        return String.fromCodePoint(code)
      const known = name === undefined ? undefined : NAMED[name]
      return known ?? this.fail(from + offset, whole)
    })
  }

  /** Comments, instructions and blanks outside of the root. */
  private misc(): void {
    for (;;) {
      this.match(SPACE)
      if (!this.text.startsWith('<!--', this.at) && !this.text.startsWith('<?', this.at)) return
      this.chunk('')
    }
  }

  private skipTo(end: string): string {
    const found = this.text.indexOf(end, this.at)
    if (found < 0) this.fail(this.at, this.text.slice(this.at, this.at + 9))
    const skipped = this.text.slice(this.at, found)
    this.at = found + end.length
    return skipped
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found) this.at = pattern.lastIndex
    return found
  }

  private lineAt(place: number): number {
    for (; this.counted < place; this.counted++) if (this.text[this.counted] === '\n') this.line++
    return this.line
  }

  private fail(place: number, what: string): never {
    const line = 1 + (this.text.slice(0, place).match(/\n/g)?.length ?? 0)
    throw new Faulty({ line, code: 'xml', what })
  }
}
