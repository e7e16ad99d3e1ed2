/**
 * The instruction set: one table, read by the emitter, the interpreter, the WebAssembly generator and the tests.
 *
 * An instruction is four 32-bit words `[op, a, b, c]`. Of the first word, bits 0-7 are the opcode, bits 8-15 the
 * number of arguments (`call`, `callIndirect`, `sys`, `intrinsic`), bit 16 says that the operation is *visible* to
 * other tasks (a preemption point), bit 17 that it is atomic in the sense of C11, bits 20-23 the access size in
 * bytes of the atomic operations.
 *
 * Operand kinds
 * - `w32` `w64`  slot written: byte offset from the frame pointer; 4 or 8 bytes (every slot is 8 bytes, 8-aligned)
 * - `r32` `r64`  slot read, 4 or 8 bytes (a `float` is the bits of 4, a `double` and a pointer of 8)
 * - `imm`        signed 32-bit constant (sign-extended where the operation is 64-bit)
 * - `code`       instruction index, absolute in the linked program
 * - `args`       slot of the first of consecutive 8-byte arguments
 * - `-`          unused, 0
 */
export type OperandKind = 'w32' | 'w64' | 'r32' | 'r64' | 'imm' | 'code' | 'args' | '-'

export type OpcodeInfo = {
  readonly a: OperandKind
  readonly b: OperandKind
  readonly c: OperandKind
  /** Touches memory through a pointer, so it may raise a page fault; it is then restarted from its beginning. */
  readonly mayFault: boolean
  /** The next instruction may not be the one after it. */
  readonly endsBlock: boolean
}

/** What an instruction does stands beside its line: the table itself travels to every page. */
const op = (operands: string, flags = ''): OpcodeInfo => {
  const [a = '-', b = '-', c = '-'] = operands.split(' ') as OperandKind[]
  return { a, b, c, mayFault: flags.includes('f'), endsBlock: flags.includes('e') }
}

/** Two- and three-operand families, spelled out by width so that each opcode stands in the table by its own name. */
const integer = <W extends '32' | '64'>(w: W) => {
  const r = `r${w}`
  const wr = `w${w}`
  const binary = (flags = '') => op(`${wr} ${r} ${r}`, flags)
  const immediate = () => op(`${wr} ${r} imm`)
  const set = () => op(`w32 ${r} ${r}`)
  const branch = () => op(`${r} ${r} code`, 'e')
  const branchImmediate = () => op(`${r} imm code`, 'e')
  return {
    [`mov${w}`]: op(`${wr} ${r}`), // a = b
    [`add${w}`]: binary(), // a = b + c
    [`sub${w}`]: binary(), // a = b - c
    [`mul${w}`]: binary(), // a = b * c
    [`divS${w}`]: binary('f'), // a = b / c, signed; c = 0 or MIN / -1 is a divide error (SIGFPE)
    [`divU${w}`]: binary('f'), // a = b / c, unsigned; c = 0 is a divide error
    [`remS${w}`]: binary('f'), // a = b % c, signed; c = 0 or MIN % -1 is a divide error (as idiv on x86)
    [`remU${w}`]: binary('f'), // a = b % c, unsigned; c = 0 is a divide error
    [`and${w}`]: binary(), // a = b & c
    [`or${w}`]: binary(), // a = b | c
    [`xor${w}`]: binary(), // a = b ^ c
    [`shl${w}`]: op(`${wr} ${r} r32`), // a = b << (c mod width)
    [`shrS${w}`]: op(`${wr} ${r} r32`), // a = b >> (c mod width), arithmetic
    [`shrU${w}`]: op(`${wr} ${r} r32`), // a = b >> (c mod width), logical
    [`addI${w}`]: immediate(), // a = b + imm
    [`mulI${w}`]: immediate(), // a = b * imm
    [`andI${w}`]: immediate(), // a = b & imm
    [`orI${w}`]: immediate(), // a = b | imm
    [`xorI${w}`]: immediate(), // a = b ^ imm
    [`shlI${w}`]: immediate(), // a = b << imm, 0 <= imm < width
    [`shrSI${w}`]: immediate(), // a = b >> imm, arithmetic
    [`shrUI${w}`]: immediate(), // a = b >> imm, logical
    [`neg${w}`]: op(`${wr} ${r}`), // a = -b
    [`not${w}`]: op(`${wr} ${r}`), // a = ~b
    [`eq${w}`]: set(), // a = b == c
    [`ne${w}`]: set(), // a = b != c
    [`ltS${w}`]: set(), // a = b < c, signed
    [`leS${w}`]: set(), // a = b <= c, signed
    [`ltU${w}`]: set(), // a = b < c, unsigned
    [`leU${w}`]: set(), // a = b <= c, unsigned
    [`bEq${w}`]: branch(), // if a == b go to c
    [`bNe${w}`]: branch(), // if a != b go to c
    [`bLtS${w}`]: branch(), // if a < b go to c, signed
    [`bLeS${w}`]: branch(), // if a <= b go to c, signed
    [`bLtU${w}`]: branch(), // if a < b go to c, unsigned
    [`bLeU${w}`]: branch(), // if a <= b go to c, unsigned
    [`bEqI${w}`]: branchImmediate(), // if a == imm go to c
    [`bNeI${w}`]: branchImmediate(), // if a != imm go to c
    [`bLtSI${w}`]: branchImmediate(), // if a < imm go to c, signed
    [`bLeSI${w}`]: branchImmediate(), // if a <= imm go to c, signed
    [`bGtSI${w}`]: branchImmediate(), // if a > imm go to c, signed
    [`bGeSI${w}`]: branchImmediate(), // if a >= imm go to c, signed
    [`bLtUI${w}`]: branchImmediate(), // if a < imm go to c, unsigned (imm sign-extended, then unsigned)
    [`bLeUI${w}`]: branchImmediate(), // if a <= imm go to c, unsigned
    [`bGtUI${w}`]: branchImmediate(), // if a > imm go to c, unsigned
    [`bGeUI${w}`]: branchImmediate(), // if a >= imm go to c, unsigned
  } as Record<`${IntegerName}${W}`, OpcodeInfo>
}

