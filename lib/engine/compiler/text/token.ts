/** Kinds of token: what the preprocessor tells apart, then punctuators, then keywords (only the parser sees those). */
export enum T {
  End,
  Identifier,
  Number,
  Char,
  String,
  Other,
  /** End of a directive's line. */
  Newline,
  // punctuators; `SPELLINGS` is in the same order
  LeftBracket,
  RightBracket,
  LeftParen,
  RightParen,
  LeftBrace,
  RightBrace,
  Dot,
  Arrow,
  Increment,
  Decrement,
  And,
  Star,
  Plus,
  Minus,
  Tilde,
  Not,
  Slash,
  Percent,
  ShiftLeft,
  ShiftRight,
  Less,
  Greater,
  LessEqual,
  GreaterEqual,
  Equal,
  NotEqual,
  Caret,
  Or,
  AndAnd,
  OrOr,
  Question,
  Colon,
  Semicolon,
  Ellipsis,
  Assign,
  StarAssign,
  SlashAssign,
  PercentAssign,
  PlusAssign,
  MinusAssign,
  ShiftLeftAssign,
  ShiftRightAssign,
  AndAssign,
  CaretAssign,
  OrAssign,
  Comma,
  Hash,
  HashHash,
  // keywords
  Auto,
  Break,
  Case,
  Char_,
  Const,
  Continue,
  Default,
  Do,
  Double,
  Else,
  Enum,
  Extern,
  Float,
  For,
  Goto,
  If,
  Inline,
  Int,
  Long,
  Register,
  Restrict,
  Return,
  Short,
  Signed,
  Sizeof,
  Static,
  Struct,
  Switch,
  Typedef,
  Union,
  Unsigned,
  Void,
  Volatile,
  While,
  Alignas,
  Alignof,
  Atomic,
  Bool,
  Complex,
  Generic,
  Imaginary,
  Noreturn,
  StaticAssert,
  ThreadLocal,
  Typeof,
  Attribute,
  Asm,
  Extension,
  Int128,
  Float128,
  AutoType,
  LabelKeyword,
  BuiltinKeyword,
}

export const FIRST_PUNCTUATOR = T.LeftBracket

export const SPELLINGS: readonly string[] =
  '[ ] ( ) { } . -> ++ -- & * + - ~ ! / % << >> < > <= >= == != ^ | && || ? : ; ... = *= /= %= += -= <<= >>= &= ^= |= , # ##'.split(
    ' ',
  )

/** Spelling → keyword; the second spellings are GNU's for headers and strict modes. */
export const KEYWORDS: Readonly<Record<string, T>> = {
  auto: T.Auto,
  break: T.Break,
  case: T.Case,
  char: T.Char_,
  const: T.Const,
  __const: T.Const,
  __const__: T.Const,
  continue: T.Continue,
  default: T.Default,
  do: T.Do,
  double: T.Double,
  else: T.Else,
  enum: T.Enum,
  extern: T.Extern,
  float: T.Float,
  for: T.For,
  goto: T.Goto,
  if: T.If,
  inline: T.Inline,
  __inline: T.Inline,
  __inline__: T.Inline,
  int: T.Int,
  long: T.Long,
  register: T.Register,
  restrict: T.Restrict,
  __restrict: T.Restrict,
  __restrict__: T.Restrict,
  return: T.Return,
  short: T.Short,
  signed: T.Signed,
  __signed: T.Signed,
  __signed__: T.Signed,
  sizeof: T.Sizeof,
  static: T.Static,
  struct: T.Struct,
  switch: T.Switch,
  typedef: T.Typedef,
  union: T.Union,
  unsigned: T.Unsigned,
  void: T.Void,
  volatile: T.Volatile,
  __volatile: T.Volatile,
  __volatile__: T.Volatile,
  while: T.While,
  _Alignas: T.Alignas,
  _Alignof: T.Alignof,
  __alignof: T.Alignof,
  __alignof__: T.Alignof,
  _Atomic: T.Atomic,
  _Bool: T.Bool,
  _Complex: T.Complex,
  __complex__: T.Complex,
  __complex: T.Complex,
  __real__: T.Complex,
  __real: T.Complex,
  __imag__: T.Complex,
  __imag: T.Complex,
  _Generic: T.Generic,
  _Imaginary: T.Imaginary,
  _Noreturn: T.Noreturn,
  _Static_assert: T.StaticAssert,
  _Thread_local: T.ThreadLocal,
  __thread: T.ThreadLocal,
  typeof: T.Typeof,
  __typeof: T.Typeof,
  __typeof__: T.Typeof,
  __attribute__: T.Attribute,
  __attribute: T.Attribute,
  asm: T.Asm,
  __asm: T.Asm,
  __asm__: T.Asm,
  __extension__: T.Extension,
  __int128: T.Int128,
  __int128_t: T.Int128,
  __uint128_t: T.Int128,
  _Float128: T.Float128,
  __float128: T.Float128,
  _Decimal32: T.Float128,
  _Decimal64: T.Float128,
  _Decimal128: T.Float128,
  __auto_type: T.AutoType,
  __label__: T.LabelKeyword,
}

