/** Lines that begin with `#`. */
import { evaluateCondition } from './condition'
import { type DiagnosticCode, report } from './diagnostic'
import { createLexer, type Lexer, lex } from './lexer'
import { expandList } from './macro'
import { abandon, type Preprocessor } from './preprocessor'
import { addSource, locate, type Source } from './source'
import { internText, LINE_START, type Macro, type Name, SPACE_BEFORE, spell, T, type Token } from './token'

const MAX_INCLUDES = 200
/** What an include costs beside its text, in characters: empty files are not free. */
const INCLUDE_COST = 64

/** The next token of the innermost source; directives are obeyed, and finished includes left. */
export function readSource(pp: Preprocessor): Token {
  for (;;) {
    const lexer = pp.lexers[pp.lexers.length - 1]!
    const token = lex(lexer)
    if (token.kind === T.Hash && (token.flags & LINE_START) !== 0) directive(pp, lexer)
    else if (token.kind !== T.End) return token
    else {
      closeConditionals(pp, lexer)
      if (pp.lexers.length === 1) return token
      pp.lexers.pop()
      pp.conditionals.pop()
    }
  }
}

function closeConditionals(pp: Preprocessor, lexer: Lexer): void {
  const open = pp.conditionals[pp.conditionals.length - 1]!
  for (const { at, directive } of open) report(pp.reporter, 'unterminated-conditional', at, [directive])
  open.length = 0
  if (lexer.unterminated >= 0) report(pp.reporter, 'unterminated-comment', lexer.unterminated)
  lexer.unterminated = -1
}

const BYTE_ORDER_MARK = 0xfeff

/** Makes a text the innermost source. */
export function pushSource(pp: Preprocessor, name: string, text: string, system: boolean): void {
  const plain = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text
  const source = addSource(pp.reporter.map, name, plain, system)
  pp.lexers.push(createLexer(source, pp.names))
  pp.conditionals.push([])
}

function restOfLine(lexer: Lexer): Token[] {
  const tokens: Token[] = []
  for (let token = lex(lexer); token.kind !== T.Newline; token = lex(lexer)) tokens.push(token)
  return tokens
}

function directive(pp: Preprocessor, lexer: Lexer): void {
  lexer.directive = true
  const first = lex(lexer)
  // the line's text is needed as written by #error and #include <…>
  const from = lexer.position
  if (first.kind !== T.Newline) obey(pp, lexer, first, from)
  lexer.directive = false
}

function obey(pp: Preprocessor, lexer: Lexer, first: Token, from: number): void {
  const word = spell(first)
  switch (word) {
    case 'include':
    case 'include_next':
    case 'import':
      include(pp, lexer, first, from)
      return
    case 'define':
      define(pp, first, restOfLine(lexer))
      return
    case 'undef': {
      const target = restOfLine(lexer)[0]
      if (target === undefined || target.name === null) report(pp.reporter, 'bad-macro', first.at, [''])
      else target.name.macro = null
      return
    }
    case 'if':
    case 'ifdef':
    case 'ifndef':
      openConditional(pp, lexer, first, word)
      return
    case 'elif':
    case 'else':
    case 'endif':
      continueConditional(pp, lexer, first, word)
      return
    case 'error':
    case 'warning': {
      restOfLine(lexer)
      const text = lexer.text.slice(from, lexer.position).trim()
      report(pp.reporter, word === 'error' ? 'error-directive' : 'warning-directive', first.at, [text])
      return
    }
    case 'pragma':
      pragma(pp, lexer, restOfLine(lexer))
      return
    case 'line':
      renumber(pp, lexer, restOfLine(lexer))
      return
    case 'ident':
      restOfLine(lexer)
      return
    default:
      if (first.kind === T.Number) renumber(pp, lexer, [first, ...restOfLine(lexer)])
      else {
        restOfLine(lexer)
        report(pp.reporter, 'bad-directive', first.at, [word])
      }
  }
}

