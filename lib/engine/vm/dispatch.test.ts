import { describe, expect, it } from 'vitest'
import { CODE_BASE, PAGE_SIZE } from './abi'
import { assemble } from './assemble'
import { argumentLow, type Cpu, type Intrinsic, loadRegisters, type Registers, setResult, touch } from './cpu'
import { execute } from './execute'
import { copyFrame, PTE_COW, PTE_WRITABLE } from './frame'
import { Stop } from './interpret'
import {
  activate,
  forkSpace,
  type MemorySnapshot,
  mapPage,
  pteOf,
  releaseSnapshot,
  restoreSnapshot,
  setPte,
  takeSnapshot,
} from './memory'
import { createDice, type Dice, randomProgram } from './random-program'
import { createRig, DATA, mend, picture, type Rig, registers } from './rig'
import { tierOf } from './tier'

/** Adds two numbers, and writes their sum to the data area, which may fault. */
const sum: Intrinsic = (cpu: Cpu, slot: number, count: number) => {
  const total = (argumentLow(cpu, slot) + (count > 1 ? argumentLow(cpu, slot + 8) : 0)) | 0
  const at = touch(cpu, DATA + (total & 0x7ffc), true)
  if (at < 0) return false
  cpu.memory.i32[at >> 2] = total
  setResult(cpu, total, -1)
  return true
}

type Saved = { readonly memory: MemorySnapshot; readonly registers: Registers }

/** Two computers with the same program: one only interprets, the other generates code as soon as it can. */
function pair(dice: Dice): Rig[] {
  const program = randomProgram(dice)
  const options = { intrinsics: new Array<Intrinsic>(64).fill(sum), bytes: 1 << 20, storage: 4 << 20 }
  return [Number.POSITIVE_INFINITY, 0].map((heatLimit) => {
    const rig = createRig(program, options)
    rig.cpu.heatLimit = heatLimit
    return rig
  })
}

/** What a kernel might do: mends a fault if it can, else skips the instruction. */
function goOn(rig: Rig, stop: Stop, dice: number): void {
  const r = registers(rig)
  if (stop === Stop.Syscall) loadRegisters(rig.cpu, { ...r, rv: [dice, -dice] })
  if (stop !== Stop.Fault || mend(rig)) return
  const size = rig.loaded.frameSizes[r.pc + 1] ?? 0
  const isSame = size > 0 && rig.loaded.functionAt[r.pc] === rig.loaded.functionAt[r.pc + 1]
  if (isSame && rig.cpu.faultKind !== 'stack' && rig.cpu.faultKind !== 'fetch')
    loadRegisters(rig.cpu, { ...r, pc: r.pc + 1 })
  else loadRegisters(rig.cpu, { ...r, pc: 1, fp: 0x7fff_f000 - 256 })
}

/** Between two stretches memory is snapshotted, restored, forked, unmapped: the same on both sides. */
function disturb(rig: Rig, saved: Saved[], kind: number, which: number): void {
  if (kind === 0 && saved.length < 4)
    saved.push({ memory: takeSnapshot(rig.memory), registers: registers(rig) })
  const chosen = saved[which % Math.max(1, saved.length)]
  if (kind === 1 && chosen !== undefined) {
    restoreSnapshot(rig.memory, chosen.memory)
    activate(rig.memory, rig.space)
    loadRegisters(rig.cpu, chosen.registers)
  }
  if (kind === 2 && chosen !== undefined) {
    releaseSnapshot(rig.memory, chosen.memory)
    saved.splice(which % saved.length, 1)
  }
  if (kind === 3) shareCopyOnWrite(rig, which)
  if (kind === 4) setPte(rig.memory, rig.space, DATA / PAGE_SIZE + (which & 7), 0)
  if (kind === 5) {
    const from = pteOf(rig.memory, rig.space, DATA / PAGE_SIZE) >>> 12
    if (from > 0)
      mapPage(
        rig.memory,
        rig.space,
        DATA / PAGE_SIZE + (which & 7),
        copyFrame(rig.memory, from),
        PTE_WRITABLE,
      )
  }
}