type IntegerName =
  | 'mov'
  | 'add'
  | 'sub'
  | 'mul'
  | 'divS'
  | 'divU'
  | 'remS'
  | 'remU'
  | 'and'
  | 'or'
  | 'xor'
  | 'shl'
  | 'shrS'
  | 'shrU'
  | 'addI'
  | 'mulI'
  | 'andI'
  | 'orI'
  | 'xorI'
  | 'shlI'
  | 'shrSI'
  | 'shrUI'
  | 'neg'
  | 'not'
  | 'eq'
  | 'ne'
  | 'ltS'
  | 'leS'
  | 'ltU'
  | 'leU'
  | 'bEq'
  | 'bNe'
  | 'bLtS'
  | 'bLeS'
  | 'bLtU'
  | 'bLeU'
  | 'bEqI'
  | 'bNeI'
  | 'bLtSI'
  | 'bLeSI'
  | 'bGtSI'
  | 'bGeSI'
  | 'bLtUI'
  | 'bLeUI'
  | 'bGtUI'
  | 'bGeUI'

const floating = <W extends '32' | '64'>(w: W) => {
  const binary = () => op(`w${w} r${w} r${w}`)
  const set = () => op(`w32 r${w} r${w}`)
  return {
    [`fadd${w}`]: binary(), // a = b + c, rounded to the width; a NaN result is canonical
    [`fsub${w}`]: binary(), // a = b - c
    [`fmul${w}`]: binary(), // a = b * c
    [`fdiv${w}`]: binary(), // a = b / c (IEEE: no trap)
    [`fneg${w}`]: op(`w${w} r${w}`), // a = -b (sign bit flipped)
    [`feq${w}`]: set(), // a = b == c, ordered
    [`fne${w}`]: set(), // a = b != c, unordered or different
    [`flt${w}`]: set(), // a = b < c, ordered
    [`fle${w}`]: set(), // a = b <= c, ordered
  } as Record<`${'fadd' | 'fsub' | 'fmul' | 'fdiv' | 'fneg' | 'feq' | 'fne' | 'flt' | 'fle'}${W}`, OpcodeInfo>
}

