/** State of the preprocessor, shared by its parts: reading tokens, replacing macros, obeying directives. */
import type { Reporter } from './diagnostic'
import type { Lexer } from './lexer'
import { type Macro, type NameTable, NO_EXPAND, T, type Token } from './token'

/** Tokens waiting to be read before the source: a macro's replacement, or what was read too far. */
export type Context = { readonly macro: Macro | null; readonly tokens: readonly Token[]; index: number }

export type Conditional = {
  readonly at: number
  readonly directive: string
  /** A branch has been taken already. */
  taken: boolean
  elseSeen: boolean
}

/** What is known of names that a program uses without declaring them, its mistakes and the rarer builtins. */
export type KnownNames = {
  /** The header that declares a well-known name. */
  readonly headerOf: (name: string) => string | undefined
  /** Whether a function or macro of C or POSIX is one that this machine does without. */
  readonly isRefused: (name: string) => boolean
  readonly isRefusedHeader: (name: string) => boolean
  /** Whether a name is a function that gcc knows by itself. */
  readonly isBuiltinName: (name: string) => boolean
  /** Whether gcc knows an attribute of this name. */
  readonly isAttribute: (name: string) => boolean
  /** What is wrong with a number that is none, and with the words of a type that make none: a code and its arguments. */
  readonly numberFault: (text: string) => NumberFault
  readonly specifierFault: (words: readonly string[]) => SpecifierFault
  /** C text of functions that builtins are made of. */
  readonly runtimeText: (functions: ReadonlySet<string>) => string
}

export type NumberFault = readonly ['bad-number' | 'number-suffix' | 'number-digit', ...string[]]
export type SpecifierFault = readonly [
  'bad-specifiers' | 'specifiers-contradict' | 'specifier-repeated' | 'specifier-too-long',
  ...string[],
]

export type Preprocessor = {
  readonly reporter: Reporter
  readonly known: KnownNames
  readonly names: NameTable
  /** Innermost source last. */
  readonly lexers: Lexer[]
  contexts: Context[]
  /** Open conditionals of each source of `lexers`. */
  readonly conditionals: Conditional[][]
  /** A list is being expanded by itself: its end is the end. */
  isolated: boolean
  /** Tokens that macros may still produce. */
  budget: number
  /** Characters that includes may still bring in. */
  includeBudget: number
  depth: number
  counter: number
  /** Limit of alignment in structs (`#pragma pack`), 0 if none; and those that were pushed. */
  pack: number
  readonly packs: number[]
  readonly onceFiles: Set<string>
  /** `#pragma push_macro`: definitions put aside, by name. */
  readonly pushedMacros: Map<string, (Macro | null)[]>
  readonly resolve: (name: string, angled: boolean, from: string) => ResolvedHeader | null
  /** Reads the next token of the source, obeying directives. */
  readonly readSource: (pp: Preprocessor) => Token
}

export type ResolvedHeader = { readonly name: string; readonly text: string; readonly system: boolean }

/** The next token without macro replacement, from waiting tokens or from the source. */
export function readRaw(pp: Preprocessor): Token {
  for (;;) {
    const { contexts } = pp
    const depth = contexts.length
    if (depth === 0) return pp.isolated ? END : pp.readSource(pp)
    const context = contexts[depth - 1]!
    if (context.index < context.tokens.length) return context.tokens[context.index++]!
    contexts.pop()
    if (context.macro !== null) context.macro.disabled = false
  }
}

export const END: Token = { kind: T.End, at: 0, flags: 0, name: null, text: '' }

/**
 * Makes tokens come next, before whatever was to come.
 * @param macro what they replace; it may be replaced again once they have been read. Null: they replace none
 */
export function pushTokens(pp: Preprocessor, tokens: readonly Token[], macro: Macro | null): void {
  pp.contexts.push({ macro, tokens, index: 0 })
}

/** The same token with other flags; tokens are never changed, since macros share them. */
export function withFlags(token: Token, flags: number): Token {
  return { kind: token.kind, at: token.at, flags, name: token.name, text: token.text }
}

/** The token as one that is never replaced again (C11 6.10.3.4: names of a macro under replacement). */
export function painted(token: Token): Token {
  return withFlags(token, token.flags | NO_EXPAND)
}

/** Reads no further: what is left of every file counts as read. */
export function abandon(pp: Preprocessor): void {
  pp.contexts.length = 0
  for (const lexer of pp.lexers) lexer.position = lexer.text.length
  for (const open of pp.conditionals) open.length = 0
}
