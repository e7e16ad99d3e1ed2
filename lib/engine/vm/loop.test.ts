import { describe, expect, it } from 'vitest'
import { PAGE_SIZE } from './abi'
import { assemble } from './assemble'
import { loadRegisters, type Registers } from './cpu'
import { execute } from './execute'
import { PTE_WRITABLE } from './frame'
import { Stop } from './interpret'
import {
  activate,
  exportMemory,
  type MemorySnapshot,
  mapPage,
  pteOf,
  releaseSnapshot,
  restoreSnapshot,
  takeSnapshot,
} from './memory'
import { createDice } from './random-program'
import { createRig, DATA, mend, picture, type Rig, registers } from './rig'
import { tierOf } from './tier'

type Saved = { memory: MemorySnapshot; registers: Registers; bytes: Uint8Array }

function save(rig: Rig): Saved {
  const { bytes } = exportMemory(rig.memory)
  return { memory: takeSnapshot(rig.memory), registers: registers(rig), bytes }
}

/** To what was saved, which must still be what it was. */
function goBack(rig: Rig, { memory, registers: then, bytes }: Saved): void {
  restoreSnapshot(rig.memory, memory)
  activate(rig.memory, rig.space)
  loadRegisters(rig.cpu, then)
  expect(Buffer.compare(exportMemory(rig.memory).bytes, bytes)).toBe(0)
}

/**
 * Runs a program interpreted and generated, in parts of random length with a snapshot before some of them to which
 * it sometimes goes back, and compares the two computers after each part. Returns how many parts were compared once there was generated code.
 */
function compare(source: string, parts = 60): number {
  const dice = createDice(7)
  const program = assemble(source)
  const rigs = [Number.POSITIVE_INFINITY, 0].map((heatLimit) => {
    const rig = createRig(program, { bytes: 1 << 20, storage: 4 << 20 })
    rig.cpu.heatLimit = heatLimit
    const first = pteOf(rig.memory, rig.space, DATA / PAGE_SIZE) >>> 12
    mapPage(rig.memory, rig.space, DATA / PAGE_SIZE + 9, first, PTE_WRITABLE)
    return rig
  })
  const generated = rigs[1] as Rig
  let compared = 0
  for (let i = 0; i < parts; i++) {
    const kept = dice(2) === 0 ? rigs.map(save) : []
    const steps = i === 0 ? 9000 : 1 + dice(dice(3) === 0 ? 3000 : 90)
    const pictures = rigs.map((rig) => {
      const stop = execute(rig.cpu, rig.loaded, steps, 1e9, 'run')
      if (stop === Stop.Fault) expect(mend(rig)).toBe(true)
      return picture(rig, stop)
    })
    expect(pictures[1]).toBe(pictures[0])
    if (tierOf(generated.loaded).generated !== null) compared++
    const goesBack = dice(3) === 0
    kept.forEach((saved, k) => {
      if (goesBack) goBack(rigs[k] as Rig, saved)
      releaseSnapshot((rigs[k] as Rig).memory, saved.memory)
    })
  }
  return compared
}

/** A function `f` whose loop runs again and again, with room above its frame. */
const around = (before: string, round: string, times = 12, more = '', room = 0) => `function main 512 0 0
    again:
    li64 24 ${DATA} 0
    call f/1 24 ${room}
    jump again
  function f 128 1024 1
    ${before}
    li32 120 0
    jump condition
  head:
    ${round}
    addI32 120 120 1
  condition:
    bLtSI32 120 ${times} head
    ret64 40
  ${more}`

/** Functions small enough to be done in place; `g` writes where its second parameter points, `h` calls it twice. */
const SMALL = `function g 64 0 2
    bLtSI32 16 4 small
    load64 32 24 0
    add64 32 32 16
    store64 24 32 0
    ret64 32
  small:
    addI32 40 16 7
    ret32 40
  function h 80 0 2
    mov64 56 16
    mov64 64 24
    call g/2 56 0
    getRv64 40
    addI64 56 40 1
    mov64 64 24
    call g/2 56 0
    ret`