function pragma(pp: Preprocessor, lexer: Lexer, tokens: readonly Token[]): void {
  const word = tokens[0]?.name?.text
  if (word === 'once') pp.onceFiles.add(lexer.source.name)
  else if (word === 'pack') pack(pp, tokens)
  else if (word === 'push_macro' || word === 'pop_macro') {
    const text = tokens[2]?.text.slice(1, -1) ?? ''
    const name = internText(pp.names, text)
    const stack = pp.pushedMacros.get(text) ?? []
    pp.pushedMacros.set(text, stack)
    if (word === 'push_macro') stack.push(name.macro)
    else if (stack.length > 0) name.macro = stack.pop()!
  }
}

/** `#pragma pack(n)`, `pack()`, `pack(push, n)`, `pack(pop)`. */
function pack(pp: Preprocessor, tokens: readonly Token[]): void {
  const words = tokens.slice(2).map(spell)
  if (words[0] === 'push') pp.packs.push(pp.pack)
  if (words[0] === 'pop') {
    pp.pack = pp.packs.pop() ?? 0
    return
  }
  const size = words.find((word) => /^\d+$/.test(word))
  if (size !== undefined) pp.pack = Number(size)
  else if (words[0] === ')') pp.pack = 0
}

/** `#line number "file"`: what the next line is called. */
function renumber(pp: Preprocessor, lexer: Lexer, tokens: readonly Token[]): void {
  const [number, file] = expandList(pp, tokens)
  const { source } = lexer
  const position = source.base + lexer.position
  if (number === undefined || number.kind !== T.Number || !/^\d{1,9}$/.test(number.text)) {
    report(pp.reporter, 'bad-directive', tokens[0]?.at ?? position, ['line'])
    return
  }
  const next = locate(pp.reporter.map, position).line + 1
  const before = source.renumbered[source.renumbered.length - 1]?.file ?? source.name
  const name = file?.kind === T.String ? file.text.slice(1, -1) : before
  source.renumbered.push({ offset: lexer.position, difference: Number(number.text) - next, file: name })
}

function include(pp: Preprocessor, lexer: Lexer, word: Token, from: number): void {
  const tokens = restOfLine(lexer)
  if (pp.conditionals.at(-1)?.length === 0) noteInclude(lexer.source, word.at)
  const raw = lexer.text.slice(from, lexer.position).trim()
  const spelling = /^(?:<[^>]*>|"[^"]*")/.exec(raw)?.[0] ?? expandList(pp, tokens).map(spell).join('').trim()
  const match = /^(?:<([^>]+)>|"([^"]+)")/.exec(spelling)
  if (match === null) {
    report(pp.reporter, 'bad-include', word.at)
    return
  }
  const name = match[1] ?? match[2]!
  const found = pp.resolve(name, match[1] !== undefined, lexer.source.name)
  const at = tokens[0]?.at ?? word.at
  if (found === null) {
    if (pp.known.isRefusedHeader(name)) report(pp.reporter, 'unsupported', at, [`<${name}>`])
    else report(pp.reporter, 'header-not-found', at, [name])
    return
  }
  if (pp.onceFiles.has(found.name)) return
  pp.includeBudget -= found.text.length + INCLUDE_COST
  if (pp.lexers.length > MAX_INCLUDES || pp.includeBudget < 0) {
    report(pp.reporter, pp.includeBudget < 0 ? 'include-limit' : 'include-depth', at)
    abandon(pp)
    return
  }
  lexer.directive = false
  pushSource(pp, found.name, found.text, found.system)
}

/** The line behind an `#include`, for one more of them. */
function noteInclude(source: Source, at: number): void {
  const end = source.text.indexOf('\n', at - source.base)
  if (end >= 0) source.includesEnd = end + 1
}