/** An identifier, once for the whole file: what the parser knows of it stands in tables at its `index`. */
export type Name = {
  readonly text: string
  readonly hash: number
  /** A keyword's kind, or `T.Identifier`. */
  readonly keyword: T
  /** Its position in `NameTable.all`. */
  readonly index: number
  macro: Macro | null
  next: Name | null
}

/** A macro's definition. While its replacement is being read it is `disabled`. */
export type Macro = {
  readonly name: string
  /** Null: object-like. The last one of a variadic macro takes the rest of the arguments. */
  readonly parameters: readonly Name[] | null
  readonly variadic: boolean
  /** Its body contains `__VA_OPT__`. */
  readonly hasOptional: boolean
  readonly body: readonly Token[]
  /** For each token of the body the parameter that it names, or -1. */
  readonly slots: readonly number[]
  readonly builtin: BuiltinMacro | null
  disabled: boolean
}

export type BuiltinMacro =
  | 'file'
  | 'line'
  | 'counter'
  | 'level'
  | 'base'
  | 'pragma'
  | 'date'
  | 'time'
  | 'timestamp'

export type Token = {
  kind: T
  /** Position (source.ts); of a macro's text the position of the use. */
  at: number
  flags: number
  name: Name | null
  /** Spelling of numbers, characters, strings and stray characters. */
  text: string
}

export const SPACE_BEFORE = 1
export const LINE_START = 2
/** Names a macro that was being replaced when it was met: never replaced again. */
export const NO_EXPAND = 4

export type NameTable = {
  buckets: (Name | null)[]
  readonly all: Name[]
  /** Asked about every name met for the first time: gives it its predefined macro, if it has one. */
  predefine: ((name: Name) => void) | null
}

const BUCKETS = 1 << 12

/** A table that knows the keywords and nothing else. */
export function createNameTable(): NameTable {
  const table: NameTable = { buckets: new Array<Name | null>(BUCKETS).fill(null), all: [], predefine: null }
  for (const spelling in KEYWORDS) addName(table, spelling, hashOf(spelling), KEYWORDS[spelling]!)
  return table
}

function bucketOf(table: NameTable, hash: number): number {
  return (hash ^ (hash >>> 12)) & (table.buckets.length - 1)
}

/** The name spelled `text[start, end)`, whose hash the caller has computed along the way. */
export function intern(table: NameTable, text: string, start: number, end: number, hash: number): Name {
  const length = end - start
  for (let name = table.buckets[bucketOf(table, hash)]!; name !== null; name = name.next!) {
    if (name.hash === hash && name.text.length === length && text.startsWith(name.text, start)) return name
  }
  const name = addName(table, text.slice(start, end), hash, T.Identifier)
  table.predefine?.(name)
  return name
}

function hashOf(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

/** The name spelled so: one object for each spelling, made when it is first asked for. */
export function internText(table: NameTable, text: string): Name {
  return intern(table, text, 0, text.length, hashOf(text))
}

function addName(table: NameTable, text: string, hash: number, keyword: T): Name {
  if (table.all.length > 2 * table.buckets.length) enlarge(table)
  const bucket = bucketOf(table, hash)
  const name: Name = {
    text,
    hash,
    keyword,
    index: table.all.length,
    macro: null,
    next: table.buckets[bucket]!,
  }
  table.buckets[bucket] = name
  table.all.push(name)
  return name
}

function enlarge(table: NameTable): void {
  table.buckets = new Array<Name | null>(table.buckets.length * 4).fill(null)
  for (const name of table.all) {
    const bucket = bucketOf(table, name.hash)
    name.next = table.buckets[bucket]!
    table.buckets[bucket] = name
  }
}

/** How a token is written. */
export function spell(token: Token): string {
  if (token.name !== null) return token.name.text
  if (token.kind >= FIRST_PUNCTUATOR) return SPELLINGS[token.kind - FIRST_PUNCTUATOR] ?? ''
  return token.text
}
