/** A figure shows the machine as it is now, not as a process last saw it. The law over all programs is in view-law.test.ts. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { boot, compile } from '../../index'
import { runFor } from '../run/run'
import type { Machine } from '../state/machine'
import type { ValueView } from '../state/view'
import { viewOf } from './machine-view'

test('a shared page shows what was written through the other mapping, before its reader touches it', () => {
  const machine = booted('content/shared-memory/by-shared-memory.c')
  const values: string[] = []
  while (!runFor(machine, 50))
    for (const value of valuesOf(machine))
      if (value.name === '*box' && values.at(-1) !== value.value) values.push(value.value)
  expect(values).toEqual(['0', '42'])
})

function booted(file: string): Machine {
  const { program } = compile([{ name: path.basename(file), text: readFileSync(file, 'utf8') }])
  if (!program) throw new Error(`${file} does not compile`)
  return boot(program)
}

function valuesOf(machine: Machine): ValueView[] {
  return viewOf(machine).processes.flatMap(({ segments }) => segments.flatMap(({ values }) => values))
}
