import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_BASE, STACK_TOP } from './abi'
import { assemble } from './assemble'
import { loadRegisters } from './cpu'
import { describeVisible } from './describe'
import { execute, type Mode } from './execute'
import { createMemory } from './frame'
import { Stop } from './interpret'
import {
  activate,
  forkSpace,
  hashMemory,
  mapPage,
  pteOf,
  readBytes,
  setPte,
  unmapPage,
  writeBytes,
} from './memory'
import { OP } from './opcode'
import { createRig, DATA, mend, type Rig, registers, start } from './rig'

const FOREVER = 1e9
/** Used by all tests in turn: making one costs more than a test. */
const memory = createMemory({ bytes: 1 << 20, storage: 4 << 20 })

function run(rig: Rig, steps = FOREVER, visibles = FOREVER, mode: Mode = 'run'): Stop {
  return execute(rig.cpu, rig.loaded, steps, visibles, mode)
}

/** Runs a function body on slots 16, 24, … that hold the given 64-bit numbers, and reads slot 16 back. */
function compute(body: string, ...values: bigint[]): bigint {
  const rig = createRig(assemble(`function main 128 0 0\n${body}\nsys exit 16`), { memory })
  const bytes = new Uint8Array(new BigInt64Array(values.map((v) => BigInt.asIntN(64, v))).buffer)
  writeBytes(rig.memory, rig.space, STACK_TOP - 128 + 16, bytes)
  expect(run(rig)).toBe(Stop.Syscall)
  return slot(rig, STACK_TOP - 128, 16)
}

function slot(rig: Rig, fp: number, offset: number): bigint {
  const bytes = readBytes(rig.memory, rig.space, fp + offset, 8) as Uint8Array
  return new DataView(bytes.buffer).getBigInt64(0, true)
}

const SPECIAL = [
  0n,
  1n,
  -1n,
  2n,
  7n,
  -7n,
  0x7fff_ffffn,
  -0x8000_0000n,
  0xffff_ffffn,
  0x1_0000_0000n,
  1n << 52n,
]
const LIMITS = [(1n << 53n) + 1n, (1n << 63n) - 1n, -(1n << 63n), 0x1234_5678_9abc_def0n, -0x1234_5678_9abcn]
const long = fc.oneof(
  fc.constantFrom(...SPECIAL, ...LIMITS),
  fc.bigInt(-(1n << 63n), (1n << 63n) - 1n),
  fc.integer().map(BigInt),
)

