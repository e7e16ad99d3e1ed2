/** Which tokens begin a type name or a declaration. */
import { type Environment, symbolOf } from '../meaning/environment'
import { SymbolKind } from '../meaning/syntax'
import { T, type Token } from '../text/token'

const TYPE = new Uint8Array(T.BuiltinKeyword + 1)
const DECLARATION = new Uint8Array(T.BuiltinKeyword + 1)

const TYPE_WORDS = [
  T.Char_,
  T.Const,
  T.Double,
  T.Enum,
  T.Float,
  T.Int,
  T.Long,
  T.Restrict,
  T.Short,
  T.Signed,
  T.Struct,
  T.Union,
  T.Unsigned,
  T.Void,
  T.Volatile,
  T.Atomic,
  T.Bool,
  T.Complex,
  T.Imaginary,
  T.Typeof,
  T.Int128,
  T.Float128,
  T.AutoType,
  T.Attribute,
]
const STORAGE_WORDS = [
  T.Auto,
  T.Extern,
  T.Inline,
  T.Register,
  T.Static,
  T.Typedef,
  T.Alignas,
  T.Noreturn,
  T.ThreadLocal,
]
for (const word of TYPE_WORDS) {
  TYPE[word] = 1
  DECLARATION[word] = 1
}
for (const word of STORAGE_WORDS) DECLARATION[word] = 1

/** A storage class, or a word that stands where one does: none of these is a member's. */
export const isStorage = (kind: T): boolean => STORAGE_WORDS.includes(kind) && kind !== T.Alignas

function isTypedefName(env: Environment, token: Token): boolean {
  const symbol = token.name === null ? null : symbolOf(env, token.name)
  return symbol !== null && symbol.kind === SymbolKind.Typedef
}

/** Whether a token (its kind as the parser sees it) begins a type name. */
export function startsType(env: Environment, kind: T, token: Token): boolean {
  return kind === T.Identifier ? isTypedefName(env, token) : TYPE[kind] === 1
}

/**
 * The same for a declaration, which a storage class, or one of the words that stand where one does, may begin,
 * too.
 */
export function startsDeclaration(env: Environment, kind: T, token: Token): boolean {
  return kind === T.Identifier ? isTypedefName(env, token) : DECLARATION[kind] === 1
}