/** A loop that calls one of them. */
const calling = (name: string, pointer: string, memory: number, room = 0) =>
  around(
    pointer,
    `mov32 80 120\nmov64 88 24\ncall ${name}/2 80 ${memory}\ngetRv64 96\nadd64 64 64 96`,
    12,
    SMALL,
    room,
  )

/** A loop that reads the data again and again, with something between its runs. */
const between = (what: string) => `function main 512 512 0
    li64 24 ${DATA + 64} 0
    li64 80 ${DATA + 72} 0
    again:
    li32 120 0
  head:
    load32 40 24 0
    add32 64 64 40
    addI32 120 120 1
    bLtSI32 120 5 head
    ${what}
    jump again
  function g 64 0 2
    addI32 24 24 1
    store32 16 24 -8
    ret`

describe('innermost loops in generated code', () => {
  const cases: Record<string, string> = {
    'see what they write through another pointer, after the page has moved': around(
      `li64 24 ${DATA + 64} 0\nli64 32 ${DATA + 64} 0`,
      'load32 40 24 0\nbNeI32 120 5 skip\naddI32 48 40 1\nstore32 32 48 0\nskip:\nload32 56 24 0\nadd32 64 64 56',
    ),
    'read again where they have just written through another pointer': around(
      `li64 24 ${DATA + 64} 0\nli64 32 ${DATA + 64} 0`,
      'load32 40 24 0\naddI32 48 40 1\nstore32 32 48 0\nload32 56 24 0\nadd32 64 64 56',
    ),
    'see what they write to a global, after the page has moved': around(
      `li64 24 ${DATA + 64} 0`,
      `load32 40 24 0\nbNeI32 120 5 skip\naddI32 48 40 1\nstoreG32 ${DATA + 64} 48\nskip:\nload32 56 24 0\nadd32 64 64 56`,
    ),
    'see the same page through two mappings': around(
      `li64 24 ${DATA + 4096 * 9 + 8} 0\nli64 32 ${DATA + 8} 0`,
      `load32 40 24 0\nbNeI32 120 5 skip\naddI32 48 40 3\nstore32 32 48 0\nskip:\nload32 40 24 0\nadd32 64 64 40`,
    ),
    'read their own slots when a pointer walks up into the frame': around(
      'leaFrame 24 -64',
      'load64 40 24 0\nadd64 48 48 40\nstore64 24 40 0\nmov64 72 48\naddI64 24 24 8',
      30,
    ),
    'read their own slots when a pointer walks down into the frame': around(
      'leaFrame 24 200',
      'load32 40 24 0\nadd32 48 48 40\nmov64 72 48\naddI64 24 24 -4',
      30,
    ),
    'overwrite their own slots': around(
      'leaFrame 24 -32\nli64 48 5 0',
      'addI32 48 48 7\nleaFrame 32 48\nload32 40 32 0\nstore32 32 120 0\nadd32 64 48 64\nstore64 32 64 0',
      9,
    ),
    'follow a list through their own frame': around(
      'leaFrame 24 64\nleaFrame 80 64\nleaFrame 88 72',
      'mov64 64 88\nandI32 96 120 1\nbEqI32 96 0 even\nmov64 72 80\njump go\neven:\nmov64 72 88\ngo:\nload64 24 24 0\nadd64 40 40 24',
      20,
    ),
    'have slots written as 4 and as 8 bytes': around(
      'li64 48 -1 -1',
      'add64 48 48 40\naddI32 48 48 3\nbEqI32 120 3 skip\nmulI64 40 48 77\nskip:\nadd64 56 48 56\nmov32 40 120',
    ),
    'have slots that hold floats and integers': around(
      'li64 48 0 1073741824',
      'fadd64 40 48 48\nf64FromS32 56 120\nfmul64 48 56 40\nbEqI32 120 3 skip\naddI32 40 40 1\nskip:\nmov64 64 40\nli64 40 7 0',
    ),
    'compute with what is no number': around(
      'li64 48 1 2146697216',
      'f64FromS32 56 120\nfmul64 40 56 48\nfadd64 64 64 56\nfsub64 72 40 64\nfdiv64 80 88 88\nfmul64 96 64 56',
    ),
    'compute with what is no number, in memory too': around(
      `li64 24 ${DATA + 64} 0\nli64 48 1 2146697216`,
      'f64FromS32 56 120\nload64 40 24 0\nfadd64 40 40 48\nstore64 24 40 8\nfmul64 64 56 56\nfdiv64 80 88 88',
    ),
    'leave in front of an access that crosses pages': around(
      `li64 24 ${DATA + 4090} 0`,
      'addI32 48 48 1\nload32 40 24 0\nadd32 48 48 40\nstore32 24 48 0\naddI64 24 24 1',
    ),
    'walk over many arrays': around(
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `li64 ${24 + 8 * i} ${DATA + 4096 * i} 0`).join('\n'),
      [0, 1, 2, 3, 4, 5, 6]
        .map((i) => `load32 96 ${24 + 8 * i} 0\nadd32 104 96 104\nstore16 ${24 + 8 * (i + 1)} 104 2`)
        .join('\n'),
    ),
    'read their own frame behind many arrays': around(
      `${[0, 1, 2, 3, 4, 5].map((i) => `li64 ${24 + 8 * i} ${DATA + 4096 * i} 0`).join('\n')}\nleaFrame 72 96`,
      `${[0, 1, 2, 3, 4, 5].map((i) => `load32 96 ${24 + 8 * i} 0\nadd32 104 96 104`).join('\n')}\nload32 80 72 0\nadd32 88 88 80`,
    ),
    'read again what a call has written': between('mov64 88 64\ncall g/2 80 512'),
    'read again what a call through a pointer has written': between(
      'li64 96 &g 0\nmov64 88 64\ncallIndirect 96 80/2 512',
    ),
    'read again what was written between two runs': between(`addI32 48 64 1\nstoreG32 ${DATA + 64} 48`),
    'read again what was written through a pointer between two runs': between(
      'addI32 48 64 1\nstore32 80 48 -8',
    ),
    'read again what an atomic operation has written': between('li64 48 3 0\natomicAdd.4 56 24 48'),
    'do a small function in place': calling('g', `li64 24 ${DATA + 64} 0`, 1024),
    'do small functions in place that call others': calling('h', `li64 24 ${DATA + 64} 0`, 0),
    'do small functions in place that write to memory of their caller': calling('g', 'leaFrame 24 -16', 1024),
    'do small functions in place that write into their own frame': calling('g', 'leaFrame 24 -1056', 1024),
    'do small functions in place that write into the frame of their caller': calling(
      'h',
      'leaFrame 24 64',
      0,
    ),
    'do small functions in place whose frame just fits into the page': calling(
      'g',
      `li64 24 ${DATA} 0`,
      0,
      3392,
    ),
    'call small functions whose frame does not fit into the page': calling('g', `li64 24 ${DATA} 0`, 0, 3408),
    'do not write where they could only read': between(
      'li32 120 0\nmore:\nload32 40 24 0\nadd32 64 64 40\nstore32 24 64 0\naddI32 120 120 1\nbLtSI32 120 3 more',
    ),
  }
  for (const [name, source] of Object.entries(cases))
    it(name, () => {
      expect(compare(source)).toBeGreaterThan(50)
    })

  it('fault at an address of which only the lower half was used before', () => {
    const source = `function main 128 0 0
      li64 24 0 0
      li64 32 0 0
      li32 48 ${DATA}
      li32 64 0
      jump condition
    l:
      bLtSI32 64 20000 same
      li64 32 0 1
    same:
      mov32 24 48
      load32 40 24 0
      mov32 32 48
      load32 56 32 0
      addI32 64 64 1
    condition:
      bLtSI32 64 40000 l
      sys exit 64`
    const pictures = [Number.POSITIVE_INFINITY, 0].map((heatLimit) => {
      const rig = createRig(assemble(source))
      rig.cpu.heatLimit = heatLimit
      const stop = execute(rig.cpu, rig.loaded, 1e9, 1e9, 'run')
      expect(stop).toBe(Stop.Fault)
      return picture(rig, stop)
    })
    expect(pictures[1]).toBe(pictures[0])
  })
})
