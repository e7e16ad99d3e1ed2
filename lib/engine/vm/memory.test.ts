import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemble } from './assemble'
import { execute } from './execute'
import {
  allocateFrame,
  copyFrame,
  createMemory,
  type Memory,
  PTE_COW,
  PTE_PRESENT,
  PTE_SHARED,
  PTE_WRITABLE,
  pin,
  readFrame,
  references,
  reset,
  type Space,
  storageLeft,
  unpin,
  usedFrames,
  writeFrame,
} from './frame'
import { Stop } from './interpret'
import {
  activate,
  createSpace,
  destroySpace,
  exportMemory,
  forkSpace,
  hashMemory,
  importMemory,
  type MemorySnapshot,
  mapPage,
  pteOf,
  readBytes,
  releaseSnapshot,
  restoreSnapshot,
  setPte,
  takeSnapshot,
  translate,
  unmapPage,
  writeBytes,
} from './memory'
import { createRig, DATA, mend, start } from './rig'

const memory = createMemory({ bytes: 1 << 20, storage: 8 << 20 })

function map(space: Space, vpn: number, flags = PTE_WRITABLE): number {
  const pfn = allocateFrame(memory)
  mapPage(memory, space, vpn, pfn, flags)
  return pfn
}

describe('frames', () => {
  it('are zeroed, counted, and given back by the last reference', () => {
    reset(memory)
    const space = createSpace(memory)
    const before = usedFrames(memory)
    const pfn = map(space, 5)
    pin(memory, pfn)
    expect(references(memory, pfn)).toBe(2)
    writeFrame(memory, pfn, 100, new Uint8Array([1, 2, 3]))
    unmapPage(memory, space, 5)
    expect([...readFrame(memory, pfn, 99, 5)]).toEqual([0, 1, 2, 3, 0])
    unpin(memory, pfn)
    expect(usedFrames(memory)).toBe(before + 1) // the page table stays
    expect(map(space, 6)).toBe(pfn)
    expect(readFrame(memory, pfn, 0, 4096)).toEqual(new Uint8Array(4096))
    destroySpace(memory, space)
    expect(usedFrames(memory)).toBe(0)
  })

  it('run out as a value, and a fork without memory for its tables leaves nothing behind', () => {
    reset(memory)
    const space = createSpace(memory)
    for (let vpn = 0; ; vpn++) {
      const pfn = allocateFrame(memory)
      if (pfn === 0) break
      mapPage(memory, space, vpn, pfn, PTE_WRITABLE)
    }
    expect(usedFrames(memory)).toBe(256)
    unmapPage(memory, space, 3)
    expect(forkSpace(memory, space)).toBe(0)
    expect(usedFrames(memory)).toBe(255)
    expect(mapPage(memory, space, 99_999, 7, PTE_WRITABLE)).toBe(true)
    expect(mapPage(memory, space, 299_999, 7, PTE_WRITABLE)).toBe(false)
    expect(setPte(memory, space, -1, 1)).toBe(false)
  })
})

describe('fork', () => {
  it('shares frames, makes private writable pages copy-on-write in both, and leaves shared ones', () => {
    reset(memory)
    const parent = createSpace(memory)
    const own = map(parent, 1)
    const shared = map(parent, 2, PTE_WRITABLE | PTE_SHARED)
    const readOnly = map(parent, 3, 0)
    const child = forkSpace(memory, parent)
    for (const space of [parent, child]) {
      expect(pteOf(memory, space, 1) & (PTE_WRITABLE | PTE_COW | PTE_PRESENT)).toBe(PTE_COW | PTE_PRESENT)
      expect(pteOf(memory, space, 2) & (PTE_WRITABLE | PTE_COW)).toBe(PTE_WRITABLE)
      expect(pteOf(memory, space, 3) & (PTE_WRITABLE | PTE_COW)).toBe(0)
      expect(writeBytes(memory, space, 4096, new Uint8Array(1))).toBe(false)
    }
    expect([own, shared, readOnly].map((pfn) => references(memory, pfn))).toEqual([2, 2, 2])
    writeBytes(memory, child, 8192, new Uint8Array([42]))
    expect(readBytes(memory, parent, 8192, 1)).toEqual(new Uint8Array([42]))
    destroySpace(memory, child)
    expect([own, shared, readOnly].map((pfn) => references(memory, pfn))).toEqual([1, 1, 1])
  })
})

