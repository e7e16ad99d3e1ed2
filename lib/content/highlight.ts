/** What a piece of C source is, as far as colour goes. */
export type CodeTokenKind = 'plain' | 'keyword' | 'string' | 'number' | 'comment' | 'directive'
export type CodeToken = { readonly kind: CodeTokenKind; readonly text: string }

const KEYWORDS = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if inline int long ' +
    'register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while ' +
    '_Atomic _Bool _Thread_local pid_t pthread_t pthread_mutex_t size_t ssize_t'
  ).split(' '),
)

/** Longest first at each place: comment, string or character, directive, number, word, anything else. */
const TOKEN =
  /(?<comment>\/\*[\s\S]*?\*\/|\/\/[^\n]*)|(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?<directive>^[ \t]*#[ \t]*\w+)|(?<number>\b(?:0x[\da-f]+|\d[\d.]*)[ul]*\b)|(?<word>\b[A-Za-z_]\w*)|[\s\S]/gimu

/** Splits C source into tokens whose texts, joined, are the source again. On the server and in a browser. */
export function highlightC(source: string): CodeToken[] {
  const tokens: CodeToken[] = []
  for (const match of source.matchAll(TOKEN)) {
    const kind = kindOf(match.groups ?? {})
    const last = tokens.at(-1)
    if (last && last.kind === kind) tokens[tokens.length - 1] = { kind, text: last.text + match[0] }
    else tokens.push({ kind, text: match[0] })
  }
  return tokens
}

/** The tokens of each line; a comment over several lines is one in each of them. */
export function highlightLines(source: string): CodeToken[][] {
  const lines: CodeToken[][] = [[]]
  for (const { kind, text } of highlightC(source.replace(/\n$/, ''))) {
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ kind, text: part })
    }
  }
  return lines
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): CodeTokenKind {
  if (groups.comment !== undefined) return 'comment'
  if (groups.string !== undefined) return 'string'
  if (groups.directive !== undefined) return 'directive'
  if (groups.number !== undefined) return 'number'
  return groups.word !== undefined && KEYWORDS.has(groups.word) ? 'keyword' : 'plain'
}

/** The class of a token's span: what the style sheet knows. */
export function codeClass(kind: CodeTokenKind): string | null {
  return kind === 'plain' ? null : `code-${kind}`
}
