/** Writes WebAssembly modules: only what generate.ts needs. Numbers are those of the binary format. */
export const I32 = 0x7f
export const I64 = 0x7e
export const F32 = 0x7d
export const F64 = 0x7c
export const VOID = 0x40
export type ValueType = typeof I32 | typeof I64 | typeof F32 | typeof F64

export type Bytes = { data: Uint8Array; length: number }

/** A function under construction: its code, and the types of its parameters and locals. */
export type Body = Bytes & {
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
  readonly locals: ValueType[]
}

export const W = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  drop: 0x1a,
  select: 0x1b,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  load32: 0x28,
  load64: 0x29,
  loadF32: 0x2a,
  loadF64: 0x2b,
  load8S: 0x2c,
  load8U: 0x2d,
  load16S: 0x2e,
  load16U: 0x2f,
  load32U64: 0x35,
  store32: 0x36,
  store64: 0x37,
  storeF32: 0x38,
  storeF64: 0x39,
  store8: 0x3a,
  store16: 0x3b,
  const32: 0x41,
  const64: 0x42,
  constF64: 0x44,
  eqz32: 0x45,
  eq32: 0x46,
  ne32: 0x47,
  ltS32: 0x48,
  ltU32: 0x49,
  gtS32: 0x4a,
  gtU32: 0x4b,
  leS32: 0x4c,
  leU32: 0x4d,
  geS32: 0x4e,
  geU32: 0x4f,
  eqz64: 0x50,
  eq64: 0x51,
  ne64: 0x52,
  ltS64: 0x53,
  ltU64: 0x54,
  gtS64: 0x55,
  gtU64: 0x56,
  leS64: 0x57,
  leU64: 0x58,
  geS64: 0x59,
  geU64: 0x5a,
  eqF32: 0x5b,
  neF32: 0x5c,
  ltF32: 0x5d,
  leF32: 0x5f,
  eqF64: 0x61,
  neF64: 0x62,
  ltF64: 0x63,
  leF64: 0x65,
  geF64: 0x66,
  add32: 0x6a,
  sub32: 0x6b,
  mul32: 0x6c,
  divS32: 0x6d,
  divU32: 0x6e,
  remS32: 0x6f,
  remU32: 0x70,
  and32: 0x71,
  or32: 0x72,
  xor32: 0x73,
  shl32: 0x74,
  shrS32: 0x75,
  shrU32: 0x76,
  add64: 0x7c,
  sub64: 0x7d,
  mul64: 0x7e,
  divS64: 0x7f,
  divU64: 0x80,
  remS64: 0x81,
  remU64: 0x82,
  and64: 0x83,
  or64: 0x84,
  xor64: 0x85,
  shl64: 0x86,
  shrS64: 0x87,
  shrU64: 0x88,
  rotateRight64: 0x8a,
  negF32: 0x8c,
  addF32: 0x92,
  subF32: 0x93,
  mulF32: 0x94,
  divF32: 0x95,
  negF64: 0x9a,
  addF64: 0xa0,
  subF64: 0xa1,
  mulF64: 0xa2,
  divF64: 0xa3,
  wrap: 0xa7,
  extendS: 0xac,
  extendU: 0xad,
  f32FromS32: 0xb2,
  f32FromU32: 0xb3,
  f32FromS64: 0xb4,
  f32FromU64: 0xb5,
  demote: 0xb6,
  f64FromS32: 0xb7,
  f64FromU32: 0xb8,
  f64FromS64: 0xb9,
  f64FromU64: 0xba,
  promote: 0xbb,
  bitsOfF32: 0xbc,
  bitsOfF64: 0xbd,
  f32OfBits: 0xbe,
  f64OfBits: 0xbf,
  extend8S: 0xc0,
  extend16S: 0xc1,
  saturating: 0xfc,
} as const

/** Second byte after `saturating`. */
export const TRUNC_F64_S32 = 2
export const TRUNC_F64_S64 = 6

/** An empty sequence of bytes, with room for `capacity` (at least 1) before it has to grow. */
export function newBytes(capacity = 256): Bytes {
  return { data: new Uint8Array(capacity), length: 0 }
}

/** An empty function body. Its parameters are the locals from 0 on. */
export function newBody(parameters: readonly ValueType[], results: readonly ValueType[]): Body {
  return { data: new Uint8Array(1024), length: 0, parameters, results, locals: [] }
}

/** Appends one byte: the lowest eight bits of the value. */
export function byte(to: Bytes, value: number): void {
  if (to.length === to.data.length) {
    const larger = new Uint8Array(to.data.length * 2)
    larger.set(to.data)
    to.data = larger
  }
  to.data[to.length++] = value
}