function define(pp: Preprocessor, word: Token, tokens: Token[]): void {
  const target = tokens[0]
  const name = target?.name ?? null
  if (name === null || name.text === 'defined') {
    report(pp.reporter, 'bad-macro', target?.at ?? word.at, [target === undefined ? '' : spell(target)])
    return
  }
  const second = tokens[1]
  let parameters: Parameters | null = null
  let bodyStart = 1
  if (second?.kind === T.LeftParen && (second.flags & SPACE_BEFORE) === 0) {
    parameters = readParameters(pp, tokens)
    if (parameters === null) {
      report(pp.reporter, 'bad-macro', target!.at, [name.text])
      return
    }
    bodyStart = parameters.end
  }
  const body = tokens.slice(bodyStart)
  const names = parameters === null ? null : parameters.names
  const slots = body.map((token) => (token.name === null || names === null ? -1 : names.indexOf(token.name)))
  const fault = bodyFault(body, slots, names !== null)
  if (fault !== null) {
    report(pp.reporter, fault, target!.at, [name.text])
    return
  }
  const variadic = parameters?.variadic ?? false
  const hasOptional = variadic && body.some((token) => token.name?.text === '__VA_OPT__')
  const macro = {
    name: name.text,
    parameters: names,
    variadic,
    hasOptional,
    body,
    slots,
    builtin: null,
    disabled: false,
  }
  const old = name.macro
  if (old !== null && !sameMacro(old, macro)) report(pp.reporter, 'macro-redefined', target!.at, [name.text])
  name.macro = macro
}

function bodyFault(
  body: readonly Token[],
  slots: readonly number[],
  isFunction: boolean,
): DiagnosticCode | null {
  const pasteFirst = body[0]?.kind === T.HashHash || body[body.length - 1]?.kind === T.HashHash
  if (pasteFirst) return 'bad-macro'
  const badHash = (token: Token, i: number): boolean => token.kind === T.Hash && (slots[i + 1] ?? -1) < 0
  return isFunction && body.some(badHash) ? 'bad-stringify' : null
}

type Parameters = { readonly names: Name[]; readonly variadic: boolean; readonly end: number }

/** Parameters between the parentheses that begin at tokens[1]. */
function readParameters(pp: Preprocessor, tokens: readonly Token[]): Parameters | null {
  const names: Name[] = []
  let variadic = false
  let i = 2
  if (tokens[i]?.kind === T.RightParen) return { names, variadic, end: i + 1 }
  for (;;) {
    const token = tokens[i++]
    if (token === undefined || variadic) return null
    if (token.kind === T.Ellipsis) {
      variadic = true
      names.push(internText(pp.names, '__VA_ARGS__'))
    } else if (token.name !== null && !names.includes(token.name)) {
      names.push(token.name)
      if (tokens[i]?.kind === T.Ellipsis) {
        variadic = true
        i++
      }
    } else return null
    const separator = tokens[i++]
    if (separator?.kind === T.RightParen) return { names, variadic, end: i }
    if (separator?.kind !== T.Comma) return null
  }
}

function sameMacro(a: Macro, b: Macro): boolean {
  if (a.builtin !== null || a.body.length !== b.body.length) return false
  if (a.parameters?.length !== b.parameters?.length) return false
  return a.body.every((token, i) => spell(token) === spell(b.body[i]!))
}

function openConditional(pp: Preprocessor, lexer: Lexer, word: Token, directive: string): void {
  const tokens = restOfLine(lexer)
  const holds =
    directive === 'if' ? condition(pp, word, tokens) : isDefined(pp, word, tokens) === (directive === 'ifdef')
  const open = pp.conditionals[pp.conditionals.length - 1]!
  open.push({ at: word.at, directive, taken: holds, elseSeen: false })
  if (!holds) skipGroup(pp, lexer)
}

function isDefined(pp: Preprocessor, word: Token, tokens: readonly Token[]): boolean {
  const name = tokens[0]?.name ?? null
  if (name === null) report(pp.reporter, 'bad-condition', word.at)
  return isDefinedName(name)
}

/** `__has_…` count as defined, though only conditions may ask them. */
function isDefinedName(name: Name | null): boolean {
  return name !== null && (name.macro !== null || name.text in QUESTIONS)
}

