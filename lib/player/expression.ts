/** Expressions of C that change nothing: what a debugger is asked to watch. */

export type Expression =
  | { readonly kind: 'number'; readonly value: bigint; readonly isUnsigned: boolean }
  | { readonly kind: 'real'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string; readonly isArrow: boolean }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly of: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'choice'
      readonly test: Expression
      readonly yes: Expression
      readonly no: Expression
    }

const UNARY = ['*', '&', '-', '+', '!', '~', 'sizeof'] as const
export type UnaryOperator = (typeof UNARY)[number]

/** By precedence, what binds least first (C11 6.5). */
const LEVELS = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
] as const
export type BinaryOperator = (typeof LEVELS)[number][number]

/** Characters of an expression, and how deep it may nest. */
export const MOST_EXPRESSION = 200
const MOST_DEPTH = 40

/** What is wrong with an expression. `text`: where it went wrong, or the name. `effect`: it would change something. */
export type ExpressionProblem = {
  readonly code: 'syntax' | 'effect' | 'long'
  readonly text: string
}

class Wrong extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.code)
  }
}

/** Reads an expression; never throws on account of it. */
export function parseExpression(text: string): Expression | ExpressionProblem {
  if (text.length > MOST_EXPRESSION) return { code: 'long', text: String(MOST_EXPRESSION) }
  try {
    const tokens = tokensOf(text)
    const parser = { tokens, at: 0, depth: 0 }
    const expression = parseChoice(parser)
    if (parser.at < tokens.length) wrong(parser)
    return expression
  } catch (error) {
    if (error instanceof Wrong) return error.problem
    throw error
  }
}

type Parser = { readonly tokens: readonly string[]; at: number; depth: number }

const TOKEN =
  /\s*(?:(0[xX][\da-fA-F]+[uUlL]*|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?|\d+[eE][+-]?\d+|\d+[uUlL]*|[A-Za-z_]\w*|'(?:[^'\\]|\\(?:[0-7]{1,3}|.))'|->|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|[-+*/%&|^!~<>=?:.()[\],]))/y

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) throw new Wrong({ code: 'syntax', text: text.slice(from).trim().slice(0, 12) })
    tokens.push(token)
  }
  return tokens
}

const EFFECTS = /^(?:=|\+\+|--|[-+*/%&|^]=|<<=|>>=)$/

function wrong(parser: Parser): never {
  const text = parser.tokens[parser.at] ?? ''
  throw new Wrong({ code: EFFECTS.test(text) ? 'effect' : 'syntax', text })
}

function take(parser: Parser, token: string): boolean {
  if (parser.tokens[parser.at] !== token) return false
  parser.at++
  return true
}

function need(parser: Parser, token: string): void {
  if (!take(parser, token)) wrong(parser)
}

function parseChoice(parser: Parser): Expression {
  if (++parser.depth > MOST_DEPTH) throw new Wrong({ code: 'long', text: String(MOST_EXPRESSION) })
  const test = parseBinary(parser, 0)
  let result = test
  if (take(parser, '?')) {
    const yes = parseChoice(parser)
    need(parser, ':')
    result = { kind: 'choice', test, yes, no: parseChoice(parser) }
  }
  parser.depth--
  return result
}

function parseBinary(parser: Parser, level: number): Expression {
  const operators: readonly string[] | undefined = LEVELS[level]
  if (!operators) return parseUnary(parser)
  let left = parseBinary(parser, level + 1)
  for (;;) {
    const operator = parser.tokens[parser.at] ?? ''
    if (!operators.includes(operator)) return left
    parser.at++
    left = {
      kind: 'binary',
      operator: operator as BinaryOperator,
      left,
      right: parseBinary(parser, level + 1),
    }
  }
}

function parseUnary(parser: Parser): Expression {
  const operator = UNARY.find((one) => one === parser.tokens[parser.at])
  if (!operator) return parsePostfix(parser)
  if (++parser.depth > MOST_DEPTH) throw new Wrong({ code: 'long', text: String(MOST_EXPRESSION) })
  parser.at++
  const of = parseUnary(parser)
  parser.depth--
  return { kind: 'unary', operator, of }
}

function parsePostfix(parser: Parser): Expression {
  let of = parsePrimary(parser)
  for (;;) {
    if (take(parser, '[')) {
      of = { kind: 'index', of, at: parseChoice(parser) }
      need(parser, ']')
    } else if (parser.tokens[parser.at] === '.' || parser.tokens[parser.at] === '->') {
      const isArrow = parser.tokens[parser.at++] === '->'
      of = { kind: 'member', of, name: nameAt(parser), isArrow }
    } else if (parser.tokens[parser.at] === '(') throw new Wrong({ code: 'effect', text: '()' })
    else return of
  }
}

function nameAt(parser: Parser): string {
  const name = parser.tokens[parser.at] ?? ''
  if (!/^[A-Za-z_]/.test(name)) wrong(parser)
  parser.at++
  return name
}

function parsePrimary(parser: Parser): Expression {
  if (take(parser, '(')) {
    const inner = parseChoice(parser)
    need(parser, ')')
    return inner
  }
  const token = parser.tokens[parser.at] ?? ''
  if (/^\.?\d/.test(token)) {
    parser.at++
    return numberOf(token)
  }
  if (token.startsWith("'")) {
    parser.at++
    return { kind: 'number', value: BigInt(characterOf(token.slice(1, -1))), isUnsigned: false }
  }
  return { kind: 'name', name: nameAt(parser) }
}

function numberOf(token: string): Expression {
  if (!/^0[xX]/.test(token) && /[.eE]/.test(token))
    return { kind: 'real', value: Number(token.replace(/[fF]$/, '')) }
  const digits = token.replace(/[uUlL]+$/, '')
  const isUnsigned = /[uU]/.test(token.slice(digits.length))
  if (/^0\d*[89]/.test(digits)) throw new Wrong({ code: 'syntax', text: token })
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits)
  return { kind: 'number', value, isUnsigned }
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 }

function characterOf(text: string): number {
  if (!text.startsWith('\\')) return text.charCodeAt(0)
  const escaped = text.slice(1)
  return /^[0-7]/.test(escaped) ? Number.parseInt(escaped, 8) : (ESCAPES[escaped] ?? escaped.charCodeAt(0))
}