/** Makes all pages copy-on-write, as a fork does, without keeping the child; some stay shared with themselves. */
function shareCopyOnWrite(rig: Rig, which: number): void {
  for (let page = 0; page < 8; page++) {
    const vpn = DATA / PAGE_SIZE + page
    const pte = pteOf(rig.memory, rig.space, vpn)
    if (pte !== 0 && ((which >> page) & 1) === 1)
      setPte(rig.memory, rig.space, vpn, (pte & ~PTE_WRITABLE) | PTE_COW)
  }
  const stack = 0x7fff_e000 / PAGE_SIZE
  setPte(rig.memory, rig.space, stack, (pteOf(rig.memory, rig.space, stack) & ~PTE_WRITABLE) | PTE_COW)
}

/** Runs both in parts of random length; returns how many stops were compared, by kind. */
function compare(seed: number, stretches: number): number[] {
  const dice = createDice(seed)
  const rigs = pair(dice)
  const saved: Saved[][] = [[], []]
  const stops = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < stretches; i++) {
    const steps = 1 + dice(dice(4) === 0 ? 9000 : 300)
    const visibles = dice(3) === 0 ? 1 + dice(40) : 1_000_000
    const results = rigs.map((rig) => execute(rig.cpu, rig.loaded, steps, visibles, 'run'))
    const pictures = rigs.map((rig, k) => picture(rig, results[k] as Stop))
    if (pictures[0] !== pictures[1]) throw new Error(`seed ${seed}, stretch ${i}:\n${pictures.join('\n')}`)
    stops[results[0] as number] = (stops[results[0] as number] ?? 0) + 1
    const [answer, kind, which] = [dice(100), dice(40), dice(256)]
    rigs.forEach((rig, k) => {
      goOn(rig, results[k] as Stop, answer)
      disturb(rig, saved[k] as Saved[], kind, which)
    })
  }
  return stops
}