/** #elif, #else or #endif met while a branch was being read. */
function continueConditional(pp: Preprocessor, lexer: Lexer, word: Token, directive: string): void {
  const open = pp.conditionals[pp.conditionals.length - 1]!
  restOfLine(lexer)
  const innermost = open[open.length - 1]
  if (innermost === undefined) {
    report(pp.reporter, 'unbalanced-conditional', word.at, [directive])
    return
  }
  if (directive === 'endif') {
    open.pop()
    return
  }
  if (innermost.elseSeen) report(pp.reporter, 'unbalanced-conditional', word.at, [directive])
  if (directive === 'else') innermost.elseSeen = true
  innermost.taken = true
  skipGroup(pp, lexer)
}

/** Skips to the branch that is to be read, or past #endif. */
function skipGroup(pp: Preprocessor, lexer: Lexer): void {
  const open = pp.conditionals[pp.conditionals.length - 1]!
  const current = open[open.length - 1]!
  let nesting = 0
  lexer.directive = false
  for (;;) {
    const token = lex(lexer)
    if (token.kind === T.End) return
    if (token.kind !== T.Hash || (token.flags & LINE_START) === 0) continue
    lexer.directive = true
    const word = lex(lexer)
    const directive = word.name?.text ?? ''
    const rest = word.kind === T.Newline ? [] : restOfLine(lexer)
    lexer.directive = false
    if (directive === 'if' || directive === 'ifdef' || directive === 'ifndef') nesting++
    else if (directive === 'endif' && nesting-- === 0) {
      open.pop()
      return
    } else if (nesting === 0 && (directive === 'elif' || directive === 'else')) {
      if (current.elseSeen) report(pp.reporter, 'unbalanced-conditional', word.at, [directive])
      current.elseSeen ||= directive === 'else'
      if (current.taken) continue
      current.taken = directive === 'else' || condition(pp, word, rest)
      if (current.taken) return
    }
  }
}

function condition(pp: Preprocessor, word: Token, tokens: readonly Token[]): boolean {
  const value = evaluateCondition(expandList(pp, replaceDefined(pp, tokens)))
  if (value === null) report(pp.reporter, 'bad-condition', word.at)
  return value === true
}

/** `defined X`, `defined(X)` and `__has_include(…)` become 0 or 1 before macros are replaced. */
function replaceDefined(pp: Preprocessor, tokens: readonly Token[]): Token[] {
  const out: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    const word = token.name?.text
    const parenthesised = tokens[i + 1]?.kind === T.LeftParen
    const truth = (value: boolean): number =>
      out.push({ kind: T.Number, at: token.at, flags: token.flags, name: null, text: value ? '1' : '0' })
    if (word === 'defined') {
      const name = tokens[i + (parenthesised ? 2 : 1)]?.name ?? null
      truth(isDefinedName(name))
      i += parenthesised ? 3 : 1
    } else if (parenthesised && word !== undefined && word in QUESTIONS) {
      const close = tokens.findIndex((t, j) => j > i && t.kind === T.RightParen)
      const inner = tokens.slice(i + 2, close < 0 ? tokens.length : close)
      truth(QUESTIONS[word as keyof typeof QUESTIONS](pp, inner))
      i = close < 0 ? tokens.length : close
    } else out.push(token)
  }
  return out
}

/** What `#if` can ask about the compiler. */
const QUESTIONS = {
  __has_include: hasInclude,
  __has_attribute: hasAttribute,
  __has_c_attribute: hasAttribute,
  __has_builtin: hasBuiltin,
} as const

function hasAttribute(pp: Preprocessor, tokens: readonly Token[]): boolean {
  const name = tokens[tokens.length - 1]?.name?.text.replace(/^__(.*)__$/, '$1')
  return name !== undefined && pp.known.isAttribute(name)
}

function hasBuiltin(pp: Preprocessor, tokens: readonly Token[]): boolean {
  const name = tokens[0]?.name?.text
  return name !== undefined && pp.known.isBuiltinName(name)
}

function hasInclude(pp: Preprocessor, tokens: readonly Token[]): boolean {
  const text = tokens.map(spell).join('')
  const { file } = locate(pp.reporter.map, tokens[0]?.at ?? 0)
  return text.length > 2 && pp.resolve(text.slice(1, -1), text.startsWith('<'), file) !== null
}