describe('bytes', () => {
  it('cross pages, and are refused as a whole', () => {
    reset(memory)
    const space = createSpace(memory)
    map(space, 1)
    map(space, 2)
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i * 7)
    expect(writeBytes(memory, space, 4096 + 100, bytes)).toBe(true)
    expect(readBytes(memory, space, 4096 + 100, 5000)).toEqual(bytes)
    expect(writeBytes(memory, space, 4096 + 4000, new Uint8Array(5000))).toBe(false)
    expect(readBytes(memory, space, 4096 + 100, 5000)).toEqual(bytes)
    expect(readBytes(memory, space, 4096 + 4000, 5000)).toBeNull()
    expect(translate(memory, space, 0x8000_0000, false)).toBe(-1)
    expect(translate(memory, space, -1, false)).toBe(-1)
  })
})

/** One page is one number in the model: all that matters is who sees which write. */
type Model = Map<number, Map<number, number>>

const command = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), space: fc.nat(3), vpn: fc.nat(5), value: fc.nat(255) }),
  fc.record({ kind: fc.constant('fork' as const), space: fc.nat(3) }),
  fc.record({ kind: fc.constant('exit' as const), space: fc.nat(3) }),
  fc.record({ kind: fc.constant('unmap' as const), space: fc.nat(3), vpn: fc.nat(5) }),
  fc.record({ kind: fc.constant('snapshot' as const) }),
  fc.record({ kind: fc.constant('restore' as const), which: fc.nat(5) }),
  fc.record({ kind: fc.constant('release' as const), which: fc.nat(5) }),
  fc.record({ kind: fc.constant('move' as const) }),
)

