/** `asm` statements: the few instructions that programs about concurrency use. */
import { VOID } from '../meaning/ctype'
import { complain } from '../meaning/environment'
import { createNode, N, type Node } from '../meaning/syntax'
import { T } from '../text/token'
import { advance, fail, type Parser, require } from './parser'

const FENCES = new Set(['mfence', 'lock; addl $0,0(%%rsp)', 'lock; orl $0,(%%rsp)'])
const NOTHING = new Set(['', 'nop', 'pause', 'rep; nop', 'rep;nop', 'lfence', 'sfence'])

/** An asm statement: compiler barriers, fences and pauses are understood, all else is refused. */
export function parseAsm(p: Parser): Node {
  const { at } = p.token
  advance(p)
  while (p.kind === T.Volatile || p.kind === T.Goto || p.kind === T.Inline) advance(p)
  require(p, T.LeftParen)
  let text = ''
  let operands = false
  for (let nesting = 1; nesting > 0; ) {
    if (p.kind === T.End) return fail(p, 'expected', ["')'", 'end of input'])
    if (p.kind === T.LeftParen) nesting++
    if (p.kind === T.RightParen) nesting--
    if (nesting > 1) operands = true
    if (p.kind === T.String && text === '' && !operands) text = p.token.text.slice(1, -1)
    advance(p)
  }
  if (p.kind === T.Semicolon) advance(p)
  const code = text.replace(/\\[nt]/g, '').trim()
  if (FENCES.has(code))
    return createNode(N.ExpressionStatement, VOID, at, createNode(N.Fence, VOID, at, null, null), null)
  if (!NOTHING.has(code)) complain(p, 'unsupported', at, ['asm'])
  return createNode(N.ExpressionStatement, VOID, at, null, null)
}