describe('generated code', () => {
  it('is in the state of the interpreter at thousands of random stops', () => {
    const total = [0, 0, 0, 0, 0, 0]
    const wide = Number(process.env.VM_SEEDS ?? 120)
    for (let seed = 1; seed <= wide; seed++)
      compare(seed, 15).forEach((count, kind) => {
        total[kind] = (total[kind] as number) + count
      })
    const [fuel = 0, visibles = 0, , , calls = 0, faults = 0] = total
    for (const count of [fuel, visibles, calls, faults]) expect(count).toBeGreaterThan(wide / 5)
  }, 240_000)

  it('is really what runs', () => {
    const rig = createRig(
      assemble('function main 64 0 0\nli32 16 100000\nl:\naddI32 16 16 -1\nbNeI32 16 0 l\nsys exit 16'),
    )
    rig.cpu.heatLimit = 1000
    expect(execute(rig.cpu, rig.loaded, 1e9, 1e9, 'run')).toBe(Stop.Syscall)
    expect(rig.cpu.stepsUsed).toBe(200_002)
    expect(tierOf(rig.loaded).generated?.blocks[2]).toBeGreaterThan(0)
  })

  it('runs in memories of different sizes', () => {
    const source = 'function main 64 0 0\nli32 16 100000\nl:\naddI32 16 16 -1\nbNeI32 16 0 l\nsys exit 16'
    const { loaded } = createRig(assemble(source))
    for (const bytes of [1 << 20, 2 << 20, 1 << 20]) {
      const rig = createRig(assemble(source), { bytes })
      rig.cpu.heatLimit = 0
      expect(execute(rig.cpu, loaded, 1e9, 1e9, 'run')).toBe(Stop.Syscall)
      expect(rig.cpu.stepsUsed).toBe(200_002)
      expect(tierOf(loaded).modules.has(rig.memory.u8.length / 65_536)).toBe(true)
    }
  })

  it('is made anew when a loop calls another function than always before', () => {
    const source = `function main 64 0 0
      li64 32 &f 0
      li32 16 0
      jump condition
    l:
      bLtSI32 16 50000 same
      li64 32 &g 0
    same:
      mov32 40 24
      callIndirect 32 40/1 0
      getRv32 24
      addI32 16 16 1
    condition:
      bLtSI32 16 100000 l
      sys exit 24
    function f 48 0 1
      addI32 16 16 3
      ret32 16
    function g 48 0 1
      mulI32 16 16 5
      ret32 16`
    const rigs = [Number.POSITIVE_INFINITY, 0].map((heatLimit) => {
      const rig = createRig(assemble(source))
      rig.cpu.heatLimit = heatLimit
      expect(execute(rig.cpu, rig.loaded, 1e9, 1e9, 'run')).toBe(Stop.Syscall)
      return rig
    })
    expect(registers(rigs[1] as Rig)).toEqual(registers(rigs[0] as Rig))
    const { generations, generated } = tierOf((rigs[1] as Rig).loaded)
    expect(generations).toBe(2)
    expect(generated?.guesses.includes(1)).toBe(false)
  })

  it('recurses deeper than the host could', () => {
    const source = `function main 64 0 0
      li64 24 200000 0
      call down/1 24 0
      getRv64 16
      sys exit 16
    function down 48 0 1
      bEqI64 16 0 end
      addI64 24 16 -1
      call down/1 24 0
      getRv64 24
      add64 24 24 16
      ret64 24
    end:
      ret64 16`
    const rigs = [Number.POSITIVE_INFINITY, 1000].map((heatLimit) => {
      const rig = createRig(assemble(source), { stackPages: 2600, bytes: 16 << 20 })
      rig.cpu.heatLimit = heatLimit
      expect(execute(rig.cpu, rig.loaded, 1e9, 1e9, 'run')).toBe(Stop.Syscall)
      return rig
    })
    expect(registers(rigs[1] as Rig)).toEqual(registers(rigs[0] as Rig))
    expect(registers(rigs[1] as Rig).rv).toEqual([(20_000_100_000 % 2 ** 32) | 0, 4])
  })

  it('finds a smashed return address or frame pointer, and follows a longjmp out of nested calls', () => {
    const body = (misdeed: string) => `function main 64 0 0
      li64 40 ${DATA} 0
      setjmp 48 40
      li32 24 0
    l:
      sext32 32 24
      call f/1 32 0
      getRv32 32
      addI32 24 24 1
      jump l
    other:
      li32 56 ${0x1234}
      sys exit 56
    function f 64 0 1
      sext32 32 16
      call g/1 32 0
      getRv32 24
      ret32 24
    function g 64 0 1
      bNeI32 16 5000 fine
      ${misdeed}
    fine:
      ret32 16`
    const misdeeds = [
      `leaFrame 24 8\nli64 32 ${CODE_BASE + 16 * 11} 0\nstore64 24 32 0`,
      // The caller's frame is 64 bytes above: found when the caller returns, out of generated code.
      `leaFrame 24 72\nli64 32 ${CODE_BASE + 16 * 9} 0\nstore64 24 32 0`,
      `leaFrame 24 72\nli64 32 ${CODE_BASE + 16 * 9} 1\nstore64 24 32 0`,
      'leaFrame 24 64\nleaFrame 32 192\nstore64 24 32 0',
      'leaFrame 24 64\nleaFrame 32 64\nstore64 24 32 0',
      `leaFrame 24 8\nli64 32 ${CODE_BASE + 16 * 11 + 1} 0\nstore64 24 32 0`,
      'leaFrame 24 0\nleaFrame 32 192\nstore64 24 32 0',
      'leaFrame 24 0\nleaFrame 32 128\nstore64 24 32 0',
      'leaFrame 24 0\nleaFrame 32 68\nstore64 24 32 0',
      `li64 24 ${DATA} 0\nli32 32 7\nlongjmp 24 32`,
      'illegal',
    ]
    for (const misdeed of misdeeds) {
      const program = assemble(body(misdeed))
      const pictures = [Number.POSITIVE_INFINITY, 1000].map((heatLimit) => {
        const rig = createRig(program)
        rig.cpu.heatLimit = heatLimit
        return picture(rig, execute(rig.cpu, rig.loaded, 99_000, 1e9, 'run'))
      })
      expect(pictures[1]).toBe(pictures[0])
    }
  })

  it('sees the copy of a page that a fork shares', () => {
    const source = `function main 64 0 0
      l:
      loadG32! 16 ${DATA}
      addI32 16 16 1
      storeG32! ${DATA} 16
      jump l`
    const rig = createRig(assemble(source))
    rig.cpu.heatLimit = 0
    for (let i = 0; i < 20; i++) {
      forkSpace(rig.memory, rig.space)
      while (execute(rig.cpu, rig.loaded, 400, 1e9, 'run') === Stop.Fault) expect(mend(rig)).toBe(true)
    }
    expect(pteOf(rig.memory, rig.space, DATA / PAGE_SIZE) & PTE_WRITABLE).toBe(PTE_WRITABLE)
  })
})