/** Appends a 32-bit number as unsigned LEB128, the specification's `u32`. */
export function unsigned(to: Bytes, value: number): void {
  let rest = value >>> 0
  while (rest >= 0x80) {
    byte(to, (rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  byte(to, rest)
}

/** Appends a 32-bit number as signed LEB128, as constants are written. */
export function signed32(to: Bytes, value: number): void {
  let rest = value | 0
  for (;;) {
    const low = rest & 0x7f
    rest >>= 7
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      byte(to, low)
      return
    }
    byte(to, low | 0x80)
  }
}

/** A 64-bit constant from its halves. */
export function signed64(to: Bytes, low: number, high: number): void {
  let lowRest = low | 0
  let highRest = high | 0
  for (;;) {
    const part = lowRest & 0x7f
    lowRest = (lowRest >>> 7) | (highRest << 25)
    highRest >>= 7
    const isDone =
      (lowRest === 0 && highRest === 0 && (part & 0x40) === 0) ||
      (lowRest === -1 && highRest === -1 && (part & 0x40) !== 0)
    byte(to, isDone ? part : part | 0x80)
    if (isDone) return
  }
}

function append(to: Bytes, from: Bytes): void {
  if (to.length + from.length > to.data.length) {
    const larger = new Uint8Array(2 * (to.length + from.length))
    larger.set(to.data.subarray(0, to.length))
    to.data = larger
  }
  to.data.set(from.data.subarray(0, from.length), to.length)
  to.length += from.length
}

// ---- instructions

/** A local of its own, by number. */
export function newLocal(body: Body, type: ValueType): number {
  body.locals.push(type)
  return body.parameters.length + body.locals.length - 1
}

/** Pushes a 32-bit constant. */
export function const32(to: Bytes, value: number): void {
  byte(to, W.const32)
  signed32(to, value)
}

/** Pushes a 64-bit constant, given by its halves. */
export function const64(to: Bytes, low: number, high: number): void {
  byte(to, W.const64)
  signed64(to, low, high)
}

/** An instruction with one index behind its opcode: of a local, a function, a label, a type. */
export function indexed(to: Bytes, opcode: number, index: number): void {
  byte(to, opcode)
  unsigned(to, index)
}

/** A load or store at the address on the stack plus an offset. `align` is the exponent that the address may promise. */
export function access(to: Bytes, opcode: number, align: number, offset: number): void {
  byte(to, opcode)
  byte(to, align)
  unsigned(to, offset)
}

// ---- modules

export type Module = {
  readonly types: string[]
  readonly signatures: { readonly parameters: readonly ValueType[]; readonly results: readonly ValueType[] }[]
  readonly imports: { readonly name: string; readonly type: number }[]
  readonly bodies: Body[]
  readonly exports: { readonly name: string; readonly index: number }[]
  /** Function indexes in the table, from element 0; empty: no table. */
  elements: readonly number[]
}

/** A module without anything in it. */
export function newModule(): Module {
  return { types: [], signatures: [], imports: [], bodies: [], exports: [], elements: [] }
}

/** Index of a function type, which is added to the module when it is not there yet. */
export function typeIndex(
  module: Module,
  parameters: readonly ValueType[],
  results: readonly ValueType[],
): number {
  const key = `${parameters.join()}>${results.join()}`
  const known = module.types.indexOf(key)
  if (known >= 0) return known
  module.types.push(key)
  module.signatures.push({ parameters, results })
  return module.types.length - 1
}

/**
 * The binary form. Memory is imported as `e.m`, functions as `e.<name>`. The memory has so many pages and does not grow:
 * then the host's compiler need not ask where it lies behind every call.
 */
export function encodeModule(module: Module, pages: number): Uint8Array {
  const out = newBytes(65_536)
  for (const value of [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) byte(out, value)
  const bodyTypes = module.bodies.map((body) => typeIndex(module, body.parameters, body.results))
  section(out, 1, (to) => vector(to, module.signatures, writeSignature))
  section(out, 2, (to) => writeImports(to, module, pages))
  section(out, 3, (to) => vector(to, bodyTypes, unsigned))
  if (module.elements.length > 0) section(out, 4, (to) => writeTable(to, module.elements.length))
  section(out, 7, (to) =>
    vector(to, module.exports, (part, entry) => {
      text(part, entry.name)
      byte(part, 0)
      unsigned(part, entry.index)
    }),
  )
  if (module.elements.length > 0) section(out, 9, (to) => writeElements(to, module.elements))
  section(out, 10, (to) => vector(to, module.bodies, writeBody))
  return out.data.subarray(0, out.length)
}

function section(out: Bytes, id: number, write: (to: Bytes) => void): void {
  const content = newBytes(4096)
  write(content)
  byte(out, id)
  unsigned(out, content.length)
  append(out, content)
}

function vector<T>(to: Bytes, items: readonly T[], write: (to: Bytes, item: T) => void): void {
  unsigned(to, items.length)
  for (const item of items) write(to, item)
}

function text(to: Bytes, value: string): void {
  unsigned(to, value.length)
  for (let i = 0; i < value.length; i++) byte(to, value.charCodeAt(i))
}

function writeSignature(to: Bytes, signature: Module['signatures'][0]): void {
  byte(to, 0x60)
  vector(to, signature.parameters, byte)
  vector(to, signature.results, byte)
}

function writeImports(to: Bytes, module: Module, pages: number): void {
  unsigned(to, module.imports.length + 1)
  text(to, 'e')
  text(to, 'm')
  for (const value of [2, 1]) byte(to, value)
  unsigned(to, pages)
  unsigned(to, pages)
  for (const { name, type } of module.imports) {
    text(to, 'e')
    text(to, name)
    byte(to, 0)
    unsigned(to, type)
  }
}

function writeTable(to: Bytes, size: number): void {
  unsigned(to, 1)
  byte(to, 0x70)
  byte(to, 1)
  unsigned(to, size)
  unsigned(to, size)
}

function writeElements(to: Bytes, elements: readonly number[]): void {
  unsigned(to, 1)
  unsigned(to, 0)
  const32(to, 0)
  byte(to, W.end)
  vector(to, elements, unsigned)
}

function writeBody(to: Bytes, body: Body): void {
  const head = newBytes(64)
  const runs: [number, ValueType][] = []
  for (const type of body.locals) {
    const last = runs.at(-1)
    if (last?.[1] === type) last[0]++
    else runs.push([1, type])
  }
  vector(head, runs, (part, [count, type]) => {
    unsigned(part, count)
    byte(part, type)
  })
  unsigned(to, head.length + body.length + 1)
  append(to, head)
  append(to, body)
  byte(to, W.end)
}