export const OPCODES = {
  /** Opcode 0 is never emitted, so that a jump into zeroed memory is an illegal instruction. */
  illegal: op('', 'fe'), // raises an illegal-instruction fault (SIGILL); also __builtin_trap
  ...integer('32'),
  ...integer('64'),
  ...floating('32'),
  ...floating('64'),

  li32: op('w32 imm'), // a = imm
  li64: op('w64 imm imm'), // a = (c << 32) | unsigned b: c is the high word, b the low word
  /** a = frame pointer + imm (address of an address-taken local; imm is usually negative) */
  leaFrame: op('w64 imm'),
  leaTls: op('w64 imm'), // a = thread pointer + imm (address of a _Thread_local object)
  leaIndexS: op('w64 r64 r32'), // a = b + sext(c) * size, size in bits 20-23 of the first word (1, 2, 4 or 8)
  leaIndex: op('w64 r64 r64'), // a = b + c * size, size in bits 20-23 (1, 2, 4 or 8)
  leaGlobalS: op('w64 r32 imm'), // a = sext(b) * size + imm, size in bits 20-23: an element of a global array

  sext8: op('w32 r32'), // a = low 8 bits of b, sign-extended to 32
  sext16: op('w32 r32'), // a = low 16 bits of b, sign-extended to 32
  zext8: op('w32 r32'), // a = low 8 bits of b
  zext16: op('w32 r32'), // a = low 16 bits of b
  sext32: op('w64 r32'), // a = b sign-extended to 64 bits
  zext32: op('w64 r32'), // a = b zero-extended to 64 bits (a truncation to 32 is mov32)

  f64FromF32: op('w64 r32'), // a = (double) b
  f32FromF64: op('w32 r64'), // a = (float) b
  f64FromS32: op('w64 r32'), // a = (double)(int) b
  f64FromU32: op('w64 r32'), // a = (double)(unsigned) b
  f64FromS64: op('w64 r64'), // a = (double)(long) b
  f64FromU64: op('w64 r64'), // a = (double)(unsigned long) b
  f32FromS32: op('w32 r32'), // a = (float)(int) b
  f32FromU32: op('w32 r32'), // a = (float)(unsigned) b
  f32FromS64: op('w32 r64'), // a = (float)(long) b, rounded once
  f32FromU64: op('w32 r64'), // a = (float)(unsigned long) b, rounded once
  s32FromF64: op('w32 r64'), // a = (int) b; out of range or NaN gives 0x80000000, as cvttsd2si
  s64FromF64: op('w64 r64'), // a = (long) b; out of range or NaN gives 0x8000000000000000
  u64FromF64: op('w64 r64'), // a = (unsigned long) b, as gcc: below 2^63 as s64, else s64(b - 2^63) ^ 2^63
  s32FromF32: op('w32 r32'), // as s32FromF64
  s64FromF32: op('w64 r32'), // as s64FromF64
  u64FromF32: op('w64 r32'), // as u64FromF64

  load8S: op('w32 r64 imm', 'f'), // a = signed byte at b + imm
  load8U: op('w32 r64 imm', 'f'), // a = unsigned byte at b + imm
  load16S: op('w32 r64 imm', 'f'), // a = signed 16-bit word at b + imm
  load16U: op('w32 r64 imm', 'f'), // a = unsigned 16-bit word at b + imm
  load32: op('w32 r64 imm', 'f'), // a = 32-bit word at b + imm
  load64: op('w64 r64 imm', 'f'), // a = 64-bit word at b + imm
  store8: op('r64 r32 imm', 'f'), // low byte of b to address a + imm
  store16: op('r64 r32 imm', 'f'), // low 16 bits of b to address a + imm
  store32: op('r64 r32 imm', 'f'), // b to address a + imm
  store64: op('r64 r64 imm', 'f'), // b to address a + imm
  loadG8S: op('w32 imm', 'f'), // a = signed byte at the absolute address imm
  loadG8U: op('w32 imm', 'f'), // a = unsigned byte at the absolute address imm
  loadG16S: op('w32 imm', 'f'), // a = signed 16-bit word at imm
  loadG16U: op('w32 imm', 'f'), // a = unsigned 16-bit word at imm
  loadG32: op('w32 imm', 'f'), // a = 32-bit word at imm
  loadG64: op('w64 imm', 'f'), // a = 64-bit word at imm
  storeG8: op('imm r32', 'f'), // low byte of b to the absolute address a
  storeG16: op('imm r32', 'f'), // low 16 bits of b to address a
  storeG32: op('imm r32', 'f'), // b to address a
  storeG64: op('imm r64', 'f'), // b to address a
  /** imm bytes from address b to address a (struct assignment; overlapping only if equal) */
  copy: op('r64 r64 imm', 'f'),
  zero: op('r64 - imm', 'f'), // imm zero bytes to address a

  /** a = *b; *b = c; size in bits 20-23 (1, 2, 4, 8); a is zero-extended */
  atomicExchange: op('w64 r64 r64', 'f'),
  atomicAdd: op('w64 r64 r64', 'f'), // a = *b; *b += c
  atomicAnd: op('w64 r64 r64', 'f'), // a = *b; *b &= c
  atomicOr: op('w64 r64 r64', 'f'), // a = *b; *b |= c
  atomicXor: op('w64 r64 r64', 'f'), // a = *b; *b ^= c
  atomicNand: op('w64 r64 r64', 'f'), // a = *b; *b = ~(*b & c)
  /** a = *b; if a == slot c then *b = slot c + 8 (strong). The caller compares a with slot c for success */
  atomicCas: op('w64 r64 args', 'f'),
  fence: op(''), // a full fence: nothing under sequential consistency, a visible operation

  jump: op('code', 'e'), // go to a
  /** calls the function at a (its `enter`) with the arguments at b; c = the caller`s memory size */
  call: op('code args imm', 'fe'),
  /** calls the function whose code address is in a; not an `enter` there is a fault */
  callIndirect: op('r64 args imm', 'fe'),
  /** first instruction of a function; data for `call`: a = frame size, b = memory size, c = parameters. Does nothing when run */
  enter: op('imm imm imm'),
  ret: op('', 'fe'), // returns to the caller; RV is left as it is
  ret32: op('r32', 'fe'), // RV = zero-extended a; returns
  ret64: op('r64', 'fe'), // RV = a; returns
  getRv32: op('w32'), // a = low word of RV
  getRv64: op('w64'), // a = RV
  alloca: op('w64 r64 r64', 'f'), // a = c = (c - b) & ~15: c is the slot that holds the dynamic stack pointer
  /** traps into the kernel: system call number a (abi.ts), arguments at b; the result is RV */
  sys: op('imm args', 'e'),
  /** library function number a on the process`s own memory (abi.ts); the result is RV */
  intrinsic: op('imm args', 'f'),
  /** *b = {pc of the next instruction, fp}; a = 0; a longjmp comes back here with a = its value */
  setjmp: op('w32 r64', 'f'),
  longjmp: op('r64 r32', 'fe'), // restores {pc, fp} from *a, and makes that setjmp`s slot b (or 1 if b is 0)
} as const satisfies Record<string, OpcodeInfo>

