/** Where the members of structs and unions lie: the System V ABI for x86-64. */
import { alignUp } from '../object'
import { completeVariants } from './ctype'
import { type CType, K, type Member } from './syntax'

/** A member as declared: its alignment may have been raised, its width is -1 unless it is a bit-field. */
export type MemberDeclaration = {
  readonly name: string
  readonly type: CType
  readonly align: number
  readonly width: number
  readonly packed: boolean
  readonly at: number
}

/** Completes a struct or union: offsets, size and alignment; `pack` is the limit of `#pragma pack`, 0 if none. */
export function layoutRecord(
  type: CType,
  declarations: readonly MemberDeclaration[],
  packed: boolean,
  align: number,
  pack = 0,
): void {
  const members: Member[] = []
  const isUnion = type.kind === K.Union
  let bits = 0
  let size = 0
  let alignment = Math.max(1, align)
  for (const declaration of declarations) {
    const { type: memberType, width } = declaration
    const tight = packed || declaration.packed
    const wanted = Math.max(tight ? 1 : memberType.align, declaration.align)
    const natural = pack > 0 ? Math.min(wanted, pack) : wanted
    const start = isUnion ? 0 : bits
    const placed =
      width < 0
        ? placeMember(start, memberType, natural)
        : placeBitField(start, declaration, tight || (pack > 0 && pack < memberType.align))
    const { name, at } = declaration
    const { offset, bit } = placed
    if (width !== 0) members.push({ name, type: memberType, offset, bit, width, at })
    // an unnamed bit-field does not raise the alignment
    if (width < 0 || name !== '') alignment = Math.max(alignment, natural)
    if (isUnion) size = Math.max(size, Math.ceil(placed.end / 8))
    else bits = placed.end
  }
  if (!isUnion) size = Math.ceil(bits / 8)
  type.members = members
  type.align = alignment
  type.size = alignUp(size, alignment)
  const last = declarations[declarations.length - 1]
  type.flexible = last !== undefined && last.type.kind === K.Array && last.type.length < 0
  completeVariants(type)
}

type Placement = { readonly offset: number; readonly bit: number; readonly end: number }

function placeMember(bits: number, type: CType, align: number): Placement {
  const offset = alignUp(Math.ceil(bits / 8), align)
  return { offset, bit: 0, end: (offset + Math.max(0, type.size)) * 8 }
}

/** A bit-field goes on where the last one ended unless it would straddle a unit of its type. */
function placeBitField(bits: number, declaration: MemberDeclaration, packed: boolean): Placement {
  const { width, type } = declaration
  const unit = type.size * 8
  if (width === 0) {
    const end = alignUp(bits, unit)
    return { offset: end / 8, bit: 0, end }
  }
  let start = declaration.align > 1 ? alignUp(bits, declaration.align * 8) : bits
  const straddles = Math.floor(start / unit) !== Math.floor((start + width - 1) / unit)
  if (straddles && !packed) start = alignUp(start, unit)
  return { ...accessUnit(start, width), end: start + width }
}

/** The smallest naturally aligned 1, 2, 4 or 8 bytes that hold the field; packed fields may need unaligned ones. */
function accessUnit(start: number, width: number): { offset: number; bit: number } {
  for (let size = 8; size <= 64; size *= 2) {
    const base = Math.floor(start / size) * size
    if (start + width <= base + size) return { offset: base / 8, bit: start - base }
  }
  const base = Math.floor(start / 8) * 8
  return { offset: base / 8, bit: start - base }
}

/** Bytes that an access to a bit-field reads: 1, 2, 4 or 8. */
export function accessSize(member: Member): 1 | 2 | 4 | 8 {
  const end = member.bit + member.width
  return end <= 8 ? 1 : end <= 16 ? 2 : end <= 32 ? 4 : 8
}