describe('snapshots', () => {
  it('are what memory was, whatever is done in between', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 10, maxLength: 80 }), (commands) => {
        reset(memory)
        let model: Model = new Map([[createSpace(memory), new Map()]])
        let snapshots: { memory: MemorySnapshot; model: Model; hashes: string }[] = []
        for (const step of commands) {
          const spaces = [...model.keys()]
          const space = 'space' in step ? (spaces[step.space % spaces.length] as Space) : 0
          if (step.kind === 'write') write(model, space, step.vpn, step.value)
          else if (step.kind === 'fork') model.set(forkSpace(memory, space), new Map(model.get(space)))
          else if (step.kind === 'exit' && spaces.length > 1) {
            destroySpace(memory, space)
            model.delete(space)
          } else if (step.kind === 'unmap') {
            unmapPage(memory, space, step.vpn)
            model.get(space)?.delete(step.vpn)
          } else if (step.kind === 'snapshot')
            snapshots.push({
              memory: takeSnapshot(memory),
              model: clone(model),
              hashes: hashes(memory, model),
            })
          else if (step.kind === 'move') importMemory(memory, exportMemory(memory))
          else if ('which' in step && snapshots.length > 0) {
            const chosen = snapshots[step.which % snapshots.length] as (typeof snapshots)[0]
            if (step.kind === 'restore') {
              restoreSnapshot(memory, chosen.memory)
              model = clone(chosen.model)
              expect(hashes(memory, model)).toBe(chosen.hashes)
            } else {
              releaseSnapshot(memory, chosen.memory)
              snapshots = snapshots.filter((s) => s !== chosen)
            }
          }
          check(model)
        }
        for (const snapshot of snapshots) releaseSnapshot(memory, snapshot.memory)
        for (const space of model.keys()) destroySpace(memory, space)
        expect(usedFrames(memory)).toBe(0)
        expect(memory.slotOwners.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(memory.countFrames)
      }),
      { numRuns: 200 },
    )
  })

  function write(model: Model, space: Space, vpn: number, value: number): void {
    const pte = pteOf(memory, space, vpn)
    if (pte === 0) map(space, vpn)
    else if ((pte & PTE_COW) !== 0) {
      if (references(memory, pte >>> 12) > 1)
        mapPage(memory, space, vpn, copyFrame(memory, pte >>> 12), PTE_WRITABLE)
      else setPte(memory, space, vpn, (pte & ~PTE_COW) | PTE_WRITABLE)
    }
    expect(writeBytes(memory, space, vpn * 4096 + 8, new Uint8Array([value]))).toBe(true)
    model.get(space)?.set(vpn, value)
  }

  function clone(model: Model): Model {
    return new Map([...model].map(([space, pages]) => [space, new Map(pages)]))
  }

  function hashes(of: Memory, model: Model): string {
    return [...model.keys()].map((space) => hashMemory(of, space).join()).join(' ')
  }

  function check(model: Model): void {
    for (const [space, pages] of model)
      for (let vpn = 0; vpn < 6; vpn++) {
        const bytes = readBytes(memory, space, vpn * 4096 + 8, 1)
        expect(bytes?.[0]).toBe(pages.get(vpn))
      }
  }

  it('stay when the processor goes on, with its translations filled and frames shared', () => {
    const rig = createRig(
      assemble(`function main 64 0 0
        li64 24 ${DATA} 0
      loop:
        load64 32 24 0
        addI64 32 32 1
        store64 24 32 0
        addI64 24 24 520
        bLtSI64 24 ${DATA + 30_000} loop
        sys exit 16`),
    )
    execute(rig.cpu, rig.loaded, 100, 1e9, 'run')
    const before = hashMemory(rig.memory, rig.space)
    const snapshot = takeSnapshot(rig.memory)
    const registers = rig.memory.i32.slice(0, 64)
    const end = () => {
      expect(execute(rig.cpu, rig.loaded, 1e9, 1e9, 'run')).toBe(Stop.Syscall)
      return hashMemory(rig.memory, rig.space)
    }
    const after = end()
    expect(after).not.toEqual(before)
    restoreSnapshot(rig.memory, snapshot)
    activate(rig.memory, rig.space)
    rig.memory.i32.set(registers)
    expect(hashMemory(rig.memory, rig.space)).toEqual(before)
    forkSpace(rig.memory, rig.space)
    const again = () => {
      while (execute(rig.cpu, rig.loaded, 1e9, 1e9, 'run') === Stop.Fault) expect(mend(rig)).toBe(true)
      return hashMemory(rig.memory, rig.space)
    }
    expect(again()).toEqual(after)
    start(rig)
  })

  it('are refused before they could leave the present without storage', () => {
    const small = createMemory({ bytes: 1 << 20, storage: 3 << 20 })
    const space = createSpace(small)
    for (let vpn = 0; vpn < 200; vpn++) mapPage(small, space, vpn, allocateFrame(small), PTE_WRITABLE)
    const kept: MemorySnapshot[] = []
    while (storageLeft(small) >= 0) {
      kept.push(takeSnapshot(small))
      for (let vpn = 0; vpn < 200; vpn++)
        expect(writeBytes(small, space, vpn * 4096, new Uint8Array([kept.length]))).toBe(true)
    }
    expect(kept.length).toBeGreaterThan(1)
    expect(() => takeSnapshot(small)).toThrow()
    restoreSnapshot(small, kept[0] as MemorySnapshot)
    for (const snapshot of kept) releaseSnapshot(small, snapshot)
    expect(readBytes(small, space, 0, 1)).toEqual(new Uint8Array(1))
    takeSnapshot(small)
  })

  it('export to plain data, and hash the same elsewhere', () => {
    reset(memory)
    const space = createSpace(memory)
    for (let vpn = 0; vpn < 20; vpn++) map(space, vpn * 100)
    writeBytes(memory, space, 4096 * 1900, new Uint8Array([1, 2, 3]))
    const other = createMemory({ bytes: 1 << 20 })
    importMemory(other, structuredClone(exportMemory(memory)))
    expect(hashMemory(other, space)).toEqual(hashMemory(memory, space))
    expect(allocateFrame(other)).toBe(allocateFrame(memory))
    expect(exportMemory(other).frames).toEqual(exportMemory(memory).frames)
  })
})