export type OpcodeName = keyof typeof OPCODES

/** Names by number; a number is the position in the table. */
export const OPCODE_NAMES = Object.keys(OPCODES) as OpcodeName[]

/** Numbers by name. */
export const OP = Object.fromEntries(OPCODE_NAMES.map((name, number) => [name, number])) as Record<
  OpcodeName,
  number
>

export const OPCODE_MASK = 0xff
export const ARGUMENT_SHIFT = 8
export const VISIBLE = 1 << 16
export const ATOMIC = 1 << 17
export const SIZE_SHIFT = 20
/** Of an atomic access or a fence: its C11 memory order, a position in `MEMORY_ORDERS`. The processor is as strong as the strongest. */
export const ORDER_SHIFT = 24
/** Of a compare-and-swap: the order that it has when it fails. */
export const FAILURE_SHIFT = 28
/**
 * Of an access of the library that is no visible operation: it may read, or write, memory that the program has given it. Atomic ones,
 * which are visible, have their memory order there.
 */
export const GIVEN_READ = 1 << 25
export const GIVEN_WRITE = 1 << 26
/** Of an intrinsic of the library: of what it writes only what its arguments name on the way (`%n`) may be such memory. */
export const GIVEN_NAMED = 1 << 27
export const MEMORY_ORDERS = ['seq_cst', 'relaxed', 'acquire', 'release', 'acq_rel'] as const
export type MemoryOrder = (typeof MEMORY_ORDERS)[number]
/** Words in an instruction, and its size in bytes as addresses count it. */
export const WORDS = 4
export const INSTRUCTION_BYTES = 16
