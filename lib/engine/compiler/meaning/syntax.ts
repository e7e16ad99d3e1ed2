/**
 * What the compiler's parts hand to each other: types, symbols and the syntax tree. One shape for every node (and
 * one for every type), so that the loops over them stay monomorphic.
 */
import type { ObjectSymbol } from '../object'

/** Arithmetic kinds are in conversion-rank order; `kind <= K.Double` is arithmetic. */
export enum K {
  Bool,
  Char,
  SignedChar,
  UnsignedChar,
  Short,
  UnsignedShort,
  Int,
  UnsignedInt,
  Long,
  UnsignedLong,
  LongLong,
  UnsignedLongLong,
  Enum,
  Float,
  Double,
  Pointer,
  Array,
  Struct,
  Union,
  Function,
  Void,
  /** The type of what has already been complained about. */
  Error,
}

export const CONST = 1
export const VOLATILE = 2
export const RESTRICT = 4
export const ATOMIC_QUALIFIER = 8

export type CType = {
  readonly kind: K
  /** Bytes; -1 while incomplete. A variable-length array has size -1 and `bytes`. */
  size: number
  align: number
  readonly qualifiers: number
  /** What a pointer points to, an array is of, a function returns, an enum is made of (completed later if it is used first). */
  base: CType | null
  /** Elements of an array; -1 if not known. */
  length: number
  /** Variable-length array: the number of bytes, a local filled where the declaration stands. */
  bytes: CSymbol | null
  /** Parameters of a prototype; null when the declarator was `()`. */
  readonly parameters: readonly CType[] | null
  readonly variadic: boolean
  /** Members of a struct or union; null while incomplete. */
  members: Member[] | null
  flexible: boolean
  readonly tag: string
  /** Of a struct, union or enum without a tag: the first `typedef` that names it; '' for none. */
  alias: string
  /** The same type without qualifiers (itself, if it has none). */
  readonly plain: CType
  variants: (CType | null)[] | null
  pointer: CType | null
}

export type Member = {
  /** '' for an unnamed bit-field or an anonymous struct or union. */
  readonly name: string
  readonly type: CType
  offset: number
  /** Bit-field: position within the storage unit at `offset`, and width; width -1 for ordinary members. */
  bit: number
  readonly width: number
  readonly at: number
}

export enum SymbolKind {
  Variable,
  Function,
  Typedef,
  Constant,
  Tag,
  Label,
}

/** An identifier's declaration (in C's sense). */
export type CSymbol = {
  readonly kind: SymbolKind
  readonly name: string
  type: CType
  readonly at: number
  /** 0 is file scope. */
  readonly depth: number
  shadowed: CSymbol | null
  /** What the linker knows it as: functions, globals, static locals. Null for automatic objects. */
  link: ObjectSymbol | null
  isExtern: boolean
  isInline: boolean
  isRegister: boolean
  /** A function that was called before anything said what it is. */
  isImplicit: boolean
  isParameter: boolean
  noReturn: boolean
  noDiscard: boolean
  deprecated: boolean
  /** A function that runs before main (1), at exit (2). */
  runs: number
  /** `&`, a pointer made of an array, or volatile: loads and stores are real ones. */
  addressTaken: boolean
  used: boolean
  /** Byte offset from the frame pointer, set when the function is emitted. */
  offset: number
  inMemory: boolean
  /** Alignment asked for by `_Alignas` or an attribute; 0 if none. */
  align: number
  /** The constant that an automatic scalar is initialised with. */
  initial: Node | null
  /** Value of an enumeration constant. */
  value: number
  /** Where the block that declares it ends. */
  end: number
  /** Label: emitter's label number; scope with variable-length arrays it stands in. */
  label: number
  vlaScope: VlaScope | null
  cleanup: CleanupScope | null
}

/** What is called where the scope of a variable with the attribute `cleanup` ends, and that of the one before it. */
export type CleanupScope = { readonly outer: CleanupScope | null; readonly call: Node }

/** A block with variable-length arrays: leaving it gives their memory back. `saved` holds the stack at its start. */
export type VlaScope = { readonly outer: VlaScope | null; readonly saved: CSymbol }

export enum N {
  // expressions
  Constant,
  Variable,
  Member,
  Deref,
  AddressOf,
  Convert,
  Negate,
  BitNot,
  LogicalNot,
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  BitAnd,
  BitOr,
  BitXor,
  ShiftLeft,
  ShiftRight,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  /** left + right * low bytes; right is a 64-bit integer. */
  PointerAdd,
  PointerDiff,
  AndAnd,
  OrOr,
  Conditional,
  Comma,
  Assign,
  /** left op= …: `right` computes the new value from `Current`; `third` is evaluated first if not null. */
  AssignOp,
  /** As AssignOp, address computed once; low = 1: the value is the old one. */
  Increment,
  /** The value of the object that the enclosing AssignOp or Increment changes. */
  Current,
  /** Evaluated once in its enclosing AssignOp, then remembered. */
  Save,
  Call,
  StatementExpression,
  /** An unnamed object: symbol, and list = its initialisers. */
  CompoundLiteral,
  SizeofVla,
  VaStart,
  VaArg,
  VaCopy,
  Syscall,
  Intrinsic,
  Setjmp,
  Longjmp,
  Trap,
  Alloca,
  /** Here and in the atomic ones below: a position in `MEMORY_ORDERS`, in `low`. */
  Fence,
  AtomicLoad,
  AtomicStore,
  /** low: the operation; high: the order × 2, and 1 when it gives the new value. */
  AtomicRmw,
  /** low: the form; high: the order. */
  AtomicCas,
  /** A compound assignment to an _Atomic object that no single atomic operation does: a compare-and-swap loop. */
  AtomicUpdate,
  // statements
  ExpressionStatement,
  Block,
  If,
  While,
  DoWhile,
  For,
  Switch,
  Case,
  Label,
  Goto,
  /** goto *left; list as Goto's. */
  ComputedGoto,
  Break,
  Continue,
  Return,
  /** Initialises a local: symbol, list of InitialValue. */
  LocalInit,
  /** One scalar of an initialiser: left = value, low = offset, symbol's member in `member`. */
  InitialValue,
  VlaDeclaration,
}

/**
 * A node. `low`/`high` are the two halves of a constant (of a floating one: the bits of the double), or small
 * numbers as the kind says.
 */
export type Node = {
  readonly kind: N
  type: CType
  readonly at: number
  left: Node | null
  right: Node | null
  third: Node | null
  low: number
  high: number
  symbol: CSymbol | null
  member: Member | null
  list: Node[] | null
}

/** `high` of a commutative operator whose operands were exchanged. */
export const SWAPPED = 1

/** `low` of a Deref that was written as a subscript. */
export const SUBSCRIPT = 1

/**
 * A node with the fields that all kinds have; the rest is empty.
 * @param at where a complaint about it points to
 */
export function createNode(kind: N, type: CType, at: number, left: Node | null, right: Node | null): Node {
  return { kind, type, at, left, right, third: null, low: 0, high: 0, symbol: null, member: null, list: null }
}