describe('64-bit integers are those of C', () => {
  const unsigned = (x: bigint) => BigInt.asUintN(64, x)
  const cases: Record<string, (x: bigint, y: bigint) => bigint | boolean> = {
    add64: (x, y) => x + y,
    sub64: (x, y) => x - y,
    mul64: (x, y) => x * y,
    and64: (x, y) => x & y,
    or64: (x, y) => x | y,
    xor64: (x, y) => x ^ y,
    shl64: (x, y) => x << (y & 63n),
    shrS64: (x, y) => x >> (y & 63n),
    shrU64: (x, y) => unsigned(x) >> (y & 63n),
    neg64: (x) => -x,
    not64: (x) => ~x,
    eq64: (x, y) => x === y,
    ne64: (x, y) => x !== y,
    ltS64: (x, y) => x < y,
    leS64: (x, y) => x <= y,
    ltU64: (x, y) => unsigned(x) < unsigned(y),
    leU64: (x, y) => unsigned(x) <= unsigned(y),
  }
  for (const [name, expected] of Object.entries(cases))
    it(name, () => {
      const operands = name === 'neg64' || name === 'not64' ? '16 16' : '16 16 24'
      fc.assert(
        fc.property(long, long, (x, y) => {
          const value = expected(x, y)
          const got = compute(`${name} ${operands}`, x, y)
          if (typeof value === 'boolean') expect(got & 0xffff_ffffn).toBe(value ? 1n : 0n)
          else expect(got).toBe(BigInt.asIntN(64, value))
        }),
        { numRuns: 60 },
      )
    })

  it('divides as idiv and div, and traps where they do', () => {
    fc.assert(
      fc.property(long, long, fc.constantFrom('divS64', 'remS64', 'divU64', 'remU64'), (x, y, name) => {
        const rig = createRig(assemble(`function main 128 0 0\n${name} 16 16 24\nsys exit 16`), { memory })
        writeBytes(rig.memory, rig.space, STACK_TOP - 112, new Uint8Array(new BigInt64Array([x, y]).buffer))
        const isSigned = name.includes('S')
        const stop = run(rig)
        if (y === 0n || (isSigned && x === -(1n << 63n) && y === -1n)) {
          expect([stop, rig.cpu.faultKind, rig.cpu.stepsUsed]).toEqual([Stop.Fault, 'divide', 0])
          return
        }
        const [left, right] = isSigned ? [x, y] : [unsigned(x), unsigned(y)]
        const value = name.startsWith('div') ? left / right : left % right
        expect(slot(rig, STACK_TOP - 128, 16)).toBe(BigInt.asIntN(64, value))
      }),
      { numRuns: 200 },
    )
  })

  it('scales indexes and adds immediates over all 64 bits', () => {
    fc.assert(
      fc.property(long, long, fc.integer(), fc.constantFrom(1, 2, 4, 8), (x, y, imm, size) => {
        const s = BigInt(size)
        expect(compute(`leaIndex.${size} 16 16 24`, x, y)).toBe(BigInt.asIntN(64, x + y * s))
        expect(compute(`leaIndexS.${size} 16 16 24`, x, y)).toBe(
          BigInt.asIntN(64, x + BigInt.asIntN(32, y) * s),
        )
        const index = BigInt.asIntN(32, x)
        expect(compute(`leaGlobalS.${size} 16 16 ${imm}`, x)).toBe(index * s + BigInt(imm))
        expect(compute(`addI64 16 16 ${imm}`, x)).toBe(BigInt.asIntN(64, x + BigInt(imm)))
        expect(compute(`mulI64 16 16 ${imm}`, x)).toBe(BigInt.asIntN(64, x * BigInt(imm)))
      }),
      { numRuns: 60 },
    )
  })

  it('branches agree with comparisons', () => {
    const names = [
      'Eq',
      'Ne',
      'LtS',
      'LeS',
      'LtU',
      'LeU',
      'EqI',
      'NeI',
      'LtSI',
      'LeSI',
      'GtSI',
      'GeSI',
      'LtUI',
    ]
    fc.assert(
      fc.property(
        long,
        fc.oneof(long, fc.integer().map(BigInt)),
        fc.constantFrom(...names, 'LeUI', 'GtUI', 'GeUI'),
        fc.constantFrom(32, 64),
        (x, y, name, width) => {
          const isImmediate = name.endsWith('I')
          const right = isImmediate ? BigInt.asIntN(32, y) : y
          const kind = (v: bigint) =>
            name.includes('U') ? BigInt.asUintN(width, v) : BigInt.asIntN(width, v)
          const [l, r] = [kind(x), kind(right)]
          const relation = name.slice(0, 2)
          const truth = { Eq: l === r, Ne: l !== r, Lt: l < r, Le: l <= r, Gt: l > r, Ge: l >= r }[relation]
          const body = `b${name}${width} 16 ${isImmediate ? right : 24} yes\nli64 16 0 0\njump end\nyes:\nli64 16 1 0\nend:`
          expect(compute(body, x, right)).toBe(truth ? 1n : 0n)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('floating point is that of x86', () => {
  const bitsOf = (x: number) => new BigInt64Array(new Float64Array([x]).buffer)[0] as bigint
  const hex = (x: bigint) => BigInt.asUintN(64, x).toString(16)

  it('gives -nan for an invalid operation and keeps the first operand that is a NaN', () => {
    expect(hex(compute('fdiv64 16 16 24', bitsOf(0), bitsOf(0)))).toBe('fff8000000000000')
    expect(hex(compute('fadd64 16 16 24', 0x7ff4_0000_0000_0001n, bitsOf(1)))).toBe('7ffc000000000001')
    expect(hex(compute('fmul64 16 16 24', bitsOf(2), 0xfff0_0000_0000_0005n))).toBe('fff8000000000005')
    expect(hex(compute('fsub32 16 16 24', 0x7f80_0000n, 0x7f80_0000n) & 0xffff_ffffn)).toBe('ffc00000')
    expect(hex(compute('f64FromF32 16 16', 0xff80_0001n))).toBe('fff8000020000000')
    expect(hex(compute('f32FromF64 16 16', 0x7ff0_0000_2000_0000n) & 0xffff_ffffn)).toBe('7fc00001')
    expect(hex(compute('fneg64 16 16', 0x7ff8_0000_0000_0000n))).toBe('fff8000000000000')
  })

  it('converts what does not fit to the smallest integer', () => {
    expect(compute('s32FromF64 16 16', bitsOf(3e9)) & 0xffff_ffffn).toBe(0x8000_0000n)
    expect(compute('s32FromF64 16 16', bitsOf(-2147483648.9)) & 0xffff_ffffn).toBe(0x8000_0000n)
    expect(compute('s32FromF64 16 16', bitsOf(-2.9))).toBe(
      BigInt.asIntN(64, bitsOf(-2.9) & ~0xffff_ffffn) | 0xffff_fffen,
    )
    expect(compute('s64FromF64 16 16', bitsOf(1e300))).toBe(-(1n << 63n))
    expect(compute('s64FromF64 16 16', bitsOf(Number.NaN))).toBe(-(1n << 63n))
    expect(compute('u64FromF64 16 16', bitsOf(2 ** 63 + 2048))).toBe(BigInt.asIntN(64, (1n << 63n) + 2048n))
    expect(compute('u64FromF64 16 16', bitsOf(-1))).toBe(-1n)
  })

  it('converts every long exactly, and to float with one rounding', () => {
    fc.assert(
      fc.property(long, (x) => {
        expect(compute('f64FromS64 16 16', x)).toBe(bitsOf(Number(x)))
        expect(compute('f64FromU64 16 16', x)).toBe(bitsOf(Number(BigInt.asUintN(64, x))))
        expect(compute('f64FromS64 16 16\ns64FromF64 16 16', x >> 11n)).toBe(x >> 11n)
      }),
    )
    // 2^62 + 2^38 + 1 lies just above the middle of two floats; by way of double it would fall to the lower.
    const above = (1n << 62n) + (1n << 38n) + 1n
    const float = new Float32Array([2 ** 62 + 2 ** 39])
    const bits = BigInt(new Int32Array(float.buffer)[0] as number)
    expect(compute('f32FromS64 16 16', above) & 0xffff_ffffn).toBe(bits)
    expect(compute('f32FromU64 16 16', above) & 0xffff_ffffn).toBe(bits)
  })
})

describe('memory accesses', () => {
  it('work at every alignment and across pages', () => {
    const rig = createRig(
      assemble('function main 64 0 0\nstore64 16 24 0\nload64 32 16 0\nload16S 40 16 3\nsys exit 16'),
    )
    for (let offset = 4080; offset <= 4100; offset++) {
      start(rig)
      const fp = registers(rig).fp
      const value = 0x8123_4567_89ab_cdefn
      writeBytes(
        rig.memory,
        rig.space,
        fp + 16,
        new Uint8Array(new BigInt64Array([BigInt(DATA + offset), value]).buffer),
      )
      expect(run(rig)).toBe(Stop.Syscall)
      expect(BigInt.asUintN(64, slot(rig, fp, 32))).toBe(value)
      expect(Number(BigInt.asIntN(32, slot(rig, fp, 40)))).toBe(Number(BigInt.asIntN(16, value >> 24n)))
    }
  })

  it('fault in front of the instruction and run again once the page is there', () => {
    const rig = createRig(assemble('function main 64 0 0\nli32 16 7\nstoreG32! 0x00900000 16\nsys exit 16'))
    expect(run(rig)).toBe(Stop.Fault)
    const { cpu } = rig
    expect([cpu.faultKind, cpu.faultAddress, cpu.faultWrite]).toEqual(['unmapped', 0x90_0000, true])
    expect([registers(rig).pc, cpu.stepsUsed, cpu.visiblesUsed]).toEqual([2, 1, 0])
    mapPage(rig.memory, rig.space, 0x900, pteOf(rig.memory, rig.space, DATA >> 12) >>> 12, 2)
    expect(run(rig)).toBe(Stop.Syscall)
    expect([...(readBytes(rig.memory, rig.space, DATA, 4) as Uint8Array)]).toEqual([7, 0, 0, 0])
  })

  it('write nothing when the second page of a crossing store is missing', () => {
    const rig = createRig(
      assemble(`function main 64 0 0\nli64 16 ${DATA + 4092} 0\nstore64 16 16 0\nsys exit 16`),
    )
    unmapPage(rig.memory, rig.space, (DATA >> 12) + 1)
    expect(run(rig)).toBe(Stop.Fault)
    expect(rig.cpu.faultAddress).toBe(DATA + 4096)
    expect(readBytes(rig.memory, rig.space, DATA + 4092, 4)).toEqual(new Uint8Array(4))
  })

  it('take no address above 2^31 for one below', () => {
    for (const [low, high, offset] of [
      [DATA, 1, 0],
      [-1, 0, DATA + 1],
      [-0x8000_0000, 0, 0],
      [-16, -1, 0],
    ] as const) {
      const rig = createRig(
        assemble(`function main 64 0 0\nli64 16 ${low} ${high}\nload32 24 16 ${offset}\nsys exit 16`),
      )
      expect(run(rig)).toBe(Stop.Fault)
      expect(rig.cpu.faultKind).toBe('unmapped')
    }
    const fine = createRig(
      assemble(`function main 64 0 0\nli64 16 -16 -1\nload32 24 16 ${DATA + 16}\nsys exit 16`),
    )
    expect(run(fine)).toBe(Stop.Syscall)
  })

  it('copy, zero and atomics do what they say', () => {
    const body = `li64 16 ${DATA + 4090} 0\nli64 24 ${DATA} 0\nli64 32 0x55667788 0x11223344\nstore64 24 32 0\nstore64 24 32 8\n`
    expect(compute(`${body}copy 16 24 16\nload64 16 16 8`)).toBe(0x1122_3344_5566_7788n)
    expect(compute(`${body}zero 24 - 3\nload64 16 24 0`.replace(' - ', ' 0 '))).toBe(0x1122_3344_5500_0000n)
    expect(compute(`${body}li64 40 1 0\natomicAdd.2 48 24 40\nload64 16 24 0`)).toBe(0x1122_3344_5566_7789n)
    expect(compute(`${body}li64 40 1 0\natomicAdd.2 16 24 40`)).toBe(0x7788n)
    expect(compute(`${body}li64 40 -1 -1\natomicAdd.8 48 24 40\nload64 16 24 0`)).toBe(0x1122_3344_5566_7787n)
    expect(compute(`${body}li64 40 0xff 0\natomicNand.1 48 24 40\nload64 16 24 0`)).toBe(
      0x1122_3344_5566_7777n,
    )
    expect(compute(`${body}li64 40 0x88 0\nli64 48 5 0\natomicCas.1 56 24 40\nload64 16 24 0`)).toBe(
      0x1122_3344_5566_7705n,
    )
    expect(compute(`${body}li64 40 0x87 0\nli64 48 5 0\natomicCas.1 16 24 40`)).toBe(0x88n)
  })
})

describe('calls', () => {
  const FIB = `function main 64 0 0
    li64 24 20 0
    call fib/1 24 0
    getRv32 16
    sys exit 16
  function fib 64 0 1
    bGeSI32 16 2 more
    ret32 16
  more:
    addI32 32 16 -1
    call fib/1 32 0
    getRv32 24
    addI32 32 16 -2
    call fib/1 32 0
    getRv32 40
    add32 24 24 40
    ret32 24`

  it('nest, across pages of the stack', () => {
    const rig = createRig(assemble(FIB), { stackPages: 2 })
    expect(run(rig)).toBe(Stop.Syscall)
    expect(registers(rig).rv).toEqual([6765, 0])
  })

  it('stop at any step and go on as if nothing had happened', () => {
    const whole = createRig(assemble(FIB))
    run(whole)
    const parts = createRig(assemble(FIB))
    let steps = 0
    for (let i = 1; ; i = (i * 7 + 3) % 101) {
      const stop = run(parts, i)
      steps += parts.cpu.stepsUsed
      if (stop === Stop.Syscall) break
      expect([stop, parts.cpu.stepsUsed]).toEqual([Stop.Fuel, i])
    }
    expect(steps).toBe(whole.cpu.stepsUsed)
    expect(hashMemory(parts.memory, parts.space)).toEqual(hashMemory(whole.memory, whole.space))
  })

  it('put a frame wholly into the page below when it would cross', () => {
    const rig = createRig(
      assemble('function main 64 0 0\ncall f/0 16 3900\nsys exit 16\nfunction f 256 0 0\nsys exit 16'),
    )
    expect(run(rig)).toBe(Stop.Syscall)
    expect(registers(rig).fp).toBe(STACK_TOP - 4096 - 256)
  })

  it('are by address, and only to functions', () => {
    const main = (target: string) =>
      `function main 64 0 0\nli64 16 ${target} 0\nli64 24 5 0\ncallIndirect 16 24/1 0\nsys exit 16\nfunction f 32 0 1\nret64 16`
    const good = createRig(assemble(main('&f')))
    expect(run(good)).toBe(Stop.Syscall)
    expect(registers(good).rv).toEqual([5, 0])
    for (const bad of ['0', '1234', `${CODE_BASE + 16}`, `${CODE_BASE + 8}`]) {
      const rig = createRig(assemble(main(bad)))
      expect([run(rig), rig.cpu.faultKind, rig.cpu.faultAddress]).toEqual([Stop.Fault, 'fetch', Number(bad)])
    }
  })

  it('return nowhere but into code, and to frames that fit', () => {
    const smash = (slotOffset: number, value: number) =>
      createRig(
        assemble(
          `function main 64 0 0\ncall f/0 16 0\nsys exit 16\nfunction f 64 0 0\nleaFrame 24 ${slotOffset}\nli64 32 ${value} 0\nstore64 24 32 0\nret`,
        ),
      )
    for (const [at, value] of [
      [8, 0x4141_4141],
      [8, CODE_BASE + 4],
      [8, CODE_BASE + 16 * 99],
      [0, STACK_TOP - 16],
      [0, 3],
    ] as const) {
      const rig = smash(at, value)
      expect([run(rig), rig.cpu.faultKind, rig.cpu.faultAddress]).toEqual([Stop.Fault, 'fetch', value])
      expect(registers(rig).pc).toBe(7)
    }
    const unmapped = smash(0, 0x1000)
    expect([run(unmapped), unmapped.cpu.faultKind, unmapped.cpu.faultAddress]).toEqual([
      Stop.Fault,
      'unmapped',
      0x1000,
    ])
  })

  it('overflow a stack as a fault of kind stack', () => {
    const rig = createRig(assemble('function main 64 0 0\ncall main/0 16 0\nret'), { stackPages: 2 })
    expect([run(rig), rig.cpu.faultKind, rig.cpu.faultWrite]).toEqual([Stop.Fault, 'stack', true])
    expect(rig.cpu.faultAddress).toBe(STACK_TOP - 2 * 4096 - 64)
  })
})

describe('stops', () => {
  const COUNT = `function main 64 0 0
    li32 16 3
  loop:
    loadG32! 24 ${DATA}
    addI32 24 24 1
    storeG32! ${DATA} 24
    addI32 16 16 -1
    bNeI32 16 0 loop
    sys! exit 16`

  it('right behind a number of visible operations', () => {
    const rig = createRig(assemble(COUNT))
    expect([run(rig, FOREVER, 2), rig.cpu.visiblesUsed, registers(rig).pc]).toEqual([Stop.Visibles, 2, 5])
    expect([run(rig, FOREVER, 1), rig.cpu.visiblesUsed, registers(rig).pc]).toEqual([Stop.Visibles, 1, 3])
    expect([run(rig, FOREVER, 4), rig.cpu.visiblesUsed]).toEqual([Stop.Syscall, 3])
  })

  it('in front of the next visible operation, which can be described', () => {
    const rig = createRig(assemble(COUNT))
    expect([run(rig, FOREVER, 1, 'before'), rig.cpu.stepsUsed]).toEqual([Stop.Before, 1])
    expect(describeVisible(rig.cpu, rig.loaded)).toEqual({
      kind: 'load',
      address: DATA,
      size: 4,
      order: null,
    })
    expect([run(rig, FOREVER, 1, 'before'), rig.cpu.stepsUsed]).toEqual([Stop.Before, 0])
    run(rig, FOREVER, 1)
    run(rig, FOREVER, 1, 'before')
    expect(describeVisible(rig.cpu, rig.loaded)).toEqual({
      kind: 'store',
      address: DATA,
      size: 4,
      order: null,
    })
  })

  it('in front of another line', () => {
    const rig = createRig(assemble(COUNT))
    expect([run(rig, FOREVER, FOREVER, 'line'), registers(rig).pc]).toEqual([Stop.Line, 2])
  })

  it('trap into the kernel behind the instruction, which is a step', () => {
    const rig = createRig(assemble('function main 64 0 0\nsys! write 24/3\nsys! read 16/3'))
    expect([run(rig), rig.cpu.stepsUsed, rig.cpu.visiblesUsed, registers(rig).pc]).toEqual([
      Stop.Syscall,
      1,
      0,
      2,
    ])
    expect([rig.loaded.program.calls[rig.cpu.systemCall], rig.cpu.systemArguments]).toEqual(['write', 24])
  })
})

describe('setjmp and longjmp', () => {
  it('come back with the value, 1 for 0', () => {
    for (const [value, expected] of [
      [5, 5],
      [0, 1],
    ]) {
      const rig = createRig(
        assemble(`function main 64 0 0
          li64 16 ${DATA} 0
          setjmp 24 16
          bNeI32 24 0 back
          li64 32 ${DATA} 0
          call deep/1 32 0
        back:
          sys exit 24
        function deep 64 0 1
          li32 24 ${value}
          longjmp 16 24`),
      )
      expect(run(rig)).toBe(Stop.Syscall)
      expect(slot(rig, registers(rig).fp, 24) & 0xffff_ffffn).toBe(BigInt(expected as number))
    }
  })

  it('fault on a buffer that was never filled', () => {
    const rig = createRig(assemble(`function main 64 0 0\nli64 16 ${DATA} 0\nlongjmp 16 24`))
    expect([run(rig), rig.cpu.faultKind]).toEqual([Stop.Fault, 'fetch'])
  })
})

describe('broken bytecode', () => {
  it('ends in a stop, never in an exception', () => {
    const word = fc.oneof(
      fc.integer(),
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom(8, 16, 24, 32, 64, 4088),
    )
    const instruction = fc.tuple(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 255 }),
      word,
      word,
      word,
    )
    fc.assert(
      fc.property(fc.array(instruction, { minLength: 1, maxLength: 40 }), (body) => {
        const program = assemble(`function main 256 0 0\n${'fence\n'.repeat(body.length)}ret`)
        body.forEach(([op, count, a, b, c], i) => {
          program.code.set([op | (count << 8) | (4 << 20), a, b, c], 4 * (i + 1))
        })
        const rig = createRig(program, { memory })
        for (let i = 0; i < 20; i++) run(rig, 500)
        expect(rig.cpu.stepsUsed).toBeLessThanOrEqual(500)
      }),
      { numRuns: 300 },
    )
  })

  it('and so do registers that point nowhere', () => {
    const rig = createRig(assemble('function main 64 0 0\nli32 16 1\nret'))
    for (const [pc, fp] of [
      [-1, STACK_TOP - 64],
      [99, STACK_TOP - 64],
      [1, STACK_TOP - 16],
      [1, 12],
      [1, -64],
      [1, STACK_TOP - 60],
    ] as const) {
      loadRegisters(rig.cpu, { pc, fp, tp: 0, rv: [0, 0], paidPages: 0 })
      expect([run(rig), rig.cpu.stepsUsed]).toEqual([Stop.Fault, 0])
    }
  })
})

describe('copy-on-write', () => {
  it('faults on the first write of either side, frames included', () => {
    const rig = createRig(assemble(`function main 64 0 0\nli32 16 9\nstoreG32 ${DATA} 16\nsys exit 16`))
    const child = forkSpace(rig.memory, rig.space)
    expect([run(rig), rig.cpu.faultKind, rig.cpu.stepsUsed]).toEqual([Stop.Fault, 'cow', 0])
    expect(mend(rig)).toBe(true)
    expect([run(rig), rig.cpu.faultKind, rig.cpu.faultAddress]).toEqual([Stop.Fault, 'cow', DATA])
    expect(mend(rig)).toBe(true)
    expect(run(rig)).toBe(Stop.Syscall)
    expect(readBytes(rig.memory, child, DATA, 1)).toEqual(new Uint8Array(1))
    activate(rig.memory, child)
    setPte(rig.memory, child, DATA >> 12, pteOf(rig.memory, child, DATA >> 12))
    start(rig)
    expect([run(rig), rig.cpu.faultKind]).toEqual([Stop.Fault, 'cow'])
  })
})

describe('the tables', () => {
  it('number the cases of the processor as opcode.ts does', () => {
    for (const file of ['interpret.ts', 'rare.ts']) {
      const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')
      const labels = [...text.matchAll(/case (\d+):(?: \{)?\s*\/\/ (\w+)/g)]
      expect(labels.length).toBeGreaterThan(50)
      expect(text.match(/case \d+:/g)?.length).toBe(labels.length)
      for (const [, number, name] of labels)
        expect(`${name} ${number}`).toBe(`${name} ${OP[name as keyof typeof OP]}`)
    }
  })
})
