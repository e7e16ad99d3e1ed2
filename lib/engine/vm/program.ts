/**
 * A linked program: bytecode, initial memory, and what a debugger needs. Plain data; it crosses a worker.
 * Instruction `i` stands at user address `CODE_BASE + 16 * i`.
 */
export type Program = {
  /** The learner's source files by name; line numbers below count in `files[line.file]`. */
  readonly files: readonly SourceFile[]
  /** Four words an instruction (opcode.ts). */
  readonly code: Int32Array
  /** System calls that the program makes, by name: word a of `sys` is a position here. */
  readonly calls: readonly string[]
  /** Instruction index of `_start(argc, argv, envp)`, of `__thread_start(fn, arg)` and of `__sigreturn`. */
  readonly entry: number
  readonly threadEntry: number
  readonly signalReturn: number
  /** Addresses of variables of the C library, for who looks at memory from outside; null: it is not linked. */
  readonly library: {
    /** The first of its streams. */
    readonly streams: number | null
    /** Lists of freed blocks, and where the heap is unused from. */
    readonly fastBins: number | null
    readonly top: number | null
  }
  readonly segments: readonly SegmentImage[]
  /** First address after bss, rounded up to a page: where the heap (brk) begins. */
  readonly heapBase: number
  /** Initial image of a thread's `_Thread_local` block (already zero-padded to its size), and its alignment. */
  readonly tls: { readonly image: Uint8Array; readonly align: number }
  /** In order of `start`. */
  readonly functions: readonly FunctionInfo[]
  /** Globals and static locals of the learner's own files, in address order; `tls` ones are relative to TP. */
  readonly globals: readonly VariableInfo[]
  readonly types: readonly TypeInfo[]
}

export type SourceFile = { readonly name: string; readonly text: string }

/** What is at an address range when a process starts. `data` and `bss` are writable, `code` and `rodata` are not. */
export type SegmentImage = {
  readonly kind: 'code' | 'rodata' | 'data' | 'bss'
  readonly start: number
  /** Bytes; the image may be shorter, the rest is zero. */
  readonly size: number
  readonly bytes: Uint8Array
}

export type FunctionInfo = {
  readonly name: string
  /** Instruction indexes, `[start, end)`; `start` is the `enter`. */
  readonly start: number
  readonly end: number
  /** Bytes of the scalar part of the frame (≤ 4096, 16-aligned, header included) and of its memory part. */
  readonly frameSize: number
  readonly memorySize: number
  readonly parameters: number
  /** Part of the C library: its loads and stores are not visible, and it is not shown in the source. */
  readonly isLibrary: boolean
  /** Slot of the dynamic stack pointer when the function uses alloca or a variable-length array, else 0. */
  readonly dynamicStackSlot: number
  /** Type of its result, an index into `Program.types`; -1 in the library. */
  readonly returns: number
  readonly locals: readonly VariableInfo[]
  /**
   * What each visible load and store of the learner's code reads or writes, as triples in the order of instructions:
   * instruction index, type (an index into `Program.types`), and of a bit-field `offset | width << 8` within it, else 0.
   */
  readonly accesses: Int32Array
  /**
   * Line of each instruction, run-length: pairs (first instruction index, line) in order; line 0 = no line of the
   * source (prologue of a library function). `file` indexes `Program.files`, -1 for the library.
   */
  readonly file: number
  readonly lines: Int32Array
}

export type VariableInfo = {
  readonly name: string
  /** Index into `Program.types`. */
  readonly type: number
  readonly place:
    | { readonly in: 'slot'; readonly offset: number } // frame pointer + offset, scalar part
    | { readonly in: 'frame'; readonly offset: number } // frame pointer + offset (negative), memory part
    | { readonly in: 'memory'; readonly address: number } // absolute
    | { readonly in: 'tls'; readonly offset: number } // thread pointer + offset
  /** Line of its declaration; a local is shown from there to `lastLine` of its block, a global to `END_OF_FILE`. */
  readonly line: number
  readonly lastLine: number
  /** Of a global: index of its file among the learner's. */
  readonly file?: number
}

/** `lastLine` of what is known to the end of its file. */
export const END_OF_FILE = 0x7fff_ffff

/** Types as a debugger shows them. References are indexes into `Program.types`. */
export type TypeInfo =
  | { readonly kind: 'void' | 'bool'; readonly size: number; readonly name: string }
  | {
      readonly kind: 'integer'
      readonly size: 1 | 2 | 4 | 8 | 16
      readonly signed: boolean
      readonly name: string
      /** Of an enumeration, in the order of its declaration. */
      readonly enumerators?: readonly { readonly name: string; readonly value: number }[]
    }
  | { readonly kind: 'float'; readonly size: 4 | 8 | 16; readonly name: string }
  | { readonly kind: 'pointer'; readonly size: 8; readonly to: number; readonly name: string }
  | { readonly kind: 'function'; readonly size: 1; readonly name: string }
  | {
      readonly kind: 'array'
      readonly size: number
      readonly of: number
      readonly length: number
      readonly name: string
    }
  | {
      readonly kind: 'struct' | 'union'
      readonly size: number
      readonly name: string
      readonly fields: readonly {
        readonly name: string
        readonly type: number
        readonly offset: number
        readonly bit?: { readonly offset: number; readonly width: number }
      }[]
    }
