/** A figure shows the machine as it is: what it says of memory is what a read by that very process would find. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { boot, compile, restoreMachine, snapshotMachine } from '../../index'
import { readUser } from '../memory/user-memory'
import { runFor } from '../run/run'
import { type Machine, type Process, programOf, taskAt } from '../state/machine'
import type { ValueView } from '../state/view'
import { viewOf } from './machine-view'
import { formatValue } from './value'

const FOLDERS = ['process', 'thread', 'ipc', 'nondet'].map((name) => `lib/engine/testdata/${name}`)
const PROGRAMS = [
  ...FOLDERS,
  'content/files-and-pipes',
  'content/shared-memory',
  'content/fork',
  'content/copy-on-write',
  'content/threads',
]
  .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.c'))
/** Moments of a run, in steps: some early, where pages are still missing, and some late. */
const MOMENTS = [400, 900, 1_500, 2_500, 4_000, 6_500, 9_000, 20_000]

test('a shared page shows what was written through the other mapping, before its reader touches it', () => {
  const machine = booted('content/shared-memory/by-shared-memory.c')
  const values: string[] = []
  while (!runFor(machine, 50))
    for (const value of valuesOf(machine))
      if (value.name === '*box' && values.at(-1) !== value.value) values.push(value.value)
  expect(values).toEqual(['0', '42'])
})

test('every value of every process is what a read by that process would find', () => {
  let compared = 0
  const wrong = PROGRAMS.flatMap((file) => {
    const machine = booted(file)
    return MOMENTS.flatMap((moment) => {
      if (machine.state.ended || runFor(machine, moment - machine.state.steps)) return []
      const shown = viewOf(machine).processes.flatMap(({ pid, segments }) =>
        segments.flatMap((segment) => segment.values.map((value) => ({ pid, value }))),
      )
      compared += shown.length
      return shown
        .map(({ pid, value }) => ({ pid, value, read: readByItself(machine, pid, value) }))
        .filter(({ value, read }) => !read.includes(value.value))
        .map(({ pid, value, read }) => `${file} at ${moment}: ${pid} ${value.name} ${value.value} ≠ ${read}`)
    })
  })
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(400)
})

function booted(file: string): Machine {
  const { program } = compile([{ name: path.basename(file), text: readFileSync(file, 'utf8') }])
  if (!program) throw new Error(`${file} does not compile`)
  return boot(program)
}

function valuesOf(machine: Machine): ValueView[] {
  return viewOf(machine).processes.flatMap(({ segments }) => segments.flatMap(({ values }) => values))
}

/** The other way to ask: a task of the process reads the bytes, with every fault that this takes, and all is undone.
 *  One text for each type of that name: those without a tag have none of their own. */
function readByItself(machine: Machine, pid: number, { type, address }: ValueView): string[] {
  const process = machine.state.processes.get(pid) as Process
  const task = taskAt(machine, process.tasks[0] ?? 0)
  const { program } = programOf(machine, task)
  const before = snapshotMachine(machine)
  const read = (at: number, length: number) => readUser(machine, task, at, length)
  const shown = program.types
    .filter((known) => known.name === type && known.size > 0)
    .map((known) => {
      const bytes = address === null ? null : read(address, Math.min(known.size, 4096))
      return bytes ? formatValue(program, known, bytes, read) : 'unreadable'
    })
  restoreMachine(machine, before)
  return shown
}
