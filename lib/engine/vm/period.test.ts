/** The search for waiting loops leaves out what cannot matter: it finds what a search that notes everything finds. */
import { expect, it } from 'vitest'
import { assemble } from './assemble'
import { FP, PC } from './control'
import type { Cpu } from './cpu'
import { loadRegisters } from './cpu'
import { execute } from './execute'
import { Stop } from './interpret'
import { closeJournal, openJournal, undoMemory } from './journal'
import type { LoadedProgram } from './load'
import { findPeriod, MAX_STEPS, MAX_VISITS, type Period } from './period'
import { countersOf } from './period-counter'
import { createTrace, noteStep } from './period-trace'
import type { Program } from './program'
import { createDice, type Dice, randomProgram } from './random-program'
import { createRig, DATA, picture, type Rig, registers } from './rig'

/** Notes every instruction, and looks at each stretch between the beginning and itself. */
function findPlainly(cpu: Cpu, loaded: LoadedProgram): Period | null {
  const { i32 } = cpu.memory
  const trace = createTrace()
  const [pc, fp] = [i32[PC >> 2], i32[FP >> 2]]
  for (let visits = 0; trace.effects.length < MAX_STEPS && visits < MAX_VISITS; ) {
    if (!noteStep(cpu, loaded, trace)) return null
    if (i32[PC >> 2] !== pc || i32[FP >> 2] !== fp) continue
    visits++
    const counters = countersOf(cpu, trace)
    if (counters) return { steps: trace.effects.length, visibles: trace.visibles, counters }
  }
  return null
}

/** The period in which a computer stands, found in both ways; neither may change anything. */
function findBoth(rig: Rig): [fast: Period | null, plain: Period | null] {
  const { memory, cpu, loaded } = rig
  const before = picture(rig, Stop.Fuel)
  const code = loaded.code.slice()
  const fast = findPeriod(cpu, loaded)
  expect(picture(rig, Stop.Fuel)).toBe(before)
  expect(loaded.code).toEqual(code)
  const then = registers(rig)
  const journal = openJournal(memory)
  const mark = journal.top
  const plain = findPlainly(cpu, loaded)
  undoMemory(memory, mark)
  closeJournal(memory)
  loadRegisters(cpu, then)
  return [fast, plain]
}

function pick(dice: Dice, from: readonly string[]): string {
  return from[dice(from.length)] as string
}

/** Instructions of a loop that may be one that waits: slots from 16 to 72 are at hand, 80 is a pointer. */
function randomStatement(dice: Dice, label: string): string[] {
  const slot = () => String(16 + 8 * dice(8))
  const [a, b, c] = [slot(), slot(), slot()]
  const word = DATA + 4 * dice(6)
  const constant = pick(dice, ['0', '1', '-1', '3', '100'])
  switch (dice(16)) {
    case 0:
    case 1:
      return [`addI${pick(dice, ['32', '64'])} ${a} ${a} ${constant}`]
    case 2:
      return [`${pick(dice, ['add', 'sub', 'xor', 'mul'])}${pick(dice, ['32', '64'])} ${a} ${b} ${c}`]
    case 3:
      return [`mov${pick(dice, ['32', '64'])} ${a} ${b}`]
    case 4:
      return [`li32 ${a} ${constant}`]
    case 5:
    case 6:
      return [`loadG${pick(dice, ['8U', '16S', '32', '32', '64'])} ${a} ${word}`]
    case 7:
      return [`loadG32 ${a} ${word}`, `addI32 ${a} ${a} ${constant}`, `storeG32! ${word} ${a}`]
    case 8:
      return [`storeG${pick(dice, ['8', '16', '32', '32', '64'])} ${word} ${a}`]
    case 9:
      return [
        `b${pick(dice, ['EqI', 'NeI', 'LtSI', 'GtSI'])}32 ${a} ${constant} l${label}`,
        `mov32 ${b} ${c}`,
        `l${label}:`,
      ]
    case 10:
    case 11:
      return [`li32 ${a} 0`, `i${label}:`, `addI32 ${a} ${a} 1`, `bLtSI32 ${a} ${1 + dice(20)} i${label}`]
    case 12:
      return [`call f ${a}/2 0`, `getRv${pick(dice, ['32', '64'])} ${b}`]
    case 13:
      return [`load32! ${a} 80 ${4 * dice(4)}`]
    case 14:
      return [`atomic${pick(dice, ['Exchange', 'Add', 'Cas'])}.4! ${a} 80 ${b}`]
    default:
      return dice(8) > 0
        ? [`xorI32 ${a} ${a} 1`]
        : [pick(dice, ['sys getpid 16/0', 'intrinsic strlen 80/1', `fadd64 ${a} ${b} ${c}`])]
  }
}

function randomLoop(dice: Dice): Program {
  const body = Array.from({ length: 1 + dice(5) }, (_, i) => randomStatement(dice, String(i))).flat()
  return assemble(
    [
      'function main 128 0 0',
      `li64 80 ${DATA + 64} 0`,
      ...Array.from({ length: 8 }, (_, i) => `li32 ${16 + 8 * i} ${dice(5)}`),
      'loop:',
      ...body,
      'jump loop',
      'function f 64 0 2',
      ...(dice(2) === 0 ? ['addI32 16 16 1'] : [`loadG32 16 ${DATA}`]),
      'ret32 16',
    ].join('\n'),
  )
}

/** Searches at random places of a run. Returns how many of them found a period. */
function searchAround(program: Program, dice: Dice, places: number): number {
  const rig = createRig(program, { bytes: 1 << 20, storage: 4 << 20 })
  let found = 0
  for (let i = 0; i < places; i++) {
    const stop = execute(rig.cpu, rig.loaded, 1 + dice(400), 1e9, 'run')
    if (stop !== Stop.Fuel && stop !== Stop.Syscall) break
    const [fast, plain] = findBoth(rig)
    expect(fast).toEqual(plain)
    if (plain) found++
  }
  return found
}

it('finds in loops of all kinds what is found when all is noted', () => {
  let found = 0
  for (let seed = 1; seed <= 250; seed++) {
    const dice = createDice(seed)
    found += searchAround(randomLoop(dice), dice, 3)
  }
  expect(found).toBeGreaterThan(100)
})

it('finds in programs of all instructions what is found when all is noted', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const dice = createDice(seed)
    searchAround(randomProgram(dice), dice, 3)
  }
})

it.each([
  ['up to the last instruction that it looks at', MAX_STEPS, true],
  ['and no further', MAX_STEPS + 1, false],
])('looks for a period %s', (_, length, isFound) => {
  const lines = Array.from({ length: length - 1 }, () => 'mov32 16 24')
  const program = assemble(['function main 64 0 0', 'loop:', ...lines, 'jump loop'].join('\n'))
  const [fast, plain] = findBoth(createRig(program))
  expect(fast).toEqual(plain)
  expect(fast !== null).toBe(isFound)
})

it('comes by its beginning as often as it may', () => {
  for (const rounds of [MAX_VISITS - 1, MAX_VISITS, MAX_VISITS + 1]) {
    const source = `function main 64 0 0
      outer:
      li32 16 0
      loop:
      addI32 16 16 1
      bLtSI32 16 ${rounds} loop
      jump outer`
    const rig = createRig(assemble(source))
    execute(rig.cpu, rig.loaded, 1, 1e9, 'run')
    const [fast, plain] = findBoth(rig)
    expect(fast).toEqual(plain)
    expect(fast !== null).toBe(rounds <= MAX_VISITS)
  }
})
