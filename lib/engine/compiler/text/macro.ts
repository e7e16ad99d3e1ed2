/** Replacement of macros, with gcc's treatment of what the standard leaves open. */
import { type DiagnosticCode, report } from './diagnostic'
import { createLexer, lex } from './lexer'
import { abandon, END, type Preprocessor, painted, pushTokens, readRaw, withFlags } from './preprocessor'
import { presumedPlace, sourceAt } from './source'
import { LINE_START, type Macro, NO_EXPAND, SPACE_BEFORE, spell, T, type Token } from './token'

const MAX_DEPTH = 200

/** The next token after macro replacement. */
export function readExpanded(pp: Preprocessor): Token {
  for (;;) {
    const token = readRaw(pp)
    const { name } = token
    if (name === null || name.macro === null || (token.flags & NO_EXPAND) !== 0) return token
    if (name.macro.disabled) return painted(token)
    if (!expand(pp, token, name.macro)) return token
  }
}

/** All tokens of a list after replacement, as if nothing followed. */
export function expandList(pp: Preprocessor, tokens: readonly Token[]): Token[] {
  const { contexts, isolated } = pp
  if (pp.depth > MAX_DEPTH) return [...tokens]
  pp.depth++
  pp.contexts = [{ macro: null, tokens, index: 0 }]
  pp.isolated = true
  const out: Token[] = []
  for (let token = readExpanded(pp); token !== END; token = readExpanded(pp)) out.push(token)
  pp.contexts = contexts
  pp.isolated = isolated
  pp.depth--
  return out
}

/** Puts a macro's replacement before the rest of the input; false if the name stands for itself. */
function expand(pp: Preprocessor, use: Token, macro: Macro): boolean {
  // Given up: the expansions that this one is part of come to their ends too.
  if (pp.budget < 0) return false
  if (macro.builtin !== null) {
    pushTokens(pp, builtin(pp, use, macro), null)
    return true
  }
  let replacement: Token[]
  if (macro.parameters === null) {
    replacement = substitute(pp, macro, [], use)
  } else {
    const following = readRaw(pp)
    if (following.kind !== T.LeftParen) {
      if (following !== END) pushTokens(pp, [following], null)
      return false
    }
    const given = collectArguments(pp, macro, use)
    if (given === null) return true
    replacement = substitute(pp, macro, given, use)
  }
  if (pp.budget < 0) return true
  pp.budget -= replacement.length + 1
  if (pp.budget < 0) {
    complain(pp, 'expansion-limit', use, [])
    abandon(pp)
    return true
  }
  if (replacement.length > 0) replacement[0] = withFlags(replacement[0]!, firstFlags(replacement[0]!, use))
  macro.disabled = true
  pushTokens(pp, replacement, macro)
  return true
}

function firstFlags(first: Token, use: Token): number {
  const blanks = SPACE_BEFORE | LINE_START
  return (first.flags & ~blanks) | (use.flags & blanks)
}

function complain(pp: Preprocessor, code: DiagnosticCode, token: Token, args: string[]): void {
  report(pp.reporter, code, token.at, args)
}

type Argument = { readonly raw: Token[]; expanded: Token[] | null }

/** The arguments after `(` up to the matching `)`, or null after a complaint. */
function collectArguments(pp: Preprocessor, macro: Macro, use: Token): Argument[] | null {
  const parameters = macro.parameters!
  const given: Argument[] = []
  let raw: Token[] = []
  for (let nesting = 0; ; ) {
    const token = readRaw(pp)
    if (token.kind === T.End) {
      if (token !== END) pushTokens(pp, [token], null)
      complain(pp, 'macro-unterminated', use, [macro.name])
      return null
    }
    if (token.kind === T.LeftParen) nesting++
    else if (token.kind === T.RightParen && nesting-- === 0) break
    const rest = macro.variadic && given.length === parameters.length - 1
    if (token.kind === T.Comma && nesting === 0 && !rest) {
      given.push({ raw, expanded: null })
      raw = []
    } else raw.push(token)
  }
  if (given.length > 0 || raw.length > 0 || parameters.length > 0) given.push({ raw, expanded: null })
  if (macro.variadic && given.length === parameters.length - 1) given.push({ raw: [], expanded: null })
  if (given.length === parameters.length) return given
  const counts = [macro.name, String(parameters.length), String(given.length)]
  complain(pp, 'macro-arguments', use, counts)
  return null
}

