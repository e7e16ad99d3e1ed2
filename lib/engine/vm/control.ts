/**
 * Where the processor's words lie in linear memory. Slot 0 of storage holds the control words, the next two hold the
 * translation buffer; frames follow. Generated code uses these addresses, so they are constants.
 */

/**
 * Fuel and visible operations are one 64-bit counter, so that generated code pays for a block with one addition (it
 * keeps the counter in a register, and passes it on in calls and returns): the high word is the fuel left, the low word is 2^31 minus the visible operations left. When bit 63 or bit 31 is set,
 * one of the two has run out.
 */
export const VISIBLES = 0x40
export const FUEL = 0x44
/** Instruction index. */
export const PC = 0x48
export const FP = 0x4c
export const TP = 0x50
/** Result of the last function, system call or intrinsic; 64 bits. */
export const RV = 0x58
export const FAULT_VA = 0x60
export const FAULT_KIND = 0x68
export const FAULT_WRITE = 0x6c
/** Host calls that generated code may still nest; weighted by the size of their host frames. */
export const DEPTH = 0x70
/** Why generated code was left, and the block that it is entered at. */
export const STATUS = 0x7c
export const BLOCK = 0x80
/** Has the last way of a miss moved a page, to be written to, that a snapshot shares? */
export const MOVED = 0x84

/** Direct-mapped translation buffer: i64 tag for reading, i64 tag for writing, i32 addend, i32 pfn, 8 bytes unused. */
export const TLB = 0x1000
export const TLB_ENTRIES = 256
export const TLB_STRIDE = 32
export const TLB_TAG_WRITE = 8
export const TLB_ADDEND = 16
export const TLB_PFN = 20

/** First slot of storage that a frame may lie in. */
export const FIRST_FRAME_SLOT = 3