/** The body with arguments in the places of parameters, `#` and `##` done. */
function substitute(pp: Preprocessor, definition: Macro, given: readonly Argument[], use: Token): Token[] {
  const macro = definition.hasOptional ? withoutOptional(pp, definition, given) : definition
  const { body } = macro
  const out: Token[] = []
  let placemarkers = false
  for (let i = 0; i < body.length; i++) {
    const token = body[i]!
    if (token.kind === T.HashHash && i > 0 && i + 1 < body.length) {
      i = pasteAt(pp, macro, given, use, i, out)
      placemarkers = true
      continue
    }
    const tokens = item(pp, macro, given, use, i, body[i + 1]?.kind === T.HashHash)
    if (token.kind === T.Hash && macro.parameters !== null) i++
    if (tokens.length === 0 && body[i + 1]?.kind === T.HashHash) out.push(placemarker(token))
    else for (const t of tokens) out.push(t)
  }
  return placemarkers ? out.filter((token) => !isPlacemarker(token)) : out
}

/** The macro with `__VA_OPT__(x)` replaced by x if there are variable arguments, else by nothing. */
function withoutOptional(pp: Preprocessor, macro: Macro, given: readonly Argument[]): Macro {
  const rest = given[given.length - 1]
  if (rest !== undefined) rest.expanded ??= expandList(pp, rest.raw)
  const present = rest !== undefined && rest.expanded!.length > 0
  const body: Token[] = []
  const slots: number[] = []
  let nesting = 0
  macro.body.forEach((token, i) => {
    const opens =
      nesting === 0 && token.name?.text === '__VA_OPT__' && macro.body[i + 1]?.kind === T.LeftParen
    if (opens) {
      nesting = -1
      return
    }
    const before = nesting
    if (nesting === -1) nesting = 1
    else if (nesting > 0 && token.kind === T.LeftParen) nesting++
    else if (nesting > 0 && token.kind === T.RightParen) nesting--
    const isBracket = before === -1 || (before === 1 && nesting === 0)
    if (isBracket || (before > 0 && !present)) return
    body.push(token)
    slots.push(macro.slots[i]!)
  })
  return { ...macro, body, slots }
}

function placemarker(token: Token): Token {
  return { kind: T.Other, at: token.at, flags: token.flags, name: null, text: '' }
}

function isPlacemarker(token: Token): boolean {
  return token.kind === T.Other && token.text === ''
}

/** What stands for the body's token i: itself, an argument (raw if it is going to be pasted), or `#`'s string. */
function item(
  pp: Preprocessor,
  macro: Macro,
  given: readonly Argument[],
  use: Token,
  i: number,
  raw: boolean,
): readonly Token[] {
  const token = macro.body[i]!
  if (token.kind === T.Hash && macro.parameters !== null) {
    const argument = given[macro.slots[i + 1] ?? -1]
    return argument === undefined ? [] : [stringify(argument.raw, use.at, token.flags)]
  }
  const slot = macro.slots[i]!
  if (slot < 0)
    return [{ kind: token.kind, at: use.at, flags: token.flags, name: token.name, text: token.text }]
  const argument = given[slot]!
  if (!raw) argument.expanded ??= expandList(pp, argument.raw)
  const tokens = raw ? argument.raw : argument.expanded!
  if (tokens.length === 0) return tokens
  const space = (tokens[0]!.flags & ~SPACE_BEFORE) | (token.flags & SPACE_BEFORE)
  return [withFlags(tokens[0]!, space), ...tokens.slice(1)]
}

/** Does the `##` at body index i; gives the index of the last body token that was used up. */
function pasteAt(
  pp: Preprocessor,
  macro: Macro,
  given: readonly Argument[],
  use: Token,
  i: number,
  out: Token[],
): number {
  const { body, slots, variadic, parameters } = macro
  const next = body[i + 1]!
  const slot = slots[i + 1]!
  const right = item(pp, macro, given, use, i + 1, true)
  const last = next.kind === T.Hash && parameters !== null ? i + 2 : i + 1
  const left = out.pop()
  if (variadic && parameters !== null && slot === parameters.length - 1 && left?.kind === T.Comma) {
    // GNU: the comma before an absent ## __VA_ARGS__ goes too
    if (right.length > 0) out.push(left, ...right)
    return last
  }
  if (left === undefined || isPlacemarker(left)) {
    if (right.length > 0) out.push(...right)
    else out.push(placemarker(next))
    return last
  }
  if (right.length === 0) out.push(left)
  else out.push(...paste(pp, left, right[0]!, use), ...right.slice(1))
  return last
}

function paste(pp: Preprocessor, left: Token, right: Token, use: Token): Token[] {
  const text = spell(left) + spell(right)
  const source = {
    name: '',
    text,
    base: 0,
    system: false,
    lines: null,
    splices: [],
    renumbered: [],
    includesEnd: 0,
  }
  const lexer = createLexer(source, pp.names)
  lexer.lineStart = false
  const token = lex(lexer)
  if (lexer.position !== text.length || token.kind === T.End || text.startsWith('//')) {
    complain(pp, 'bad-paste', use, [spell(left), spell(right)])
    return [left, right]
  }
  return [{ ...token, at: use.at, flags: left.flags & SPACE_BEFORE }]
}

function stringify(tokens: readonly Token[], at: number, flags: number): Token {
  let text = ''
  for (const token of tokens) {
    if (text !== '' && (token.flags & SPACE_BEFORE) !== 0) text += ' '
    const spelling = spell(token)
    const quoted = token.kind === T.String || token.kind === T.Char
    text += quoted ? spelling.replace(/["\\]/g, '\\$&') : spelling
  }
  return { kind: T.String, at, flags, name: null, text: `"${text}"` }
}

function builtin(pp: Preprocessor, use: Token, macro: Macro): Token[] {
  const text = (kind: T, spelling: string): Token[] => [
    { kind, at: use.at, flags: use.flags, name: null, text: spelling },
  ]
  const quote = (value: string): Token[] => text(T.String, `"${value.replace(/["\\]/g, '\\$&')}"`)
  const { map } = pp.reporter
  switch (macro.builtin!) {
    case 'line':
      return text(T.Number, String(presumedPlace(map, use.at).line))
    case 'file':
      return quote(presumedPlace(map, use.at).file)
    case 'base':
      return quote(pp.lexers[0]!.source.name)
    case 'counter':
      return text(T.Number, String(pp.counter++))
    case 'level':
      return text(T.Number, String(pp.lexers.length - 1))
    case 'date':
      // no clock in here: a fixed day, so that the same source is the same program
      return quote('Jan  1 2025')
    case 'timestamp':
      return quote('Wed Jan  1 00:00:00 2025')
    case 'time':
      return quote('00:00:00')
    case 'pragma':
      skipParenthesised(pp)
      return []
  }
}

function skipParenthesised(pp: Preprocessor): void {
  let token = readRaw(pp)
  let nesting = 0
  while (token.kind !== T.End) {
    if (token.kind === T.LeftParen) nesting++
    if (token.kind === T.RightParen) nesting--
    if (nesting <= 0) return
    token = readRaw(pp)
  }
  if (token !== END) pushTokens(pp, [token], null)
}

/** Whether a position lies in a header of the library. */
export function isSystem(pp: Preprocessor, position: number): boolean {
  return sourceAt(pp.reporter.map, position).system
}
